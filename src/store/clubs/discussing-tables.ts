import { type Kysely, sql } from 'kysely';

/** Tables of what people ask before a session, and of what they made of a paper. Instants are ms since the epoch. */
export interface DiscussingTables {
  /** What is to be talked about in a session. */
  club_question: {
    club_id: string;
    date: string;
    id: string;
    user_id: string;
    text: string;
    /** Shown without a name. Whose it is stays known, for that person's own data. */
    anonymous: number;
    asked_at: number;
  };
  /** Who of a club has read a paper, and how they rate it: 1 to 5. */
  club_reading: {
    club_id: string;
    paper_id: string;
    user_id: string;
    read_at: number | null;
    rating: number | null;
  };
  /** What somebody of a server wrote on a paper: one note a channel, shown to those who see that channel. */
  paper_note: {
    guild_id: string;
    paper_id: string;
    channel_id: string;
    user_id: string;
    text: string;
    /** The words of the text as they are looked for: see {@link foldedWords}. */
    folded: string;
    written_at: number;
  };
}

export async function createDiscussingTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('club')
    .addColumn('anonymous', 'integer', column => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable('club_question')
    .addColumn('club_id', 'text', column => column.notNull().references('club.id').onDelete('cascade'))
    .addColumn('date', 'text', column => column.notNull())
    .addColumn('id', 'text', column => column.notNull())
    .addColumn('user_id', 'text', column => column.notNull())
    .addColumn('text', 'text', column => column.notNull())
    .addColumn('anonymous', 'integer', column => column.notNull())
    .addColumn('asked_at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('club_question_key', ['club_id', 'date', 'id'])
    .execute();
  await db.schema
    .createTable('club_reading')
    .addColumn('club_id', 'text', column => column.notNull().references('club.id').onDelete('cascade'))
    .addColumn('paper_id', 'text', column => column.notNull())
    .addColumn('user_id', 'text', column => column.notNull())
    .addColumn('read_at', 'bigint')
    .addColumn('rating', 'integer')
    .addPrimaryKeyConstraint('club_reading_key', ['club_id', 'paper_id', 'user_id'])
    .execute();
  await db.schema
    .createTable('paper_note')
    .addColumn('guild_id', 'text', column => column.notNull())
    .addColumn('paper_id', 'text', column => column.notNull())
    .addColumn('channel_id', 'text', column => column.notNull())
    .addColumn('user_id', 'text', column => column.notNull())
    .addColumn('text', 'text', column => column.notNull())
    .addColumn('folded', 'text', column => column.notNull())
    .addColumn('written_at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('paper_note_key', ['guild_id', 'paper_id', 'channel_id', 'user_id'])
    .execute();
  for (const table of ['club_question', 'club_reading', 'paper_note'])
    await sql`create index ${sql.ref(`${table}_person`)} on ${sql.table(table)} (user_id)`.execute(db);
}
