import { entryOf } from '../../platform/entry-of.ts';
import { normalised } from '../../platform/normalised.ts';

/** Letters that Unicode does not take apart although people type them as plain ones. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};
const NOT_PLAIN = /[ßøæœłđðþı]/g;
const LATIN_MARKS = /[\u0300-\u036f]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the check is for ASCII, which begins with control characters
const ASCII = /^[\x00-\x7f]*$/;

/**
 * One form for everything that people take to be the same letters: lower case, no accents, `ℓ₁` → `l1`, `ﬁ` → `fi`.
 * Marks that other scripts need (vowel signs, voicing) stay.
 */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (ASCII.test(lower)) return lower;
  return normalised(lower, 'NFKD')
    .toLowerCase() // NFKD can bring capitals back: ℙ → P
    .replace(LATIN_MARKS, '')
    .normalize('NFC')
    .replace(NOT_PLAIN, letter => entryOf(PLAIN, letter) ?? letter);
}
