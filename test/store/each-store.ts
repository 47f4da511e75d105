import { readFileSync, writeFileSync } from 'node:fs';
import pino from 'pino';
import { describe, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import type { Database } from '../../src/store/database.ts';
import { openDatabase } from '../../src/store/index.ts';
import { openPatientPostgres } from '../../src/store/postgres.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { emptySchema, migratedSchema, type Schema } from './postgres-schemas.ts';

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

type MakeTarget = () => Promise<Target>;

/** @param makeEmpty Makes a database in which not even the tables are. */
type Suite = (openFresh: OpenFresh, makeTarget: MakeTarget, makeEmpty: MakeTarget) => void;

const silent = pino({ level: 'silent' });

/**
 * Runs the suite against SQLite, and against PostgreSQL where `TEST_DATABASE_URL` is set: each test in a schema of its
 * own.
 */
export function eachStore(name: string, suite: Suite): void {
  describe(`${name} (SQLite)`, () => over(suite, freshSqlite, sqliteTarget));
  onPostgres(name, (makeTarget, makeEmpty) => over(suite, makeTarget, makeEmpty));
}

/** For what only several processes can do. Left out, with a line that says so, where `TEST_DATABASE_URL` is not set. */
export function onPostgres(name: string, suite: (makeTarget: MakeTarget, makeEmpty: MakeTarget) => void): void {
  const postgres = () =>
    suite(
      async () => targetIn(await migratedSchema()),
      async () => targetIn(await emptySchema()),
    );
  if (process.env.TEST_DATABASE_URL) describe(`${name} (PostgreSQL)`, postgres);
  else it.skip(`${name} (PostgreSQL): left out, since TEST_DATABASE_URL is not set`, () => {});
}

function over(suite: Suite, fresh: () => Target | Promise<Target>, empty: () => Target | Promise<Target>): void {
  const makeTarget = async () => fresh();
  suite(
    () => openOver(makeTarget),
    makeTarget,
    async () => empty(),
  );
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

/** A file that is not there yet. */
export function sqliteTarget(): Target {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  return { path: folder.file('offprint.sqlite') };
}

/** A database that is up to date, and without data. */
export async function freshSqlite(): Promise<Target> {
  const target = sqliteTarget();
  await writeFreshSqlite(target.path);
  return target;
}

let migrated: Promise<Buffer> | undefined;

/** Makes the file that the migrations make, which take ten times as long as what most tests do. */
export async function writeFreshSqlite(path: string): Promise<void> {
  migrated ??= migratedFile();
  writeFileSync(path, await migrated, { mode: 0o600 });
}

async function migratedFile(): Promise<Buffer> {
  const folder = temporaryFolder();
  const path = folder.file('offprint.sqlite');
  await (await openDatabase({ path, log: silent })).close();
  const bytes = readFileSync(path);
  folder.remove();
  return bytes;
}

/** Opens what is there as it is, without bringing it up to date; closed after the test. */
export function openRaw({ url, path }: Target): Database {
  const database = url === undefined ? openSqlite(path) : openPatientPostgres(url, silent);
  onTestFinished(() => database.close());
  return database;
}

function targetIn({ url, giveBack }: Schema): Target {
  onTestFinished(giveBack);
  return { url, path: 'unused' };
}
