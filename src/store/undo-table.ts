import type { Kysely } from 'kysely';

export interface UndoTables {
  /** What somebody removed a moment ago: its rows as JSON, until when they can be brought back. */
  undo_step: {
    id: string;
    user_id: string;
    /** Null for what is a person's own. */
    guild_id: string | null;
    what: Undoable;
    rows: string;
    until: number;
  };
}

export type Undoable = 'list' | 'cleared' | 'note' | 'paper-note' | 'subscription' | 'edit' | 'source' | 'settings';

export async function createUndoTable(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('undo_step')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('user_id', 'text', column => column.notNull())
    .addColumn('guild_id', 'text')
    .addColumn('what', 'text', column => column.notNull())
    .addColumn('rows', 'text', column => column.notNull())
    .addColumn('until', 'bigint', column => column.notNull())
    .execute();
  await db.schema.createIndex('undo_step_until').on('undo_step').column('until').execute();
}
