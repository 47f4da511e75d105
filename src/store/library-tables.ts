import { type Kysely, sql } from 'kysely';

/** Tables of votes, reading lists, discussions and settings. Instants are ms since the epoch. */
export interface LibraryTables {
  /** `active` is 0 only for the moment between taking a vote back and deleting its row. */
  vote: { guild_id: string; paper_id: string; user_id: string; active: number; voted_at: number };
  /** `list` is `person:<user>` or `server:<guild>`. `saved_by` is null after that person had their data deleted. */
  list_entry: {
    list: string;
    paper_id: string;
    saved_by: string | null;
    saved_at: number;
    note: string | null;
  };
  /** Who has read an entry of a list, and when: in a server's list each person for themselves. */
  list_read: { list: string; paper_id: string; user_id: string; read_at: number };
  /** In which servers a person saved a paper for themselves: counted, never shown by name. */
  saved_here: { guild_id: string; paper_id: string; user_id: string; saved_at: number };
  /**
   * One row a thread, made before the thread is. While `thread_id` is null whoever holds `claim` is opening it until
   * `claimed_until`; `mark` stands in the opening message, by which the bot knows its own work again after a crash. A
   * paper has one in a server, and more where people who cannot see the others have opened their own.
   */
  discussion: {
    guild_id: string;
    paper_id: string;
    mark: string;
    claim: string;
    claimed_at: number;
    claimed_until: number;
    place: 'message' | 'channel' | 'forum';
    channel_id: string;
    /** The public post that the thread starts from, where there is one. */
    message_id: string | null;
    thread_id: string | null;
    opened_by: string | null;
    opened_at: number | null;
    active_at: number | null;
  };
  guild_setting: {
    guild_id: string;
    discussion_channel_id: string | null;
    time_zone: string | null;
    openers: 'everyone' | 'role' | 'managers';
    opener_role_id: string | null;
    /** Where the server is notified that something is wrong. */
    notice_channel_id: string | null;
  };
}

export async function createLibraryTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('vote')
    .addColumn('guild_id', 'text', column => column.notNull())
    .addColumn('paper_id', 'text', column => column.notNull())
    .addColumn('user_id', 'text', column => column.notNull())
    .addColumn('active', 'integer', column => column.notNull())
    .addColumn('voted_at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('vote_pk', ['guild_id', 'paper_id', 'user_id'])
    .execute();
  await db.schema.createIndex('vote_user').on('vote').column('user_id').execute();
  await db.schema
    .createTable('list_entry')
    .addColumn('list', 'text', column => column.notNull())
    .addColumn('paper_id', 'text', column => column.notNull())
    .addColumn('saved_by', 'text')
    .addColumn('saved_at', 'bigint', column => column.notNull())
    .addColumn('read_at', 'bigint')
    .addColumn('note', 'text')
    .addPrimaryKeyConstraint('list_entry_pk', ['list', 'paper_id'])
    .execute();
  await db.schema.createIndex('list_entry_saver').on('list_entry').column('saved_by').execute();
  await db.schema
    .createTable('saved_here')
    .addColumn('guild_id', 'text', column => column.notNull())
    .addColumn('paper_id', 'text', column => column.notNull())
    .addColumn('user_id', 'text', column => column.notNull())
    .addColumn('saved_at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('saved_here_pk', ['guild_id', 'paper_id', 'user_id'])
    .execute();
  await db.schema.createIndex('saved_here_user').on('saved_here').column('user_id').execute();
  await db.schema
    .createTable('discussion')
    .addColumn('guild_id', 'text', column => column.notNull())
    .addColumn('paper_id', 'text', column => column.notNull())
    .addColumn('mark', 'text', column => column.notNull())
    .addColumn('claim', 'text', column => column.notNull())
    .addColumn('claimed_at', 'bigint', column => column.notNull())
    .addColumn('claimed_until', 'bigint', column => column.notNull())
    .addColumn('place', 'text', column => column.notNull())
    .addColumn('channel_id', 'text', column => column.notNull())
    .addColumn('message_id', 'text')
    .addColumn('thread_id', 'text')
    .addColumn('opened_by', 'text')
    .addColumn('opened_at', 'bigint')
    .addColumn('active_at', 'bigint')
    .addPrimaryKeyConstraint('discussion_pk', ['guild_id', 'paper_id'])
    .execute();
  await db.schema
    .createTable('guild_setting')
    .addColumn('guild_id', 'text', column => column.primaryKey())
    .addColumn('discussion_channel_id', 'text')
    .addColumn('time_zone', 'text')
    .addColumn('openers', 'text', column => column.notNull())
    .addColumn('opener_role_id', 'text')
    .execute();
}

/** Marks of a server's list were everybody's; whose they were is not known, so they are not taken over. */
export async function addReaders(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('list_read')
    .addColumn('list', 'text', column => column.notNull())
    .addColumn('paper_id', 'text', column => column.notNull())
    .addColumn('user_id', 'text', column => column.notNull())
    .addColumn('read_at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('list_read_pk', ['list', 'paper_id', 'user_id'])
    .execute();
  await db.schema.createIndex('list_read_user').on('list_read').column('user_id').execute();
  await sql`
    insert into list_read (list, paper_id, user_id, read_at)
    select list, paper_id, substr(list, ${sql.lit('person:'.length + 1)}), read_at from list_entry
    where list like 'person:%' and read_at is not null`.execute(db);
  await db.schema.alterTable('list_entry').dropColumn('read_at').execute();
  // A command in a paper's own thread looks the paper up.
  await db.schema.createIndex('discussion_thread').on('discussion').column('thread_id').execute();
}

/**
 * A paper may have several discussions in a server, each seen by some: `mark` takes the place of server and paper as
 * the key.
 */
export async function addHiddenDiscussions(db: Kysely<unknown>): Promise<void> {
  const columns = [
    ...['guild_id', 'paper_id', 'mark', 'claim', 'claimed_at', 'claimed_until', 'place', 'channel_id', 'message_id'],
    ...['thread_id', 'opened_by', 'opened_at', 'active_at'],
  ];
  await db.schema
    .createTable('discussion_by_mark')
    .addColumn('mark', 'text', column => column.primaryKey())
    .addColumn('guild_id', 'text', column => column.notNull())
    .addColumn('paper_id', 'text', column => column.notNull())
    .addColumn('claim', 'text', column => column.notNull())
    .addColumn('claimed_at', 'bigint', column => column.notNull())
    .addColumn('claimed_until', 'bigint', column => column.notNull())
    .addColumn('place', 'text', column => column.notNull())
    .addColumn('channel_id', 'text', column => column.notNull())
    .addColumn('message_id', 'text')
    .addColumn('thread_id', 'text')
    .addColumn('opened_by', 'text')
    .addColumn('opened_at', 'bigint')
    .addColumn('active_at', 'bigint')
    .execute();
  const names = sql.join(columns.map(column => sql.ref(column)));
  await sql`insert into discussion_by_mark (${names}) select ${names} from discussion`.execute(db);
  await db.schema.dropTable('discussion').execute();
  await db.schema.alterTable('discussion_by_mark').renameTo('discussion').execute();
  await db.schema.createIndex('discussion_paper').on('discussion').columns(['guild_id', 'paper_id']).execute();
  // Locked by whoever claims a paper's discussion: see `discussions.claim`.
  await sql`insert into lease (name, holder, until) values ('discussions', '', 0)`.execute(db);
}
