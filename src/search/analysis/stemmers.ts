import { createRequire } from 'node:module';
import { normalised } from '../../platform/normalised.ts';
import { Recent } from '../recent.ts';
import { fold } from './fold.ts';
import type { OtherLanguage } from './language.ts';

type Stemmer = (word: string) => string;

/** Texts are analysed in one go, so that a stemmer must be there at once; most collections need none of them. */
const require = createRequire(import.meta.url);
const MODULES: Readonly<Record<OtherLanguage, () => { stemmer: Stemmer }>> = {
  de: () => require('@orama/stemmers/german'),
  fr: () => require('@orama/stemmers/french'),
  es: () => require('@orama/stemmers/spanish'),
  it: () => require('@orama/stemmers/italian'),
  pt: () => require('@orama/stemmers/portuguese'),
  nl: () => require('@orama/stemmers/dutch'),
  ru: () => require('@orama/stemmers/russian'),
};
const loaded = new Map<OtherLanguage, Stemmer>();

function stemmerFor(language: OtherLanguage): Stemmer {
  const stemmer = loaded.get(language) ?? MODULES[language]().stemmer;
  loaded.set(language, stemmer);
  return stemmer;
}

const LETTERS_ONLY = /^[\p{L}\p{M}]{3,40}$/u;
const cache = new Recent<string, string>(20_000);

/** Stands between a stem and the language that it is of: the French stem of `news` is not the English word `new`. */
const OF_LANGUAGE = '~';

/** A term without the language that it is of. */
export function withoutLanguage(term: string): string {
  const mark = term.indexOf(OF_LANGUAGE);
  return mark < 0 ? term : term.slice(0, mark);
}

/**
 * The term of a word of another language than English: Snowball's stem, which needs the accents, folded, and the
 * language.
 */
export function stemIn(language: OtherLanguage, written: string): string {
  const word = normalised(written.toLowerCase(), 'NFC');
  if (!LETTERS_ONLY.test(word)) return fold(word);
  const key = `${language} ${word}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const term = `${fold(stemmerFor(language)(word)) || fold(word)}${OF_LANGUAGE}${language}`;
  cache.set(key, term);
  return term;
}
