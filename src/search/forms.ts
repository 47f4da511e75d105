/** A shorter beginning says nothing of a word. */
const SHORTEST = 4;
/** What the stemmer may leave at the end of a form of a known word. */
const ENDINGS = new Set(
  'li e al ed ing iz is ion at ativ iv or er ment ness ful less ou ic iti abl ibl ist ism'.split(' '),
);
const LONGEST_ENDING = Math.max(...[...ENDINGS].map(({ length }) => length));

/**
 * A known word of which the term is a form that the stemmer leaves apart: `noisili` begins with the term of `noisy`. `wordOf`: a word that has the
 * term, undefined when the collection has none.
 */
export function formOf(
  term: string,
  wordOf: (term: string) => string | undefined,
): { word: string; term: string } | undefined {
  const shortest = Math.max(SHORTEST, term.length - LONGEST_ENDING);
  for (let length = term.length - 1; length >= shortest; length--) {
    const known = term.slice(0, length);
    const word = wordOf(known);
    if (word !== undefined && ENDINGS.has(term.slice(length))) return { word, term: known };
  }
  return undefined;
}
