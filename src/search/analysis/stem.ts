import { stemmer } from 'stemmer';
import { Recent } from '../recent.ts';
import { american } from './spelling.ts';

const LETTERS_ONLY = /^[a-z]+$/;
/** Inflections cost more than they help on very short words (`is`, `gas`), and on words with digits (`v2s`). */
const SHORTEST = 3;
/** No word is longer. */
const LONGEST = 40;
/** A stemmer runs some forty rules a word; a collection has far fewer distinct words than words. */
const cache = new Recent<string, string>(50_000);

/** The term of a folded word: American spelling, then Porter's stem (English; words with other letters or digits stay). */
export function stem(word: string): string {
  const known = cache.get(word);
  if (known !== undefined) return known;
  const term =
    word.length < SHORTEST || word.length > LONGEST || !LETTERS_ONLY.test(word) ? word : stemmer(american(word));
  cache.set(word, term);
  return term;
}
