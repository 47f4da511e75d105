import type { Kysely } from 'kysely';

/** Tables of the sources of papers. Instants are ms since the epoch. */
export interface SourceTables {
  /**
   * Sources that were added in Discord; those of the operator stand in a file. `settings` is JSON. `added_by` is null
   * after that person had their data deleted.
   */
  added_source: { name: string; settings: string; added_by: string | null; added_at: number };
  /** How far each source was read, wherever it is set. */
  source_state: {
    name: string;
    /** What the source was asked for. `position` is of that, and of nothing else. */
    asks: string;
    /** JSON; null: nothing was read yet. */
    position: string | null;
    /** Of the latest run; while it goes on, `ended_at` is null. */
    started_at: number;
    ended_at: number | null;
    /** Why the latest run did not come to its end, in words. */
    error: string | null;
    /** Runs in a row that did not come to their end. */
    failures: number;
    /** Of the latest run that came to its end. */
    finished_at: number | null;
    /** Papers of the latest run. */
    seen: number;
    added: number;
    changed: number;
    /** JSON: what the latest run that read anything passed over, and why. Null: nothing. */
    passed_over: string | null;
  };
}

export async function createSourceTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('added_source')
    .addColumn('name', 'text', column => column.primaryKey())
    .addColumn('settings', 'text', column => column.notNull())
    .addColumn('added_by', 'text')
    .addColumn('added_at', 'bigint', column => column.notNull())
    .execute();
  await db.schema
    .createTable('source_state')
    .addColumn('name', 'text', column => column.primaryKey())
    .addColumn('asks', 'text', column => column.notNull())
    .addColumn('position', 'text')
    .addColumn('started_at', 'bigint', column => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('error', 'text')
    .addColumn('failures', 'integer', column => column.notNull())
    .addColumn('finished_at', 'bigint')
    .addColumn('seen', 'integer', column => column.notNull())
    .addColumn('added', 'integer', column => column.notNull())
    .addColumn('changed', 'integer', column => column.notNull())
    .execute();
}

export async function addPassedOver(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('source_state').addColumn('passed_over', 'text').execute();
}
