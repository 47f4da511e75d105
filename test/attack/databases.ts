import { copyFileSync } from 'node:fs';
import pino from 'pino';
import { takeOver } from '../../src/collection/take-over.ts';
import { loadCollection } from '../../src/papers/index.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { collectionFile } from '../../src/store/collection-file.ts';
import type { Database } from '../../src/store/database.ts';
import { dump, openDatabase } from '../../src/store/index.ts';
import { papers } from '../../src/store/papers.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { damageDatabase } from './damaged-database.ts';
import type { Outcome } from './suite.ts';

const PAPERS = 40;
const log = pino({ level: 'silent' });

/** Makes a database with some papers, and answers all that it holds. */
export async function makeDatabase(path: string): Promise<string> {
  const database = await openDatabase({ path, log });
  const collection = (await loadCollection('data/papers.jsonl')).slice(0, PAPERS);
  await takeOver(collection, { papers: papers(database), collectionFile: collectionFile(database) });
  const contents = await dumped(database);
  await database.close();
  return contents;
}

export async function dumped(database: Database): Promise<string> {
  let text = '';
  await dump(database, async lines => {
    for await (const line of lines) text += line;
  });
  return text;
}

/** Reads everything, as the start and the commands do, and writes a little. */
export async function use(database: Database): Promise<string> {
  const collection = papers(database);
  for (let revision = 0; ; ) {
    const last = (await collection.changes(revision, 100)).at(-1);
    if (!last) break;
    revision = last.revision;
  }
  const text = await dumped(database);
  await collection.upsert([{ own: false, title: 'Quokkas', abstract: 'They smile.' }]);
  return text;
}

/**
 * Databases that are damaged, each in its own way: used as if nothing were, or refused in words that say what to do.
 */
export async function attackDatabases(seed: number, count: number): Promise<Outcome> {
  const folder = temporaryFolder();
  const whole = folder.file('whole.sqlite');
  await makeDatabase(whole);
  const findings: string[] = [];
  for (let i = 0; i < count; i++) {
    const place = temporaryFolder();
    const path = place.file('offprint.sqlite');
    copyFileSync(whole, path);
    const kind = damageDatabase(path, seed * count + i);
    try {
      const database = await openDatabase({ path, log });
      await use(database).finally(() => database.close());
    } catch (error) {
      const inWords =
        error instanceof StoreError && /npm run restore|DATABASE_PATH|let this user write/i.test(error.message);
      if (!inWords) findings.push(`${seed * count + i}: ${kind}: ${error instanceof Error ? error.stack : error}`);
    }
    place.remove();
  }
  folder.remove();
  return { tried: count, findings };
}
