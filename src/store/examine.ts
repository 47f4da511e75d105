import { existsSync } from 'node:fs';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Database } from './database.ts';
import { appliedMigrations, pendingMigrations, refuseNewer } from './migrations.ts';
import { openPatientPostgres } from './postgres.ts';
import { postgresError, whyUnreachable } from './postgres-errors.ts';
import { openSqliteToRead } from './sqlite.ts';
import { StoreError } from './store-error.ts';

/** A database as it is, read beside whoever uses it. */
export interface Examined {
  /** Missing: there is none yet, or it is of an older version. */
  database: Database | undefined;
  /** Steps by which the next start brings it up to date; 0 also where there is none yet. */
  pending: number;
}

/** @throws {StoreError} in words: not reachable, damaged, newer than this program. */
export async function examineDatabase({
  url,
  path,
  log,
}: {
  url: string | undefined;
  path: string;
  clock: Clock;
  log: Log;
}): Promise<Examined> {
  if (url === undefined && !existsSync(path)) return { database: undefined, pending: 0 };
  const database = url === undefined ? openSqliteToRead(path) : openPatientPostgres(url, log);
  try {
    const applied = await appliedMigrations(database.db);
    refuseNewer(applied, 'The database');
    const pending = applied.length === 0 ? 0 : pendingMigrations(applied);
    if (applied.length > 0 && pending === 0) return { database, pending };
    await database.close();
    return { database: undefined, pending };
  } catch (error) {
    await database.close();
    const reason = whyUnreachable(error);
    if (reason === undefined) throw postgresError(error);
    throw new StoreError(
      `PostgreSQL cannot be reached: ${reason}. Check DATABASE_URL, and that the server runs.`,
      error,
    );
  }
}
