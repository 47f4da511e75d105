import { describe, expect, test } from 'vitest';
import { guessType, typeOfJournalReference } from '../../src/papers/guessed-type.ts';
import { Draft } from '../../src/papers/merge.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { prepare } from '../../src/papers/prepare.ts';
import { typeOfBibtex, typeOfCsl, typeOfRis } from '../../src/papers/publication-type.ts';
import { type PaperRecord, readRecord } from '../../src/papers/record.ts';
import { CONFERENCES, JOURNALS } from './venues.ts';

test('each way of saying a type is read, whatever its capitals; what says nothing of it is passed over', () => {
  expect(
    ['article', 'ARTICLE', 'InProceedings', 'phdthesis', 'misc', 'online', 'article-journal'].map(typeOfBibtex),
  ).toEqual(['article-journal', 'article-journal', 'paper-conference', 'thesis', undefined, undefined, undefined]);
  expect(['JOUR', 'CPAPER', 'CONF', 'RPRT', 'GEN', 'UNPB'].map(typeOfRis)).toEqual([
    'article-journal',
    'paper-conference',
    'paper-conference',
    'report',
    undefined,
    undefined,
  ]);
  expect(
    [
      'article-journal',
      'journal-article',
      'JournalArticle',
      'Journal Article',
      'proceedings-article',
      'article',
      'dataset',
    ].map(typeOfCsl),
  ).toEqual([
    'article-journal',
    'article-journal',
    'article-journal',
    'article-journal',
    'paper-conference',
    undefined,
    undefined,
  ]);
});

describe('where nobody has said it, a venue is', () => {
  test('a hundred journals and a hundred conferences to try', () => {
    expect([JOURNALS.length, CONFERENCES.length]).toEqual([100, 100]);
  });
  test.each(JOURNALS)('a journal: %s', venue => expect(guessType(venue)).toBe('article-journal'));
  test.each(CONFERENCES)('a conference: %s', venue => expect(guessType(venue)).toBe('paper-conference'));

  test.each([
    ['TXYZ', '10.1109/TXYZ.2020.1234567', 'article-journal'],
    ['CVPQ', '10.1109/CVPQ.2016.90', 'paper-conference'],
    ['Made-up Notes', '10.1145/3404835.3463098', 'paper-conference'],
    ['MUX', '10.1007/s10994-021-0000-1', 'article-journal'],
  ])('%s with the DOI %s is a %s', (venue, doi, type) => expect(guessType(venue, doi)).toBe(type));

  test.each([
    ['Phys. Rev. D 76, 013009 (2007)', 'article-journal'],
    ['XYZ 2020', 'article-journal'],
    ['Proceedings of ICML 2019, PMLR 97:1-10', 'paper-conference'],
    ['In Workshop on Examples, 2020', 'paper-conference'],
  ])('arXiv’s journal reference %s: %s', (reference, type) => expect(typeOfJournalReference(reference)).toBe(type));
});

describe('a record says it', () => {
  test.each([
    [{ 'journal-ref': 'Phys. Rev. D 76, 013009 (2007)' }, 'article-journal'],
    [{ journal: 'Machine Learning' }, 'article-journal'],
    [{ journal: 'ICML', type: 'proceedings-article' }, 'paper-conference'],
    [{ booktitle: 'Machine Learning' }, 'paper-conference'],
    [{ conference: 'Examples' }, 'paper-conference'],
    [{ venue: 'ICLR' }, undefined],
    [{ type: 'article' }, undefined],
    [{ type: 7, venue: 'ICLR' }, undefined],
  ])('%j', (fields, type) => {
    expect(readRecord({ title: 'A Title', ...fields }).type).toBe(type);
  });
});

describe('a type goes with its venue', () => {
  const take = (...records: Omit<PaperRecord, 'title' | 'own' | 'abstract'>[]): Paper | undefined => {
    const draft = new Draft();
    for (const record of records)
      draft.take(prepare({ title: 'A Title', abstract: 'Text.', own: false, ...record }, new Map()));
    return draft.papers()[0];
  };

  test.each<[records: Parameters<typeof take>, venue: string, type: string | undefined]>([
    [[{ venue: 'ICML', type: 'paper-conference' }, { venue: 'ICML' }], 'ICML', 'paper-conference'],
    [[{ venue: 'ICML' }, { venue: 'ICML', type: 'paper-conference' }], 'ICML', 'paper-conference'],
    [[{ venue: 'ICML', type: 'paper-conference' }, { venue: 'Nature' }], 'Nature', undefined],
    [[{ venue: 'ICML', type: 'paper-conference' }, { year: 2020 }], 'ICML', 'paper-conference'],
    [[{ venue: 'ICML' }, { venue: 'Nature', type: 'article-journal', fills: true }], 'ICML', undefined],
    [[{ year: 2020 }, { venue: 'Nature', type: 'article-journal', fills: true }], 'Nature', 'article-journal'],
    [[{ venue: 'Nature' }, { venue: 'Nature', type: 'article-journal', fills: true }], 'Nature', 'article-journal'],
  ])('%j', (records, venue, type) => {
    expect(take(...records)).toMatchObject({ venue, ...(type && { type }) });
    expect(take(...records)?.type).toBe(type);
  });
});
