import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { loadCollection } from '../../../src/papers/index.ts';
import { type Feed, openDiskIndex } from '../../../src/search/index.ts';
import { scratchDirectory } from './rig.ts';

const SILENT = pino({ level: 'silent' });
const PAPERS = (await loadCollection('data/papers.jsonl')).slice(0, 30);

function pageOf(from: number, limit: number) {
  return PAPERS.slice(from, from + limit).map((paper, i) => ({ id: paper.id, paper, revision: from + i + 1 }));
}

/** Opens an index and damages it; `before` is called before each page of the collection that is read. */
async function damaged(before: () => Promise<void>) {
  const directory = await scratchDirectory();
  let isDamaged = false;
  const feed: Feed = {
    name: 'own',
    revision: async () => PAPERS.length,
    async changes(from, limit) {
      if (isDamaged) await before();
      return pageOf(from, limit);
    },
  };
  const waiting: { ms: number; run: () => void }[] = [];
  const after = (ms: number, run: () => void) => {
    waiting.push({ ms, run });
    return () => {};
  };
  const { index } = await openDiskIndex({ directory, feed, log: SILENT, after });
  onTestFinished(() => index.close());
  await index.settled;
  for (const file of readdirSync(directory).filter(name => name.endsWith('.papers'))) {
    const bytes = readFileSync(join(directory, file));
    writeFileSync(join(directory, file), bytes.fill(0, Math.floor(bytes.length / 2)));
  }
  isDamaged = true;
  const titles = () => [...index.papers].map(({ title }) => title);
  return { index, titles, waiting, directory, feed };
}

it('an index that could not be built again is tried again after a while, without any change', async () => {
  let fails = true;
  const { index, titles, waiting } = await damaged(async () => {
    if (fails) throw new Error('The database is away.');
  });
  expect(titles().length).toBeLessThan(PAPERS.length);
  await index.settled;
  fails = false;
  const [retry] = waiting;
  expect(retry?.ms).toBe(60_000);
  retry?.run();
  await index.settled;
  expect(titles()).toEqual(PAPERS.map(({ title }) => title));
});

it('closing does not wait until an index is built again; the next start builds it', async () => {
  const { promise: reading, resolve: begin } = Promise.withResolvers<void>();
  const { promise: held, resolve: goOn } = Promise.withResolvers<void>();
  const { index, titles, directory, feed } = await damaged(async () => {
    begin();
    await held;
  });
  titles();
  await reading;
  const closed = index.close();
  goOn();
  await closed;
  expect(readdirSync(directory)).not.toContain('manifest.json');
  const again = await openDiskIndex({ directory, feed, log: SILENT });
  onTestFinished(() => again.index.close());
  expect([...again.index.papers]).toEqual(PAPERS);
});

it('no change is written to an index that is still broken: the next start would take the rest for there', async () => {
  const { index, titles, directory, feed, waiting } = await damaged(async () => {
    throw new Error('The database is away.');
  });
  titles();
  await index.settled;
  const more = PAPERS.slice(0, 1).map(paper => ({ id: paper.id, paper, revision: PAPERS.length + 1 }));
  await expect(index.update(more)).rejects.toThrow('is built again');
  expect(readdirSync(directory)).not.toContain('manifest.json');
  expect(waiting).toHaveLength(1);
  await index.close();
  const whole = { ...feed, changes: async (from: number, limit: number) => pageOf(from, limit) };
  const again = await openDiskIndex({ directory, feed: whole, log: SILENT });
  onTestFinished(() => again.index.close());
  expect([...again.index.papers]).toEqual(PAPERS);
});
