import { describe, expect, it } from 'vitest';
import { type ArxivEntry, toRecord } from '../../../src/sources/arxiv/entry.ts';

const ENTRY: ArxivEntry = {
  id: 'http://arxiv.org/abs/2110.04260v3',
  title: 'A title',
  abstract: 'We study.',
  authors: ['Ann Other', ''],
  date: '2021-10-08T17:59:59Z',
  categories: ['cs.LG', ''],
  doi: '',
  journal: '',
};

describe('an entry of arXiv', () => {
  it('is a record, without what is empty', () => {
    expect(toRecord(ENTRY)).toMatchObject({
      title: 'A title',
      abstract: 'We study.',
      arxivId: '2110.04260',
      authors: ['Ann Other'],
      categories: ['cs.LG'],
      date: '2021-10-08',
    });
  });

  it.each([
    ['without an id', { id: 'http://arxiv.org/api/errors' }],
    ['without a title', { title: ' – ' }],
  ])('%s is none', (_what, change) => {
    expect(toRecord({ ...ENTRY, ...change })).toBeUndefined();
  });

  it.each([
    ['Phys. Rev. D 76 (2007) 013009', 2007],
    ['NeurIPS 2021, pages 2021-2035', undefined],
    ['Proc. 2019 conference, published 2020', undefined],
    ['Nature 12345', undefined],
    ['J. 1999, 1999', 1999],
    ['', undefined],
  ])('has the year of its journal where just one is named: “%s”', (journal, year) => {
    expect(toRecord({ ...ENTRY, journal })?.year).toBe(year);
  });

  it.each([
    ['says nothing', {}, { withdrawn: undefined, onlyKnown: undefined }],
    ['has a comment that says nothing of it', { comment: '12 pages' }, { withdrawn: false, onlyKnown: undefined }],
    ['was taken back', { comment: 'Withdrawn' }, { withdrawn: true, onlyKnown: true }],
    ['is a new version', { replacement: true }, { withdrawn: undefined, onlyKnown: true }],
  ])('%s', (_what, change, { withdrawn, onlyKnown }) => {
    const record = toRecord({ ...ENTRY, ...change });
    expect([record?.withdrawn, record?.onlyKnown]).toEqual([withdrawn, onlyKnown]);
  });

  it('with a notice in the place of its abstract has none', () => {
    const record = toRecord({ ...ENTRY, abstract: 'This paper has been withdrawn by the authors.' });
    expect(record).toMatchObject({ abstract: undefined, withdrawn: true });
  });

  it('with a date that is none has none', () => {
    expect(toRecord({ ...ENTRY, date: 'October 2021' })?.date).toBeUndefined();
  });
});
