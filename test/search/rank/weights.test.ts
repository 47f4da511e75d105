import { describe, expect, it } from 'vitest';
import { ForwardIndex } from '../../../src/search/forward.ts';
import type { Latent } from '../../../src/search/latent/latent.ts';
import { rarity, saturation } from '../../../src/search/rank/bm25.ts';
import { widen } from '../../../src/search/rank/feedback.ts';
import { Ranker } from '../../../src/search/rank/ranker.ts';
import { withinReach } from '../../../src/search/rank/worth.ts';

describe('BM25', () => {
  it.each([
    ['one use in a paper of average length', 1, 1, 1],
    ['two uses', 2, 1, 1.4286],
    ['very many uses, which never bring more than 2.5', 10_000, 1, 2.4996],
    ['one use in a paper twice as long', 1, 2, 0.7194],
    ['one use in a paper without any length', 1, 0, 1.6393],
  ])('%s', (_what, count, length, expected) => {
    expect(saturation(count, length)).toBeCloseTo(expected, 4);
  });

  it('a term is worth the more the fewer papers have it, and never less than nothing', () => {
    expect(rarity(100, 1)).toBeCloseTo(4.2097, 4);
    expect(rarity(100, 50)).toBeCloseTo(Math.LN2, 4);
    expect(rarity(100, 100)).toBeGreaterThan(0);
  });
});

/** Papers of one word each beside the query's: each word is in two papers. */
function collection() {
  const forward = new ForwardIndex();
  for (const word of ['alpha', 'alpha', 'beta', 'beta']) forward.add([], ['asked', word], []);
  forward.add([], ['filler'], []);
  return { forward, number: (term: string) => forward.numberOf(term) ?? 0 };
}

describe('the words of the best papers', () => {
  it('count with the sixth power of a paper’s share of the best score', () => {
    const { forward, number } = collection();
    const widened = widen(forward, new Map([[number('asked'), 1]]), [0, 2], Float64Array.of(1, 0.5), 0.5);
    const ratio = (widened.get(number('alpha')) ?? 0) / (widened.get(number('beta')) ?? 1);
    expect(ratio).toBeCloseTo(2 ** 6, 3);
  });

  it('make up as large a share as they are given, and the whole is one', () => {
    const { forward, number } = collection();
    const widened = widen(forward, new Map([[number('asked'), 3]]), [0], Float64Array.of(7), 0.25);
    const all = [...widened.values()].reduce((sum, weight) => sum + weight);
    expect(all).toBeCloseTo(1, 9);
    expect(widened.get(number('alpha'))).toBeLessThan(0.25);
    expect(widened.get(number('asked'))).toBeGreaterThan(0.75);
  });
});

describe('the latent space', () => {
  /** Each paper's cosine to whatever is asked. */
  const space = (cosines: readonly number[]): Latent => ({
    similarities: (_terms, papers) => Float32Array.from(papers, paper => cosines[paper] ?? 0),
    similaritiesTo: () => new Float32Array(),
    nearest: () => cosines.map((score, paper) => ({ paper, score })),
  });
  /** The papers in order, by their places; two have the word asked for, and say the same of it. */
  function ranked(latent?: Latent) {
    const { forward, number } = collection();
    const ranker = new Ranker(forward);
    ranker.latent = latent;
    const asked = number('asked');
    return ranker.rank([{ readings: new Map([[asked, 1]]) }], [0, 2], [[asked]]);
  }

  it('decides between papers that have the same words', () => {
    expect(ranked().map(({ paper }) => paper)).toEqual([0, 2]);
    expect(ranked(space([0.1, 0, 0.9])).map(({ paper }) => paper)).toEqual([2, 0]);
    expect(ranked(space([0.9, 0, 0.1])).map(({ paper }) => paper)).toEqual([0, 2]);
  });

  it('adds papers without a word of the query, where they are close enough', () => {
    const near = ranked(space([1, 0, 1, 0.24, 0.26])).filter(({ matches }) => !matches);
    expect(near.map(({ paper }) => paper)).toEqual([4]);
  });
});

describe('terms within reach', () => {
  const holders = (term: string) => ({ few: 10, some: 50, many: 1000 })[term] ?? 0;
  const worths = [
    ['many', 3],
    ['few', 2],
    ['some', 1],
  ] as const;

  it.each([
    ['all, where they fit', 1060, ['many', 'few', 'some']],
    ['those that bring most, as long as there is room', 1010, ['many', 'few']],
    ['one in any case', 5, ['many']],
  ])('%s', (_what, most, expected) => {
    expect(withinReach(worths, holders, most).map(([term]) => term)).toEqual(expected);
  });
});
