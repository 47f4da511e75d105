import { createRequire } from 'node:module';
import { Recent } from '../recent.ts';
import { fold } from './fold.ts';
import type { OtherLanguage } from './language.ts';

type Stemmer = (word: string) => string;

const NAMES: Readonly<Record<OtherLanguage, string>> = {
  de: 'german',
  fr: 'french',
  es: 'spanish',
  it: 'italian',
  pt: 'portuguese',
  nl: 'dutch',
  ru: 'russian',
};

/** Texts are analysed in one go, so that a stemmer must be there at once; most collections need none of them. */
const load = createRequire(import.meta.url);
const loaded = new Map<OtherLanguage, Stemmer>();

function stemmerFor(language: OtherLanguage): Stemmer {
  const known = loaded.get(language);
  if (known) return known;
  const { stemmer }: { stemmer: Stemmer } = load(`@orama/stemmers/${NAMES[language]}`);
  loaded.set(language, stemmer);
  return stemmer;
}

const LETTERS_ONLY = /^[\p{L}\p{M}]{3,40}$/u;
const cache = new Recent<string, string>(20_000);

/** The term of a word of another language than English: Snowball's stem, which needs the accents, folded. */
export function stemIn(language: OtherLanguage, written: string): string {
  const word = written.toLowerCase().normalize('NFC');
  if (!LETTERS_ONLY.test(word)) return fold(word);
  const key = `${language} ${word}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const term = fold(stemmerFor(language)(word)) || fold(word);
  cache.set(key, term);
  return term;
}
