import { randomBytes } from 'node:crypto';
import pg from 'pg';
import pino from 'pino';
import { describe, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { drivenClock } from '../../src/sandbox/driven-clock.ts';
import type { Database } from '../../src/store/database.ts';
import { openDatabase } from '../../src/store/index.ts';
import { openPatientPostgres } from '../../src/store/postgres.ts';
import { openSqlite } from '../../src/store/sqlite.ts';

/** Which database a store is opened over: the file, or PostgreSQL where there is a `url`. */
export interface Target {
  url?: string;
  path: string;
}

export interface TestStore extends Database {
  clock: ReturnType<typeof drivenClock>;
  target: Target;
}

/** A fresh, empty database, brought up to date; gone after the test. */
type OpenFresh = () => Promise<TestStore>;

type Suite = (openFresh: OpenFresh, makeTarget: () => Promise<Target>) => void;

const silent = pino({ level: 'silent' });

/**
 * Runs the suite against SQLite, and against PostgreSQL where `TEST_DATABASE_URL` is set: each test in a schema of its
 * own.
 */
export function eachStore(name: string, suite: Suite): void {
  const over = (target: () => Promise<Target>) => () => suite(() => openOver(target), target);
  describe(
    `${name} (SQLite)`,
    over(async () => sqliteTarget()),
  );
  onPostgres(name, makeTarget => over(makeTarget)());
}

/** For what only several processes can do. Left out, with a line that says so, where `TEST_DATABASE_URL` is not set. */
export function onPostgres(name: string, suite: (makeTarget: () => Promise<Target>) => void): void {
  if (process.env.TEST_DATABASE_URL) describe(`${name} (PostgreSQL)`, () => suite(postgresTarget));
  else it.skip(`${name} (PostgreSQL): left out, since TEST_DATABASE_URL is not set`, () => {});
}

async function openOver(makeTarget: () => Promise<Target>): Promise<TestStore> {
  const target = await makeTarget();
  return { ...(await openTarget(target)), clock: drivenClock(), target };
}

/** Opens what is there; closed after the test. */
export async function openTarget(target: Target): Promise<Database> {
  const database = await openDatabase({ ...target, log: silent });
  onTestFinished(() => database.close());
  return database;
}

export function sqliteTarget(): Target {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  return { path: folder.file('offprint.sqlite') };
}

/** Opens what is there as it is, without bringing it up to date; closed after the test. */
export function openRaw({ url, path }: Target): Database {
  const database = url === undefined ? openSqlite(path) : openPatientPostgres(url, silent);
  onTestFinished(() => database.close());
  return database;
}

/** A new schema in the database of `TEST_DATABASE_URL`. */
async function postgresTarget(): Promise<Target> {
  const base = new URL(process.env.TEST_DATABASE_URL ?? '');
  const schema = `test_${randomBytes(8).toString('hex')}`;
  await administer(base.href, `create schema ${schema}`);
  onTestFinished(() => administer(base.href, `drop schema ${schema} cascade`));
  base.searchParams.set('options', `-c search_path=${schema}`);
  return { url: base.href, path: 'unused' };
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
