import { describe, expect, it } from 'vitest';
import { tokenise } from '../../../src/search/analysis/tokens.ts';
import { PlaceSet } from '../../../src/search/place-set.ts';
import { citedWords, titleCited } from '../../../src/search/query/citation.ts';
import type { SearchAnswer } from '../../../src/search/types.ts';
import { ids, indexesOf, paper } from '../small.ts';

const AUTHORS = new Set(['smith', 'jones', 'he', 'long', 'bowman', 'darwin', 'zhou']);

function corrected({ absent = [] }: SearchAnswer) {
  return absent.filter(({ how }) => how === 'corrected');
}

function parts(text: string) {
  const naming = (word: string) => new PlaceSet(1, AUTHORS.has(word) ? [0] : []);
  const words = citedWords(text, tokenise(text), naming, (places, year) => places.count > 0 && year === 2019);
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
  ['smith_rivers_2019', [], [2019], 'smith rivers', undefined],
  ['smith2020word2vec', ['smith'], [2020], 'word2vec', 'word2vec'],
  ['Smith19', ['smith'], [2019], '', undefined],
  ['SmithX19', ['smith'], [2019], '', undefined],
  ['DBLP:conf/rivers/SmithX19', ['smith'], [2019], '', undefined],
  ['smith19rivers', ['smith'], [2019], 'rivers', 'rivers'],
  ['Smith:2019re', ['smith'], [2019], '', undefined],
  ['scale:2019re', [], [], 'scale 2019re', undefined],
  ['Smith20', [], [], 'smith20', undefined],
  ['Covid19', [], [], 'covid19', undefined],
  ['Darwin 1859', ['darwin'], [1859], '', undefined],
  ['Darwin, C. (1859). On the origin', ['darwin'], [1859], 'on the origin', 'On the origin'],
  ['1859 rivers', [], [], '1859 rivers', undefined],
  ['Zhou, X.', ['zhou'], [], '', undefined],
  ['Zhou X.', ['zhou'], [], '', undefined],
  ['Zhou X', ['zhou'], [], '', undefined],
  ['Zhou XY, Smith J. Deep rivers', ['smith', 'zhou'], [], 'deep rivers', undefined],
  ['long A rivers', [], [], 'long a rivers', undefined],
  ['Smith J. Deep rivers of sand. J Rivers. 1975;42(3):112-118.', ['smith'], [1975], 'deep rivers of sand', undefined],
  [
    'J. Smith, Deep rivers of sand, Rivers, vol. 42, no. 7, pp. 15–19, 2019.',
    ['smith'],
    [2019],
    'deep rivers of sand',
    undefined,
  ],
  [
    'Smith, J. (2020). Deep rivers of sand. Journal of Rivers, 12, 3-9.',
    ['smith'],
    [2020],
    'deep rivers of sand',
    'Deep rivers of sand. Journal of Rivers, 12, 3-9.',
  ],
  [
    'Smith J. Deep rivers of sand. Rivers. 1975 Apr 25;171(4356):737-8.',
    ['smith'],
    [1975],
    'deep rivers of sand',
    undefined,
  ],
  [
    'J. Smith, Deep rivers of sand, Phys. Rev. Lett. 116, 061102 (2016)',
    ['smith'],
    [2016],
    'deep rivers of sand',
    undefined,
  ],
  ['J. Smith, Deep rivers of sand, Phys. Rev. D 12, 345 2016', ['smith'], [2016], 'deep rivers of sand', undefined],
  ['Jo Long. Deep rivers. Rivers, vol. 42, no. 7, pp. 15-19, 2019.', [], [2019], 'jo long deep rivers', undefined],
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

  it.each([
    'Hall P, Lin S. Penalties for long sequences. J Statist. 2021;42(3):112-118.',
    'P. Hall and S. Lin, Penalties for long sequences, Bulletin, vol. 42, no. 7, pp. 15-19, 2021.',
    'Hall, P., & Lin, S. (2021). Penalties for long sequences. Bulletin of Penalties, 12, 3-9.',
    'Hall P, Lin S. Penalties for long sequences. Bulletin. 2021 Apr 25;171(4356):737-8.',
    'P. Hall and S. Lin, Penalties for long sequences. Phys. Rev. Lett. 116, 061102 (2021)',
    '@article{hall2021pen, title={Penalties for long {S}equences}, author={Hall, Peter and Lin, Su}, journal={Bulletin}, year={2021}}',
  ])('of %s nothing is called absent', query => {
    const answer = index.search(query);
    expect(ids(answer)[0]).toBe('Penalties for long sequences');
    expect(answer.absent).toBeUndefined();
    expect(answer.hits[0]?.without).toEqual([]);
  });

  it.each([
    ['Lin penalties sequences', 'Penalties for long sequences'],
    ['Quist19', 'Rounding by halves'],
    ['quist19rounding', 'Rounding by halves'],
    ['Quist:2019ab', 'Rounding by halves'],
    ['DBLP:conf/nums/Quist19', 'Rounding by halves'],
    ['quist_rounding_2019', 'Rounding by halves'],
    ['Rounding by halves https://example.org/forum?id=abc', 'Rounding by halves'],
  ])('%s', (query, title) => {
    const answer = index.search(query);
    expect(ids(answer)[0]).toBe(title);
    expect(answer.absent).toBeUndefined();
  });

  it('years, numbers and names with a version are never put right', () => {
    for (const query of ['sampling 2013', 'rounding 2018', 'penalty 20200', 'gate4 sampling'])
      expect(corrected(index.search(query)), query).toEqual([]);
  });
});
