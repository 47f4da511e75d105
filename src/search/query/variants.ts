import { entryOf } from '../../platform/entry-of.ts';
import { LONGEST_WORD, stem } from '../analysis/stem.ts';
import { stemIn } from '../analysis/stemmers.ts';
import { STOP_WORDS } from '../analysis/stop-words.ts';
import type { Token } from '../analysis/tokens.ts';
import type { Known } from './known.ts';

/**
 * Other terms of the collection that are the same word: by the rules of another language, as a name that is no plural,
 * with an umlaut written out.
 */
export function variantsOf(token: Token, written: string, known: Known): readonly number[] {
  const { variants } = known.remembered;
  const found = variants.get(token) ?? lookUp(token, written, known);
  variants.set(token, found);
  return found;
}

function lookUp({ word, term }: Token, written: string, known: Known): number[] {
  const { languages, forward } = known;
  const others = isOpen(word, written, known) ? spellings(word, known) : [];
  const found = [
    ...languages.flatMap(language =>
      [written, ...others, ...(others.length > 0 ? withUmlauts(word) : [])].map(one => stemIn(language, one)),
    ),
    ...(SHORT_NAME.test(word) && forward.numberOf(word) === undefined ? [stem(word)] : []),
    ...(SHORT_NAME.test(word) && term !== word ? [word] : []),
    ...others.map(stem),
  ];
  return [...new Set(found)].flatMap(other => (other === term ? [] : (forward.numberOf(other) ?? [])));
}

/** `GPS`, `AIDS`: what was written so is no plural, what is typed so may be. */
const SHORT_NAME = /^[a-z]{2,4}s$/;
const MARKED = /[äöüåøæ]/iu;

/** Whether other spellings may be the same word: not for those of the language, among which many differ by an e. */
function isOpen(word: string, written: string, { neighbours }: Known): boolean {
  if (word.length > LONGEST_WORD) return false;
  return MARKED.test(written) || (SPELT_OUT.test(word) && !neighbours.isWord(word) && !STOP_WORDS.has(word));
}

const SPELT_OUT = /^[a-z]{4,}$/;
const WRITTEN_OUT = /(?<=[aou])e|(?<=a)a/g;
const MAY_BE_MARKED = /[aou](?!e)/g;

/** A word with one of its umlauts written out, or one or all taken together: `schroedinger` and `schrodinger`. */
function spellings(word: string, { neighbours }: Known): string[] {
  const shorter = [...word.matchAll(WRITTEN_OUT)].map(({ index }) => word.slice(0, index) + word.slice(index + 1));
  const longer = [...word.matchAll(MAY_BE_MARKED)].map(
    ({ index }) => `${word.slice(0, index + 1)}e${word.slice(index + 1)}`,
  );
  const shortest = shorter.length > 1 ? [word.replace(WRITTEN_OUT, '')] : [];
  return [...shorter, ...shortest, ...longer].filter(other => !neighbours.isWord(other));
}

const UMLAUTS: Readonly<Record<string, string>> = { ae: 'ä', oe: 'ö', ue: 'ü', aa: 'å' };

const TWO_LETTERS = /[aou]e|aa/g;

/** With one of its umlauts, or all, as the language has them: `körper` for `koerper`. */
function withUmlauts(word: string): string[] {
  const letterOf = (two: string) => entryOf(UMLAUTS, two) ?? two;
  const single = [...word.matchAll(TWO_LETTERS)].map(
    ({ 0: two, index }) => `${word.slice(0, index)}${letterOf(two)}${word.slice(index + 2)}`,
  );
  return single.length > 1 ? [...single, word.replace(TWO_LETTERS, letterOf)] : single;
}
