import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EDITS } from '../../src/search/corrections.ts';
import { NearWords } from '../../src/search/near-words.ts';

/** Levenshtein's distance as it is defined. */
function distance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const changed = distance(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1);
  return a[0] === b[0] ? changed : Math.min(changed, distance(a.slice(1), b) + 1, distance(a, b.slice(1)) + 1);
}

const word = fc.string({ unit: fc.constantFrom(...'abcd', 'ä', '学', '\ud83d'), minLength: 1, maxLength: 6 });

it('words that are near in spelling are found, those that went are not, and no others', () => {
  fc.assert(
    fc.property(fc.uniqueArray(word, { maxLength: 40 }), fc.array(fc.nat(39)), word, (words, gone, wanted) => {
      const near = new NearWords<string>();
      const left = new Set(words);
      for (const one of words) near.add(one, `value of ${one}`);
      for (const place of gone) {
        near.remove(words[place] ?? 'not there');
        left.delete(words[place] ?? '');
      }
      expect(near.size).toBe(left.size);
      const expected = [...left].filter(one => distance(one, wanted) <= EDITS).map(one => [one, `value of ${one}`]);
      expect(
        near
          .near(wanted)
          .map(({ word: one, value }) => [one, value])
          .sort(),
      ).toEqual(expected.sort());
    }),
    { numRuns: 300 },
  );
});
