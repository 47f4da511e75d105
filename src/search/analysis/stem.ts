import { stemmer } from 'stemmer';
import { Recent } from '../recent.ts';
import { APART } from './apart.ts';
import { isSingular, singular } from './plurals.ts';
import { american } from './spelling.ts';

const LETTERS_ONLY = /^[a-z]+$/;
/** Inflections cost more than they help on very short words (`is`, `gas`), and on words with digits (`v2s`). */
const SHORTEST = 3;
/** No word of a language is longer, in letters; what is longer has no other forms, and is not remembered. */
export const LONGEST_WORD = 40;
/** A stemmer runs some forty rules a word; a collection has far fewer distinct words than words. */
const cache = new Recent<string, string>(50_000);

/**
 * The term of a folded word: its singular, in American spelling, then Porter's stem (English; words with other letters
 * or digits stay).
 */
export function stem(word: string): string {
  if (word.length < SHORTEST || word.length > LONGEST_WORD) return word;
  const known = cache.get(word);
  if (known !== undefined) return known;
  const term = LETTERS_ONLY.test(word) ? stemOf(word) : word;
  cache.set(word, term);
  return term;
}

function stemOf(word: string): string {
  const one = singular(word);
  const spelled = american(one);
  if (isSingular(one)) return spelled;
  return APART.get(one) ?? APART.get(spelled) ?? stemmer(spelled);
}
