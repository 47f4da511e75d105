import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Paper } from '../../../src/papers/paper.ts';
import { buildIndex, type SearchIndex } from '../../../src/search/index.ts';
import { readQuery } from '../../../src/search/query/limits.ts';
import { byAuthor, legible, meeting } from '../../../src/search/query/meets.ts';
import { type Followed, percolator } from '../../../src/subscriptions/selection/matching.ts';

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
const IDS = [WOMBATS.id, QUOKKAS.id];

/** Of the papers those that are followed. */
function matchedBy(index: SearchIndex, followed: Followed): string[] {
  const find = percolator([followed], () => index);
  return IDS.filter(id => find(index.get(id) ?? WOMBATS).length > 0);
}

it('what is followed is matched by all its words', async () => {
  const index = await buildIndex([WOMBATS, QUOKKAS]);
  const matched = (followed: Followed) => matchedBy(index, followed);
  expect(matched({})).toEqual(IDS);
  for (const query of [
    'wombat',
    '"state of the wombats"',
    'lovelace',
    'author:moreau',
    '-quokka',
    'year:2026 -quokka',
    'numbat OR (wombats year:2026)',
    'title:"of wombats" OR title:wombats',
  ])
    expect(matched({ query }), query).toContain(WOMBATS.id);
  for (const query of [
    '"state wombats"',
    'title:calibrated',
    'wombat numbat',
    'author:ada -lovelace',
    'year:..2025',
    'author:the',
  ])
    expect(matched({ query }), query).not.toContain(WOMBATS.id);
  expect(matched({ author: 'Moreau Jean' })).toEqual([WOMBATS.id]);
  expect(matched({ author: 'Ada Moreau' })).toEqual([]);
  expect(matched({ category: 'math', query: 'wombats' })).toEqual([WOMBATS.id]);
});

it('a paper is matched as it is now', async () => {
  const index = await buildIndex([WOMBATS, QUOKKAS]);
  const matching = (followed: Followed) => matchedBy(index, followed);
  expect(matching({ query: 'numbats' })).toEqual([]);
  await index.update([{ id: WOMBATS.id, paper: { ...WOMBATS, title: 'Numbats' } }]);
  expect(matching({ query: 'numbats' })).toEqual([WOMBATS.id]);
  await index.update([{ id: WOMBATS.id, paper: { ...WOMBATS, title: 'Numbats', withdrawn: true } }]);
  expect(matching({ query: 'numbats' })).toEqual([]);
});

it('of many follows those are found that each would find alone', async () => {
  const index = await buildIndex([WOMBATS, QUOKKAS]);
  const words = fc.constantFrom('state', 'wombat', 'calibrate', 'the', 'numbat', 'moreau', 'ada', 'distribution', '数');
  const one = fc.oneof(
    words,
    words.map(word => `-${word}`),
    words.map(word => `title:${word}`),
    words.map(word => `author:${word}`),
    fc.tuple(words, words).map(([a, b]) => `"${a} ${b}"`),
    fc.tuple(words, words).map(([a, b]) => `(${a} OR ${b})`),
    fc.constantFrom('topic:calibration', 'topic:none', 'year:2026', 'year:..2020', 'arxiv:2601.00001'),
  );
  const followed = fc.record<Followed>(
    {
      query: fc.array(one, { maxLength: 3 }).map(parts => parts.join(' ')),
      author: words,
      category: fc.constantFrom('math', 'math.AG', 'cs'),
      topic: fc.constantFrom('calibration', 'none'),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.array(followed, { maxLength: 8 }), follows => {
      const find = percolator(follows, () => index);
      for (const paper of [WOMBATS, QUOKKAS]) {
        const alone = follows.filter(one => matchesPlainly(one, paper, index));
        expect(new Set(find(paper))).toEqual(new Set(alone));
      }
    }),
  );
});

/** By asking of each clause by itself, with nothing found by anchors. */
function matchesPlainly({ query, author, category, topic }: Followed, paper: Paper, index: SearchIndex): boolean {
  const read = legible(paper);
  const hasTopic = (text: string) => index.topicsOf(paper.id).some(({ id }) => id === index.topicNamed(text)?.id);
  return (
    (query === undefined || meeting(readQuery(query).clauses, text => () => hasTopic(text))(read)) &&
    (author === undefined || byAuthor(author)(read)) &&
    (category === undefined ||
      (paper.categories ?? []).some(one => one === category || one.startsWith(`${category}.`))) &&
    (topic === undefined || hasTopic(topic))
  );
}

it.each([
  ['AI', ['Agents of AI']],
  ['apprendimento', ['L’apprendimento automatico ai tempi della ricerca e delle reti che si usano nella medicina']],
  ['-AI', ['L’apprendimento automatico ai tempi della ricerca e delle reti che si usano nella medicina']],
])('what is grammar in one language is not met by every paper of that language: %s', (query, titles) => {
  const italian = 'L’apprendimento automatico ai tempi della ricerca e delle reti che si usano nella medicina';
  const papers = ['Agents of AI', italian].map(title => ({
    ...WOMBATS,
    id: title,
    title,
    abstract: title,
    authors: [],
  }));
  const holds = meeting(readQuery(query).clauses, () => () => false);
  expect(papers.filter(one => holds(legible(one))).map(({ title }) => title)).toEqual(titles);
});
