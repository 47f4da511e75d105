import { describe, expect, it } from 'vitest';
import type { PaperRecord } from '../../src/papers/record.ts';
import { keeps } from '../../src/sources/keep.ts';

const paper: PaperRecord = {
  own: false,
  title: 'Regularised Training of Deep Networks',
  abstract: 'We show that the early stopping of gradient descent is a kind of weight decay.',
  authors: ['Ada Example'],
  arxivId: '2601.00001',
  date: '2026-01-05',
  year: 2026,
  categories: ['cs.LG', 'stat.ML'],
  upvotes: 12,
};

describe('what a source keeps', () => {
  it.each([
    ['gradient', true],
    ['gradients networks', true],
    ['gradient transformer', false],
    ['"weight decay"', true],
    ['"decay weight"', false],
    ['"stopping of gradient"', true],
    ['gradient OR transformer', true],
    ['(transformer "weight decay") OR "early stopping"', true],
    ['gradient -decay', false],
    ['gradient -transformer', true],
    ['title:training', true],
    ['title:gradient', false],
    ['author:example', true],
    ['author:"example ada"', true],
    ['author:other', false],
    ['year:2026', true],
    ['year:..2025', false],
    ['id:2601.00001', true],
    ['id:2601.00002', false],
  ])('by the query %s: %s', (query, kept) => {
    expect(keeps({ query }, paper)).toBe(kept);
  });

  it('by category, date and upvotes, all of them', () => {
    expect(keeps({ categories: ['math.ST', 'stat.ML'] }, paper)).toBe(true);
    expect(keeps({ categories: ['math.ST'] }, paper)).toBe(false);
    expect(keeps({ from: '2026-01-05' }, paper)).toBe(true);
    expect(keeps({ from: '2026-01-06' }, paper)).toBe(false);
    expect(keeps({ upvotes: 12 }, paper)).toBe(true);
    expect(keeps({ upvotes: 13 }, paper)).toBe(false);
    expect(keeps({ upvotes: 12, query: 'transformer' }, paper)).toBe(false);
    expect(keeps({}, paper)).toBe(true);
  });

  it('by the month in an arXiv id where the day is not known, and without what nobody knows', () => {
    const { date: _, categories: __, upvotes: ___, ...bare } = paper;
    expect(keeps({ from: '2026-01-20' }, bare)).toBe(true);
    expect(keeps({ from: '2026-02-01' }, bare)).toBe(false);
    expect(keeps({ from: '2026-01-01' }, { own: false, title: 'No Date' })).toBe(false);
    const ofYear = { own: false, title: 'No Month', year: 2026 };
    expect(keeps({ from: '2026-06-01' }, ofYear)).toBe(true);
    expect(keeps({ from: '2027-01-01' }, ofYear)).toBe(false);
    expect(keeps({ categories: ['cs.LG'] }, bare)).toBe(false);
    expect(keeps({ upvotes: 1 }, bare)).toBe(false);
  });
});
