import fc from 'fast-check';
import { expect, it } from 'vitest';
import { worded } from '../../../src/search/query/worded.ts';

/** The same as one pattern. */
function pattern(words: readonly (string | undefined)[]): RegExp {
  const parts = words.map(word => (word === undefined ? '[\\p{L}\\p{N}\\p{M}]+' : [...word].join("['’]?")));
  return new RegExp(`(?<![\\p{L}\\p{N}])${parts.join('[^\\p{L}\\p{N}]+')}(?![\\p{L}\\p{N}])`, 'iu');
}

const WORDS = ['the', 'of', 'dont', 'a', 's', 'für', 'not'];

it('tells the words of a text as one pattern of them all does', () => {
  const written = fc.constantFrom(...WORDS, "don't", 'THE', 'model', 'modèle', 'ofthe', 'Für', '模型', "the's", '3');
  const between = fc.constantFrom(' ', '  ', ', ', '-', '. ', '\n', '');
  const text = fc.array(fc.tuple(written, between)).map(parts => parts.flat().join(''));
  const words = fc.array(fc.constantFrom(...WORDS, undefined, undefined), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(text, words, (one, wanted) => {
      expect(worded(wanted)(one)).toBe(pattern(wanted).test(one));
    }),
    { numRuns: 500 },
  );
});
