import { describe, expect, it } from 'vitest';
import { remembering, type SearchOptions } from '../../../src/search/index.ts';
import { ids, indexesOf } from '../small.ts';

const PAPERS = [
  {
    id: 'noise',
    title: 'Learning with Label Noise',
    abstract: 'The policy of a reader is to trust labels. We train on noisy labels.',
    authors: ['Jean-Luc Moreau', 'Ana García'],
    arxivId: '2103.00001',
    date: '2021-03',
    year: 2022,
  },
  {
    id: 'policy',
    title: 'Off-Policy Evaluation',
    abstract: 'Estimates of a policy from data that another one left. Label noise does not matter.',
    authors: ['Li Wei'],
    arxivId: '2305.00002',
    doi: '10.1000/off.policy',
    date: '2023-05',
    year: 2023,
  },
  {
    id: 'shift',
    title: 'Out-of-Distribution Detection',
    abstract: 'Detecting inputs out of distribution by their label scores. The distribution of noise is known.',
    authors: ['Ana Moreau'],
    date: '2024-01',
    year: 2024,
  },
  { id: 'undated', title: 'A Survey of Noise', abstract: 'Everything on labels.' },
];

describe.each(await indexesOf(PAPERS))('an index $name', ({ index }) => {
  const found = (query: string, options?: SearchOptions) => ids(index.search(query, options)).sort();

  describe('notes', () => {
    const notes = [
      { text: 'weak', paperIds: ['noise', 'shift', 'gone'] },
      { text: 'strong', paperIds: ['shift'] },
    ];

    it.each([
      ['alone', 'notes:weak', ['noise', 'shift']],
      ['beside words', 'distribution notes:weak', ['shift']],
      ['both', 'notes:weak notes:strong', ['shift']],
      ['one of them', 'notes:strong OR title:survey', ['shift', 'undated']],
      ['without', 'noise -notes:weak', ['policy', 'undated']],
      ['others than were asked for', 'notes:other', []],
    ])('choose papers: %s', (_what, query, expected) => {
      expect(found(query, { notes })).toEqual(expected);
    });

    it('are nobody’s where they are not given', () => {
      expect(found('notes:weak')).toEqual([]);
      const remembered = remembering(index);
      expect(ids(remembered.search('notes:strong', { notes }))).toEqual(['shift']);
      expect(ids(remembered.search('notes:strong', { notes: [] }))).toEqual([]);
      expect(ids(remembered.search('notes:strong'))).toEqual([]);
    });
  });

  describe('what a query requires', () => {
    it.each([
      ['a phrase stands as it is, in any of its forms', '"noisy label"', ['noise']],
      ['also across fields, one at a time', '"label noise"', ['noise', 'policy']],
      ['stop words of a phrase count', '"the policy"', ['noise']],
      ['with a hyphen or without', '"off policy"', ['policy']],
      ['and the other way round', '"out-of-distribution"', ['shift']],
      ['small words alone ask for nothing', 'of OR the', []],
      ['nor beside an exclusion', 'of OR the -arxiv:2103.00001', []],
      ['a word is not wanted', 'noise -label', []],
      ['a form of it neither', 'noise -policies', ['shift', 'undated']],
      ['a phrase is not wanted', 'noise -"label noise"', ['shift', 'undated']],
      ['a compound is not wanted, its words may stand', 'policy -off-policy', ['noise']],
      ['none of several', 'noise -(policy OR survey)', ['shift']],
      ['not both together', 'noise -(policy estimates)', ['noise', 'shift', 'undated']],
      ['a stop word excludes nothing', 'survey -the', ['undated']],
      ['nothing excludes nothing', 'survey -""', ['undated']],
      ['in the title', 'title:noise', ['noise', 'undated']],
      ['in the abstract', 'abstract:noise', ['policy', 'shift']],
      ['a phrase in the title', 'title:"label noise"', ['noise']],
      ['by an author', 'author:moreau', ['noise', 'shift']],
      ['by a whole name in any order', 'author:"moreau ana"', ['shift']],
      ['an author without accent', 'author:garcia', ['noise']],
      ['not by an author', 'noise -author:moreau', ['policy', 'undated']],
      ['a year of publication', 'year:2022', ['noise']],
      ['years, both ends included', 'year:2022..2023', ['noise', 'policy']],
      ['from a year on', 'year:2023..', ['policy', 'shift']],
      ['up to a year', 'year:..2022', ['noise']],
      ['an id', 'id:shift', ['shift']],
      ['an arXiv id, in any form', 'arxiv:2305.00002v3', ['policy']],
      ['a DOI', 'id:10.1000/OFF.policy', ['policy']],
      ['one of two', 'survey OR estimates', ['policy', 'undated']],
      ['one of two, and a word to wish for', '(survey OR estimates) noise', ['policy', 'undated']],
      ['fields together', 'noise author:moreau year:2024', ['shift']],
      ['one of two years', 'year:2022 OR year:2024', ['noise', 'shift']],
    ])('%s: %s', (_, query, expected) => {
      expect(found(query)).toEqual(expected);
    });

    it('plain words are wished for, none is required', () => {
      expect(found('survey estimates')).toEqual(['policy', 'undated']);
    });

    it('an arXiv id names its paper; the words beside it are required as they say', () => {
      expect(ids(index.search('2103.00001 survey'))[0]).toBe('noise');
      expect(found('2103.00001 -survey')).toEqual(['noise']);
    });
  });

  describe('how a query was read', () => {
    it('is not said when it was read as typed', () => {
      for (const query of [
        'label noise',
        '"label noise"',
        'noise -policy',
        'title:noise',
        'Survey: noise',
        'out-of-distribution',
      ])
        expect(index.search(query).readAs, query).toBeUndefined();
    });

    it('is said for what is no operator', () => {
      expect(index.search('"label noise').readAs).toBe('label noise');
      expect(index.search('venue:ICML noise').readAs).toBe('venue ICML noise');
      expect(index.search('author:moreau "noise').readAs).toBe('author:moreau noise');
    });

    it('a phrase that nowhere stands is read as its words', () => {
      const answer = index.search('"noise label"');
      expect(answer.readAs).toBe('noise label');
      expect(ids(answer)).toEqual(ids(index.search('noise label')));
      expect(index.search('"noise label" OR "label survey"').readAs).toBe('noise label label survey');
    });

    it('what is excluded or asked for by a field stays so, even if nothing is left', () => {
      expect(index.search('"noise label" -policy')).toMatchObject({ total: 0 });
      expect(index.search('author:nobody noise')).toMatchObject({ total: 0 });
    });
  });

  describe('options', () => {
    it.each<[string, SearchOptions, string[]]>([
      ['since a year', { since: '2023' }, ['policy', 'shift']],
      ['since a month', { since: '2023-06' }, ['shift']],
      ['until a year, all of it', { until: '2023' }, ['noise', 'policy']],
      ['until a month, all of it', { until: '2023-05' }, ['noise', 'policy']],
      ['until the month before', { until: '2023-04' }, ['noise']],
      ['since a day: a month without days may be any of them', { since: '2023-05-17' }, ['policy', 'shift']],
      ['since the month after', { since: '2023-06-01' }, ['shift']],
      ['until a day', { until: '2023-05-17' }, ['noise', 'policy']],
      ['until the last day before', { until: '2023-04-30' }, ['noise']],
      ['an author', { author: 'garcia' }, ['noise']],
    ])('%s', (_, options, expected) => {
      expect(found('noise', options)).toEqual(expected);
    });

    it('newest first, papers without date last', () => {
      expect(ids(index.search('noise', { sort: 'newest' }))).toEqual(['shift', 'policy', 'noise', 'undated']);
    });

    it('a query that only narrows lists what is left, the newest first', () => {
      expect(ids(index.search('', { since: '2021' }))).toEqual(['shift', 'policy', 'noise']);
      expect(ids(index.search('year:..2023'))).toEqual(['policy', 'noise']);
      expect(index.search('')).toMatchObject({ total: 0, hits: [] });
      expect(index.search('-noise')).toMatchObject({ total: 0, hits: [] });
    });

    it('pages are pieces of one list', () => {
      const all = ids(index.search('noise'));
      expect([0, 1, 2, 3].flatMap(offset => ids(index.search('noise', { limit: 1, offset })))).toEqual(all);
      expect(index.search('noise', { offset: 10 })).toMatchObject({ hits: [], total: all.length });
    });
  });
});
