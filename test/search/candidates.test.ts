import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ForwardIndex } from '../../src/search/forward.ts';
import { largest } from '../../src/search/largest.ts';
import { PlaceSet } from '../../src/search/place-set.ts';
import type { Requirement } from '../../src/search/query/requirement.ts';
import { Work } from '../../src/search/query/work.ts';
import { Recent } from '../../src/search/recent.ts';
import { sift } from '../../src/search/sift.ts';
import { without } from '../../src/search/without.ts';

describe('the largest numbers', () => {
  it('are those of a sorted list, equals by their place', () => {
    const numbers = fc.array(fc.integer({ min: -1, max: 4 }), { maxLength: 60 });
    fc.assert(
      fc.property(numbers, fc.integer({ min: -1, max: 20 }), (given, most) => {
        const expected = [...given.keys()]
          .filter(place => (given[place] ?? 0) > 0)
          .sort((a, b) => (given[b] ?? 0) - (given[a] ?? 0) || a - b)
          .slice(0, Math.max(0, most));
        expect(largest(Float32Array.from(given), most)).toEqual(expected);
      }),
    );
  });
});

describe('papers that must meet something', () => {
  /** Every second paper meets it, and each look costs a step. */
  function evenOnly(size: number, steps: number): Requirement {
    const work = new Work(steps);
    const meets = (place: number) => {
      work.spend(1);
      return place % 2 === 0;
    };
    return { places: new PlaceSet(size, Array(size).keys()), mustLook: true, meets, work };
  }
  const falling = (size: number) => Float32Array.from({ length: size }, (_, place) => size - place);

  it('are all looked into where there is time', () => {
    const scores = falling(200);
    expect(sift(scores, evenOnly(200, 100_000))).toBe(0);
    expect([...scores.keys()].filter(place => (scores[place] ?? 0) > 0)).toEqual(
      Array.from({ length: 100 }, (_, i) => 2 * i),
    );
  });

  it('are the best where there is not; of the others it is said how many probably do', () => {
    const scores = falling(10_000);
    // 64 looks tell what all would cost; 1,000 are left.
    expect(sift(scores, evenOnly(10_000, 1064))).toBe(Math.round((9000 * 500) / 1000));
    const left = [...scores.keys()].filter(place => (scores[place] ?? 0) > 0);
    expect([left.length, left.at(-1)]).toEqual([500, 998]);
  });

  it('are none of none', () => {
    expect(sift(new Float32Array(5), evenOnly(5, 10))).toBe(0);
  });
});

describe('words that a paper does not have', () => {
  const forward = new ForwardIndex();
  forward.add(['graph'], ['common', 'rare'], []);
  for (let i = 0; i < 8; i++) forward.add([], ['common'], []);
  forward.add([], [], []);
  const word = (text: string) => {
    const number = forward.numberOf(text);
    return { word: text, forms: number === undefined ? [] : [[number]], kin: [], places: [] };
  };
  const query = ['common', 'rare', 'nowhere'].map(word);

  it.each([
    ['all of them, the most telling first', 9, ['nowhere', 'rare', 'common']],
    ['without those that it has', 1, ['nowhere', 'rare']],
    ['whatever part of it has them', 0, ['nowhere']],
  ])('%s', (_what, paper, expected) => {
    expect(without(query, paper, forward)).toEqual(expected);
  });

  it('are four at most, each once', () => {
    const many = ['a', 'b', 'a', 'c', 'd', 'e'].map(word);
    expect(without(many, 0, forward)).toEqual(['a', 'b', 'c', 'd']);
  });
});

it('what was asked for last is remembered: so many at least, twice as many at most', () => {
  const operations = fc.array(fc.tuple(fc.nat(9), fc.boolean()), { maxLength: 60 });
  fc.assert(
    fc.property(operations, given => {
      const recent = new Recent<number, number>(3);
      let latest: number[] = [];
      for (const [key, isSet] of given) {
        if (isSet) recent.set(key, key);
        else if (recent.get(key) === undefined) continue;
        latest = [key, ...latest.filter(other => other !== key)];
      }
      const known = latest.map(key => recent.get(key) !== undefined);
      expect(known.slice(0, 3)).not.toContain(false);
      expect(known.filter(Boolean).length).toBeLessThanOrEqual(6);
    }),
  );
});
