import { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import { type KeptTexts, keptTexts } from './kept-texts.ts';
import { migrate } from './migrations.ts';
import type { Tables } from './schema.ts';
import { openSqlite } from './sqlite.ts';

export { StoreError } from './sqlite.ts';

/** Everything that must survive a restart. */
export interface Store {
  keptTexts: KeptTexts;
  close(): Promise<void>;
}

/**
 * Opens the database and brings it up to date.
 * @throws {StoreError} in words for the operator: in use, not writable, no database, newer than this program.
 */
export async function openStore(options: { path: string; clock: Clock }): Promise<Store> {
  const { dialect, release } = openSqlite(options.path);
  const db = new Kysely<Tables>({ dialect });
  const close = async () => {
    await db.destroy();
    release();
  };
  try {
    await migrate(db);
  } catch (error) {
    await close();
    throw error;
  }
  return { keptTexts: keptTexts(db, options.clock), close };
}
