import { expect, it } from 'vitest';
import { createMatching } from '../../src/daily/matching.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { buildIndex } from '../../src/search/index.ts';

const WOMBATS: Paper = {
  id: '00000000aa',
  title: 'State of the Wombats',
  abstract: 'Out of distribution, wombats calibrate.',
  links: [],
  authors: ['Ada Lovelace', 'Jean Moreau'],
  arxivId: '2601.00001',
  year: 2026,
  categories: ['math.AG'],
};
const QUOKKAS: Paper = { ...WOMBATS, id: '00000000bb', title: 'Quokkas', date: '2026-01', authors: [], categories: [] };
const IDS = [WOMBATS.id, QUOKKAS.id, 'gone'];

it('what is followed is matched by all its words, the newest first', async () => {
  const index = await buildIndex([WOMBATS, QUOKKAS]);
  const matching = createMatching(() => index);
  const matched = (followed: Parameters<typeof matching>[0]) => matching(followed, IDS);
  expect(await matched({})).toEqual([QUOKKAS.id, WOMBATS.id]);
  for (const query of [
    'wombat',
    '"state of the wombats"',
    'lovelace',
    'author:moreau',
    '-quokka',
    'title:"of wombats" OR title:wombats',
  ])
    expect(await matched({ query }), query).toContain(WOMBATS.id);
  for (const query of [
    '"state wombats"',
    'title:calibrated',
    'wombat numbat',
    'author:ada -lovelace',
    'year:..2025',
    'author:the',
  ])
    expect(await matched({ query }), query).not.toContain(WOMBATS.id);
  expect(await matched({ author: 'Moreau Jean' })).toEqual([WOMBATS.id]);
  expect(await matched({ author: 'Ada Moreau' })).toEqual([]);
  expect(await matched({ category: 'math', query: 'wombats' })).toEqual([WOMBATS.id]);
});

it('a paper is matched as it is now', async () => {
  const index = await buildIndex([WOMBATS, QUOKKAS]);
  const matching = createMatching(() => index);
  expect(await matching({ query: 'numbats' }, IDS)).toEqual([]);
  await index.update([{ id: WOMBATS.id, paper: { ...WOMBATS, title: 'Numbats' } }]);
  expect(await matching({ query: 'numbats' }, IDS)).toEqual([WOMBATS.id]);
  await index.update([{ id: WOMBATS.id, paper: { ...WOMBATS, title: 'Numbats', withdrawn: true } }]);
  expect(await matching({ query: 'numbats' }, IDS)).toEqual([]);
});
