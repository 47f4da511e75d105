import { describe, expect, it } from 'vitest';
import { ids, indexesOf, paper } from './small.ts';

const PAPERS = [
  paper({ title: 'Locks and weirs of a small river', year: 2019 }),
  paper({ title: 'Locks without keepers', year: 2021 }),
  paper({ title: 'Old locks', year: 1998 }),
  paper({ title: 'Locks in May', date: '2020-05' }),
  paper({ title: 'Locks of no year' }),
];

describe.each(await indexesOf(PAPERS))('years without months in an index $name', ({ index }) => {
  const found = (query: string, options = {}) => ids(index.search(query, options)).toSorted();

  it('take part in since and until', () => {
    expect(found('locks', { since: '2019' })).toEqual([
      'Locks and weirs of a small river',
      'Locks in May',
      'Locks without keepers',
    ]);
    expect(found('locks', { since: '2019-03', until: '2020-05' })).toEqual([
      'Locks and weirs of a small river',
      'Locks in May',
    ]);
    expect(found('locks', { until: '2018' })).toEqual(['Old locks']);
  });

  it('are an order', () => {
    expect(ids(index.search('locks', { sort: 'newest' }))).toEqual([
      'Locks without keepers',
      'Locks in May',
      'Locks and weirs of a small river',
      'Old locks',
      'Locks of no year',
    ]);
    expect(index.suggest('', 3).map(({ title }) => title)).toEqual([
      'Locks without keepers',
      'Locks in May',
      'Locks and weirs of a small river',
    ]);
  });

  it('are those of a date where nothing else is known', () => {
    expect(found('year:2020')).toEqual(['Locks in May']);
    expect(found('year:2019..2020')).toEqual(['Locks and weirs of a small river', 'Locks in May']);
  });
});
