import { copyFileSync } from 'node:fs';
import { sql } from 'kysely';
import pino from 'pino';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { openDatabase } from '../../src/store/index.ts';
import { papers } from '../../src/store/papers.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { DAMAGES, damageDatabase } from './damaged-database.ts';
import { dumped, makeDatabase, use } from './databases.ts';

const log = pino({ level: 'silent' });
const folder = temporaryFolder();
const whole = folder.file('whole.sqlite');
let contents: string;

beforeAll(async () => {
  contents = await makeDatabase(whole);
});
afterAll(() => folder.remove());

function aCopy(): string {
  const place = temporaryFolder();
  onTestFinished(() => place.remove());
  const file = place.file('offprint.sqlite');
  copyFileSync(whole, file);
  return file;
}

/** What came of it: it is as it was, other text in a row (which SQLite does not know), or an error message. */
async function outcome(work: () => Promise<string>): Promise<string | Error> {
  try {
    return (await work()) === contents ? 'whole' : 'other text';
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

const SEEDS = Array.from({ length: 6 * Object.keys(DAMAGES).length }, (_, seed) => seed);

it(`${SEEDS.length} damages of a database are each harmless, or said in words that tell what to do`, async () => {
  const kinds = new Map<string, Set<string>>();
  for (const seed of SEEDS) {
    const path = aCopy();
    const kind = damageDatabase(path, seed);
    const came = await outcome(async () => {
      const database = await openDatabase({ path, log });
      try {
        return await use(database);
      } finally {
        await database.close();
      }
    });
    if (came instanceof Error) {
      expect(came, `${kind}, seed ${seed}: ${came.stack}`).toBeInstanceOf(StoreError);
      expect(came.message, `${kind}, seed ${seed}`).toMatch(/npm run restore|DATABASE_PATH|let this user write/i);
    }
    kinds.set(kind, (kinds.get(kind) ?? new Set()).add(came instanceof Error ? 'refused' : came));
  }
  for (const kind of ['of no length', 'no database', 'a folder', 'cut off at a page', 'cut off', 'two pages swapped'])
    expect([kind, ...(kinds.get(kind) ?? [])]).not.toContain('other text');
  for (const kind of ['of no length', 'no database', 'a folder'])
    expect([...(kinds.get(kind) ?? [])]).toEqual(['refused']);
  expect([...(kinds.get('a log of noise') ?? [])]).toEqual(['whole']);
});

it('damage that comes while the database is open is said in words, too', async () => {
  for (const seed of SEEDS.filter(one => one % Object.keys(DAMAGES).length < 7)) {
    const path = aCopy();
    const database = await openDatabase({ path, log });
    // Nothing is kept in memory, as in a database that is larger than that.
    await sql`pragma cache_size = 1`.execute(database.db);
    const kind = damageDatabase(path, seed);
    const came = await outcome(() => use(database));
    if (came instanceof Error) {
      expect(came, `${kind}, seed ${seed}: ${came.stack}`).toBeInstanceOf(StoreError);
      expect(came.message, `${kind}, seed ${seed}`).toMatch(/npm run restore/);
    }
    await database.close();
  }
});

it('a full disk is said in words, changes nothing, and is over when there is room', async () => {
  const database = await openDatabase({ path: aCopy(), log });
  onTestFinished(() => database.close());
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(database.db);
  await sql.raw(`pragma max_page_count = ${rows[0]?.page_count}`).execute(database.db);
  const many = Array.from({ length: 50 }, (_, i) => ({ own: false, title: `Quokka ${i}`, abstract: 'x'.repeat(1000) }));
  const failure = await papers(database)
    .upsert(many)
    .catch(error => error);
  expect(failure).toBeInstanceOf(StoreError);
  expect(failure.message).toMatch(/disk of the database .* is full.*Make room/);
  expect(await dumped(database)).toBe(contents);
  await sql.raw('pragma max_page_count = 100000').execute(database.db);
  expect((await papers(database).upsert(many)).added).toHaveLength(50);
});
