import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Database } from './database.ts';
import { type KeptTexts, keptTexts } from './kept-texts.ts';
import { migrate } from './migrations.ts';
import { openPatientPostgres, openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';

export { StoreError } from './store-error.ts';

/** Everything that must survive a restart. */
export interface Store {
  keptTexts: KeptTexts;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** `postgres://…`; missing: the SQLite file is used. */
  url?: string | undefined;
  /** Of the SQLite file. */
  path: string;
  clock: Clock;
  log: Log;
}

/**
 * Opens the database and brings it up to date.
 * @throws {StoreError} in words for the operator: in use, not writable, not reachable, no database, newer than this program.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  return storeOf(await openDatabase(options), options.clock);
}

/** @throws {StoreError} as {@link openStore}. */
export async function openDatabase({ url, path, log }: Omit<StoreOptions, 'clock'>): Promise<Database> {
  if (url === undefined) return migrated(openSqlite(path));
  const patient = await migrated(openPatientPostgres(url, log));
  await patient.close();
  return openPostgres(url, log);
}

async function migrated(database: Database): Promise<Database> {
  try {
    await migrate(database.db);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

function storeOf(database: Database, clock: Clock): Store {
  return { keptTexts: keptTexts(database.db, clock), close: database.close };
}
