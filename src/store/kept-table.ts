import { type Kysely, sql } from 'kysely';

export interface KeptTables {
  /** Arguments of buttons that are too long for their ids: JSON. `user_id`: who asked; null for posts. */
  kept_text: { key: string; text: string; user_id: string | null; used_at: number };
}

/**
 * Kept texts belong to a person, and expire. Earlier versions kept the whole message on which *Find papers like this*
 * was used. Only such a text can have a line break, and is deleted; all others are deleted when no button has used them
 * for ninety days.
 */
export async function addOwnersOfKeptTexts(db: Kysely<unknown>): Promise<void> {
  await sql`delete from kept_text where replace(text, ${sql.lit('\\n')}, '') <> text`.execute(db);
  await db.schema.alterTable('kept_text').renameColumn('kept_at', 'used_at').execute();
  await db.schema.alterTable('kept_text').addColumn('user_id', 'text').execute();
  await db.schema.createIndex('kept_text_user').on('kept_text').columns(['user_id', 'used_at']).execute();
  await db.schema.createIndex('kept_text_used').on('kept_text').column('used_at').execute();
}
