import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteAdapter, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';
import { takeOwnership } from '../platform/file-lock.ts';
import { outsideText } from '../platform/outside-text.ts';
import { type Database, type OnQuery, queryLog } from './database.ts';
import type { Tables } from './schema.ts';
import { damagedDatabase, guarded, refuseEmpty, storeErrorOf } from './sqlite-errors.ts';
import { StoreError } from './store-error.ts';

/**
 * Opens the file for this process alone. `node:sqlite` is synchronous, so a wait for another process's lock would stop
 * the event loop; and two bots with one token would answer everything twice.
 * @throws {StoreError}
 */
export function openSqlite(path: string, onQuery?: OnQuery): Database {
  const file = resolve(path);
  const release = own(file);
  let database: DatabaseSync | undefined;
  try {
    refuseEmpty(file);
    database = new DatabaseSync(file);
    keepPrivate(file);
    // WAL survives a killed process whole; NORMAL may lose the last commits on power loss, FULL does not.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    // SQLite opens a read-only file silently; it fails at the first write.
    database.exec('BEGIN; CREATE TABLE writable (probe); ROLLBACK');
    refuseDamaged(database, file);
    // What is deleted is overwritten.
    database.exec('PRAGMA secure_delete = ON');
    return opened(database, file, release, onQuery);
  } catch (error) {
    if (database?.isOpen) database.close();
    release();
    throw notOpened(file, error);
  }
}

/**
 * Opens the file for reading, next to the process that owns it.
 * @throws {StoreError}
 */
export function openSqliteToRead(path: string): Database {
  const file = resolve(path);
  let database: DatabaseSync | undefined;
  try {
    refuseEmpty(file);
    database = new DatabaseSync(file, { readOnly: true });
    refuseDamaged(database, file);
    return opened(database, file, () => {});
  } catch (error) {
    if (database?.isOpen) database.close();
    throw notOpened(file, error);
  }
}

/** Up to this size the indexes are checked against their tables, too; it takes some 8 s a GB, and without them 2. */
const CHECKED_WHOLE_BYTES = 256 * 2 ** 20;

/** Damage is better found at the start than by whoever happens to meet it. @throws {StoreError} */
function refuseDamaged(database: DatabaseSync, file: string): void {
  const check = statSync(file).size > CHECKED_WHOLE_BYTES ? 'quick_check' : 'integrity_check';
  const [first] = database.prepare(`PRAGMA ${check}(1)`).all();
  const found = first?.[check];
  if (found !== 'ok') throw damagedDatabase(file, String(found).replace(/\s+/g, ' '));
}

function opened(database: DatabaseSync, file: string, release: () => void, onQuery?: OnQuery): Database {
  const dialect = new TransactionalSqlite({ database: forKysely(database, file) });
  const db = new Kysely<Tables>({ dialect, ...queryLog(onQuery) });
  return {
    db,
    traits: { rowLocks: false, shared: false, ownClock: false },
    scrub: () => emptyLog(database),
    async close() {
      await db.destroy();
      // Kysely closes only what it has used.
      if (database.isOpen) database.close();
      release();
    },
  };
}

/**
 * What the log holds goes into the file, where deleted text is overwritten. False while another process reads it, or
 * the disk is full.
 */
function emptyLog(database: DatabaseSync): boolean {
  try {
    return database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy === 0;
  } catch {
    return false;
  }
}

function notOpened(file: string, error: unknown): StoreError {
  const known = storeErrorOf(file, error);
  if (known) return known;
  return new StoreError(
    `The database ${file} cannot be opened: ${messageOf(error)}. DATABASE_PATH must name a SQLite file (or a new file) that this user may write.`,
    error,
  );
}

/** SQLite can undo the making of tables. Kysely does not count on it, and would leave a failed migration half done. */
class TransactionalSqlite extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }
}

class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/**
 * For the owner of the file alone. SQLite gives the files that it makes next to it the same mode: its log comes with
 * the first statement.
 */
function keepPrivate(file: string): void {
  for (const one of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(one)) chmodSync(one, 0o600);
}

/** Returns how to free it. */
function own(file: string): () => void {
  let release: (() => void) | undefined;
  try {
    if (!existsSync(dirname(file))) mkdirSync(dirname(file));
    release = takeOwnership(`${file}-owner`);
  } catch (error) {
    throw new StoreError(
      `The database ${file} cannot be opened: ${messageOf(error)}. DATABASE_PATH must name a file in a folder that this user may write.`,
      error,
    );
  }
  if (release) return release;
  throw new StoreError(
    `Another Offprint is already using the database ${file}. End that one first, or give this one a file of its own with DATABASE_PATH.`,
  );
}

/** Statements kept ready; far more than the program has, so that lists of changing length do not pile up. */
const MOST_PREPARED = 200;

const WRITES = /^(?:insert|update|delete|begin|commit|rollback)\b/;

/**
 * Kysely speaks better-sqlite3's dialect of the driver: parameters in one array, and statements that know whether they
 * read.
 */
function forKysely(database: DatabaseSync, file: string): SqliteDatabase {
  // Preparing costs more than most of our statements. SQLite prepares again by itself what is of another schema; what
  // changes the schema is asked once.
  const prepared = new Map<string, SqliteStatement>();
  const guard = <T>(work: () => T) => guarded(file, work);
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = prepared.get(sql);
      if (known) return known;
      const statement = guard(() => database.prepare(sql));
      const fresh: SqliteStatement = {
        reader: statement.columns().length > 0,
        all: parameters => guard(() => statement.all(...parameters.map(toSql))),
        run(parameters) {
          // On a full disk SQLite rolls back by itself; rolling back again would report that instead of the disk.
          if (sql === 'rollback' && !database.isTransaction) return { changes: 0, lastInsertRowid: 0 };
          return guard(() => statement.run(...parameters.map(toSql)));
        },
        iterate: parameters => statement.iterate(...parameters.map(toSql)),
      };
      if (prepared.size >= MOST_PREPARED) prepared.clear();
      if (fresh.reader || WRITES.test(sql)) prepared.set(sql, fresh);
      return fresh;
    },
  };
}

function toSql(value: unknown): string | number | bigint | null | Uint8Array {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return outsideText(value);
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`A value of type ${typeof value} cannot be stored in SQLite.`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
