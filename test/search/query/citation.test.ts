import { describe, expect, it } from 'vitest';
import { tokenise } from '../../../src/search/analysis/tokens.ts';
import { PlaceSet } from '../../../src/search/place-set.ts';
import { citedWords, titleCited } from '../../../src/search/query/citation.ts';
import type { SearchAnswer } from '../../../src/search/types.ts';
import { ids, indexesOf, paper } from '../small.ts';

const AUTHORS = new Set(['smith', 'jones', 'he', 'long', 'bowman']);

function corrected({ absent = [] }: SearchAnswer) {
  return absent.filter(({ how }) => how === 'corrected');
}

function parts(text: string) {
  const words = citedWords(text, tokenise(text), word => new PlaceSet(1, AUTHORS.has(word) ? [0] : []));
  return {
    names: words.flatMap(({ named }) => named?.word ?? []),
    years: words.flatMap(({ year }) => year ?? []),
    words: words
      .filter(({ named, year, weight }) => !named && year === undefined && weight === 1)
      .map(({ token }) => token.word)
      .join(' '),
    title: titleCited(text, words),
  };
}

it.each([
  ['Smith et al., 2020', ['smith'], [2020], '', undefined],
  ['Smith et al. 2020b. Deep rivers', ['smith'], [2020], 'deep rivers', 'Deep rivers'],
  ['(Smith & Jones 2019)', ['jones', 'smith'], [2019], '', undefined],
  ['Smith and Jones (2019)', ['jones', 'smith'], [2019], 'and', undefined],
  ['smith2020deep', ['smith'], [2020], 'deep', 'deep'],
  ['smith-etal-2020-deep', ['smith'], [2020], 'deep', 'deep'],
  ['He 2016', ['he'], [2016], '', undefined],
  ['He et al. residual', ['he'], [], 'residual', undefined],
  ['Long 2017 rivers', ['long'], [2017], 'rivers', 'rivers'],
  ['Smith, J., & Bowman, S. R. (2020). Deep rivers.', ['bowman', 'smith'], [2020], 'deep rivers', 'Deep rivers.'],
  [
    'J. Smith and S. R. Bowman, Deep rivers, in Proceedings of the Rivers, 2020',
    ['bowman', 'smith'],
    [2020],
    'and deep rivers',
    undefined,
  ],
  ['what he did in 2019', [], [2019], 'what he did in', undefined],
  ['long rivers', [], [], 'long rivers', undefined],
  ['SemEval 2019 Task 4', [], [2019], 'semeval task 4', undefined],
  ['type I error', [], [], 'type i error', undefined],
])('%s', (text, names, years, words, title) => {
  expect(parts(text)).toEqual({ names: expect.toSatisfy(found => sameNames(found, names)), years, words, title });
});

function sameNames(found: unknown, wanted: readonly string[]): boolean {
  return Array.isArray(found) && found.toSorted().join() === wanted.toSorted().join();
}

const PAPERS = [
  paper({
    title: 'Tidal gates for drifting archives',
    abstract: 'A gate closes when a stored sample no longer agrees with its neighbours.',
    authors: ['Marta Quillfeather', 'Ole Brand', 'Ines Rao'],
    year: 2025,
    date: '2025-03',
  }),
  paper({
    title: 'Penalties for long sequences',
    abstract: 'Our penalty compares well with that of Welk et al., 2020 and of Horn et al., 2020 on long sequences.',
    authors: ['Peter Hall', 'Su Lin'],
    year: 2021,
    date: '2021-01',
  }),
  paper({
    title: 'A survey of sampling',
    abstract: 'We look back on sampling since 2012; Abel et al. in 2020 gave the first bound.',
    authors: ['Ida Moor'],
    year: 2023,
    date: '2023-05',
  }),
  paper({
    title: 'Rounding by halves',
    abstract: 'Numbers are rounded by halves and not by tenths.',
    authors: ['Jo Quist'],
    year: 2019,
    date: '2019-05',
  }),
  paper({ title: 'Weirs', abstract: 'Weirs were counted.', authors: ['He Halves', 'Jo Quist'], year: 2016 }),
];

describe.each(await indexesOf(PAPERS))('a citation in an index $name', ({ index }) => {
  it.each([
    ['Quillfeather et al., 2025', 'Tidal gates for drifting archives'],
    ['quillfeather2025tidal', 'Tidal gates for drifting archives'],
    ['Quist 2019', 'Rounding by halves'],
    ['Quist 2016', 'Weirs'],
    ['(Hall & Lin 2021)', 'Penalties for long sequences'],
    ['Moor 2023', 'A survey of sampling'],
  ])('%s', (query, title) => {
    const answer = index.search(query);
    expect(ids(answer)[0]).toBe(title);
    expect(corrected(answer)).toEqual([]);
    expect(answer.readAs).toBeUndefined();
  });

  it('years, numbers and names with a version are never put right', () => {
    for (const query of ['sampling 2013', 'rounding 2018', 'penalty 20200', 'gate4 sampling'])
      expect(corrected(index.search(query)), query).toEqual([]);
  });
});
