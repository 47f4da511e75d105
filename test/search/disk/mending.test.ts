import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { loadCollection } from '../../../src/papers/index.ts';
import { type Feed, openDiskIndex } from '../../../src/search/index.ts';
import { scratchDirectory } from './rig.ts';

it('an index that could not be built again is tried again after a while, without any change', async () => {
  const papers = (await loadCollection('data/papers.jsonl')).slice(0, 30);
  const directory = await scratchDirectory();
  let fails = false;
  const feed: Feed = {
    name: 'own',
    revision: async () => papers.length,
    async changes(from, limit) {
      if (fails) throw new Error('The database is away.');
      return papers.slice(from, from + limit).map((paper, i) => ({ id: paper.id, paper, revision: from + i + 1 }));
    },
  };
  const waiting: { ms: number; run: () => void }[] = [];
  const { index } = await openDiskIndex({
    directory,
    feed,
    log: pino({ level: 'silent' }),
    after(ms, run) {
      waiting.push({ ms, run });
      return () => {};
    },
  });
  onTestFinished(() => index.close());
  await index.settled;
  for (const file of readdirSync(directory).filter(name => name.endsWith('.papers'))) {
    const bytes = readFileSync(join(directory, file));
    writeFileSync(join(directory, file), bytes.fill(0, Math.floor(bytes.length / 2)));
  }
  fails = true;
  const titles = () => [...index.papers].map(({ title }) => title);
  expect(titles().length).toBeLessThan(papers.length);
  await index.settled;
  fails = false;
  const [retry] = waiting;
  expect(retry?.ms).toBe(60_000);
  retry?.run();
  await index.settled;
  expect(titles()).toEqual(papers.map(({ title }) => title));
});
