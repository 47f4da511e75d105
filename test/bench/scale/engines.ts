import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Paper } from '../../../src/papers/paper.ts';
import { createLog } from '../../../src/platform/log.ts';
import { openDiskIndex } from '../../../src/search/index.ts';
import type { EngineName, Place } from './figures.ts';
import { feedOf, papersIn } from './papers-file.ts';

export interface Engine {
  /** The ten best. */
  search(query: string): unknown;
  /** Titles for what is being typed. */
  complete(typed: string): unknown;
  /** Fulfilled when they are found. */
  add(papers: readonly Paper[]): Promise<void>;
  close(): Promise<void>;
}

type Open = (place: Place) => Promise<Engine>;

/** Each builds its index in the folder when it is not there yet. */
export const ENGINES: Record<EngineName, Open> = { offprint: openOffprint, fts5: openFts5 };

async function openOffprint({ folder, file, count }: Place): Promise<Engine> {
  const log = createLog({ level: 'warn', secrets: [] });
  const { index } = await openDiskIndex({ directory: folder, feed: feedOf(file, count), log });
  let revision = count;
  return {
    search: query => index.search(query, { limit: 10 }),
    complete: typed => index.suggest(typed, 25),
    add: papers => index.update(papers.map(paper => ({ id: paper.id, paper, revision: ++revision }))),
    async close() {
      await index.settled;
      await index.close();
    },
  };
}

const BATCH = 5000;

/**
 * SQLite's full-text index with the papers in it: Porter's stems, BM25 with the title at twice its weight, the words
 * joined by OR.
 */
async function openFts5({ folder, file }: Place): Promise<Engine> {
  const database = new DatabaseSync(join(folder, 'fts5.sqlite'));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  const isNew = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'papers'").get() === undefined;
  if (isNew)
    database.exec(
      "CREATE VIRTUAL TABLE papers USING fts5(title, abstract, id UNINDEXED, tokenize = 'porter unicode61', prefix = '2 3')",
    );
  const insert = database.prepare('INSERT INTO papers (title, abstract, id) VALUES (?, ?, ?)');
  const insertAll = (some: readonly Paper[]) => {
    database.exec('BEGIN');
    for (const { id, title, abstract } of some) insert.run(title, abstract, id);
    database.exec('COMMIT');
  };
  if (isNew) {
    let batch: Paper[] = [];
    for await (const paper of papersIn(file)) {
      if (batch.push(paper) < BATCH) continue;
      insertAll(batch);
      batch = [];
    }
    insertAll(batch);
  }
  const search = database.prepare(
    "SELECT id, title, snippet(papers, 1, '', '', '…', 40) FROM papers WHERE papers MATCH ? ORDER BY bm25(papers, 2, 1) LIMIT ?",
  );
  const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const run = (match: string, limit: number) => (match === '' ? [] : search.all(match, limit));
  return {
    search: query =>
      run(
        wordsOf(query)
          .map(word => `"${word}"`)
          .join(' OR '),
        10,
      ),
    complete(typed) {
      const words = wordsOf(typed).map(word => `"${word}"`);
      return run(words.length === 0 ? '' : `title : (${words.join(' AND ')}*)`, 25);
    },
    add: async papers => insertAll(papers),
    close: async () => database.close(),
  };
}
