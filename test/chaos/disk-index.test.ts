import { expect, it } from 'vitest';
import { openDiskIndex, type SearchIndex } from '../../src/search/index.ts';
import { scratchDirectory } from '../search/disk/rig.ts';
import { silent } from '../search/kinds.ts';
import { feedAt, LAST_REVISION } from './changing-collection.ts';
import { changeAndKill } from './disk-index.ts';
import { seeded } from './seeded.ts';

const QUERIES = [
  'wombat',
  'label noise',
  '"quokka bilby"',
  'off-policy état',
  'author:numbat -graphs',
  '中文 λ-calculus',
  'pruned quoka',
];

it('an index on disk whose process is killed 40 times loses nothing, and answers as one built anew', {
  timeout: 600_000,
}, async () => {
  const directory = await scratchDirectory();
  const { kills, found, told, wrong } = await changeAndKill(directory, 40, seeded(20260620));
  expect(wrong).toEqual([]);
  expect(kills).toBe(40);
  expect(told.filter(line => !line.includes('its building was interrupted'))).toEqual([]);
  expect(found).toBeGreaterThan(20);
  const killed = await answersIn(directory);
  const anew = await answersIn(await scratchDirectory());
  expect(killed).toEqual(anew);
  expect(anew.papers.length).toBeGreaterThan(600);
});

async function answersIn(directory: string) {
  const { index } = await openDiskIndex({ directory, feed: feedAt(LAST_REVISION), log: silent });
  await index.settled;
  const answers = answersOf(index);
  await index.close();
  return answers;
}

function answersOf(index: SearchIndex) {
  return {
    papers: [...index.papers],
    found: QUERIES.map(query => {
      const { hits, ...rest } = index.search(query, { limit: 50 });
      return { query, ...rest, hits: hits.map(({ paper, snippet }) => ({ id: paper.id, snippet })) };
    }),
    newest: index.search('bilby', { sort: 'newest', limit: 50 }).hits.map(({ paper }) => paper.id),
    suggested: index.suggest('wom', 25),
    topics: index.topics(),
  };
}
