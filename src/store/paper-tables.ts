import { type Kysely, sql } from 'kysely';

/** Tables of the collection. */
export interface PaperTables {
  /**
   * `data` is a line of a collection file. A paper that was removed keeps its row, so that others learn of it, sources
   * do not bring it back, and it has its id again if a person does.
   */
  paper: {
    id: string;
    /** Grows with every change of any paper; unique. What has a lower one was committed before: see `papers.ts`. */
    revision: number;
    /** That of its first change: when it came. */
    first_revision: number;
    title: string;
    data: string;
    removed: number;
  };
  /** What a paper is known by. A title, normalised, is a hash; an author is surname and initial. */
  paper_name: { kind: NameKind; name: string; paper_id: string };
  /** The papers of the collection's file as they were last taken over: by the file's id, our id, and the line. */
  collection_file: { id: string; paper_id: string | null; line: string };
}

export type NameKind = 'arxiv' | 'doi' | 'title' | 'author';

export async function createPaperTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('paper')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('revision', 'bigint', column => column.notNull())
    .addColumn('title', 'text', column => column.notNull())
    .addColumn('data', 'text', column => column.notNull())
    .addColumn('removed', 'integer', column => column.notNull())
    .execute();
  await db.schema.createIndex('paper_revision').on('paper').column('revision').unique().execute();
  await db.schema
    .createTable('paper_name')
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('paper_id', 'text', column => column.notNull().references('paper.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('paper_name_pk', ['kind', 'name', 'paper_id'])
    .execute();
  await db.schema.createIndex('paper_name_paper').on('paper_name').column('paper_id').execute();
  await db.schema
    .createTable('collection_file')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('paper_id', 'text')
    .addColumn('line', 'text', column => column.notNull())
    .execute();
  // Locked by whoever changes the collection.
  await sql`insert into lease (name, holder, until) values ('collection', '', 0)`.execute(db);
}
