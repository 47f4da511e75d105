import { entryOf } from '../../platform/entry-of.ts';
import { type Token, termOf } from '../analysis/tokens.ts';
import { spelled } from '../names.ts';
import type { PlaceSet } from '../place-set.ts';
import type { Named } from '../rank/query.ts';

/** A word of a query, and what it is in a citation. */
export interface CitedWord {
  token: Token;
  /** The year that it says. */
  year?: number;
  /** Where it is the name of an author. */
  named?: Named;
  /** How much it says of what is looked for where it stands in a text, from 0 to 1. */
  weight: number;
}

/** Where a paper was published is shared by very many. */
const VENUE_WEIGHT = 0.2;
/** Where somebody is cited, a year is that of the paper and seldom one that it mentions. */
const YEAR_WEIGHT = 0.3;

/**
 * What the words of a query are when it cites a paper, in whatever style: `Smith et al., 2020`, `(Smith & Jones 2019)`, `smith2020deep`, a whole reference
 * line. A word is a name where it stands as names do (before `et al.`, a year or initials, or joined to another name) and papers have an author of that
 * name. A title looks like any other words; the papers tell which it is. A query that cites nothing keeps all its words.
 * @param naming the papers with an author of that name
 */
export function citedWords(text: string, tokens: readonly Token[], naming: (word: string) => PlaceSet): CitedWord[] {
  const words = tokens.flatMap(partsOfKey).map((token): Word => ({ token, year: yearIn(token) }));
  const cites = words.some(({ token, year }, at) => year !== undefined || isEtAl(words, at, token));
  if (!cites) return words.map(({ token }) => ({ token, weight: 1 }));
  const names = namesIn(text, words, naming);
  const venue = venueFrom(text, words);
  return words.map(({ token, year }, at): CitedWord => {
    if (isEtAl(words, at, token) || isInitial(text, token)) return { token, weight: 0 };
    const named = names.get(at);
    if (named) return { token, named, weight: 1 };
    // The year stands behind the venue, too.
    if (year !== undefined) return { token, year, weight: names.size > 0 ? YEAR_WEIGHT : 1 };
    return { token, weight: at >= venue ? VENUE_WEIGHT : 1 };
  });
}

/**
 * What stands behind names and year, where a citation begins with these: the beginning of the title, if the paper is here.
 */
export function titleCited(text: string, words: readonly CitedWord[]): string | undefined {
  const at = words.findIndex(
    ({ token, year, named, weight }) => year === undefined && !named && weight > 0 && !CONJUNCTIONS.has(token.word),
  );
  const head = words.slice(0, at);
  const isHead = head.some(({ named }) => named) && head.some(({ year }) => year !== undefined);
  return at > 0 && isHead ? text.slice(words[at]?.token.start) : undefined;
}

interface Word {
  token: Token;
  year: number | undefined;
}

const YEAR = /^((?:19|20)\d\d)[a-z]?$/;

/** A year, perhaps with a letter that tells papers of one year apart: `2020b`. */
function yearIn({ word }: Token): number | undefined {
  const year = YEAR.exec(word)?.[1];
  return year === undefined ? undefined : Number(year);
}

/** Name, year and a word of the title in one, as BibTeX keys are: `smith2020deep`. */
const KEY = /^(\p{L}{2,})((?:19|20)\d\d)(\p{L}{2,}|[a-z]?)$/u;

function partsOfKey(token: Token): Token[] {
  const parts = token.end - token.start === token.word.length ? KEY.exec(token.word)?.slice(1) : undefined;
  if (!parts) return [token];
  let end = token.start;
  return parts.flatMap((word): Token[] => {
    const start = end;
    end += word.length;
    return word === '' ? [] : [{ word, term: termOf(word), start, end, hyphenated: false }];
  });
}

const ET_AL: Readonly<Record<string, string>> = { et: 'al', al: 'et' };

function isEtAl(words: readonly Word[], at: number, { word }: Token): boolean {
  if (word === 'etal') return true;
  const other = entryOf(ET_AL, word);
  return other !== undefined && words[word === 'et' ? at + 1 : at - 1]?.token.word === other;
}

/** A capital with a full stop: `J.`, `J.-P.`. */
function isInitial(text: string, { word, start, end }: Token): boolean {
  return word.length === 1 && text.charAt(end) === '.' && /\p{Lu}/u.test(text.charAt(start));
}

/** So many words are looked up as names, the last ones: a reference line has its names at its beginning. */
const MOST_NAMES = 12;

/** The names that are cited, by their places, with their papers. */
function namesIn(text: string, words: readonly Word[], naming: (word: string) => PlaceSet): Map<number, Named> {
  const names = new Map<number, Named>();
  let next = words.length;
  // From behind: a name may be joined to the next one.
  for (let at = words.length - 1; at >= 0; at--) {
    const word = words[at];
    if (!word || CONJUNCTIONS.has(word.token.word)) continue;
    if (names.size < MOST_NAMES && !isInitial(text, word.token) && isNameByPlace(text, words, at, next, names)) {
      const places = naming(spelled(word.token.word));
      if (places.count > 0) names.set(at, { word: word.token.word, places });
    }
    next = at;
  }
  return names;
}

/** `next`: the place of the next word that is no conjunction. */
function isNameByPlace(
  text: string,
  words: readonly Word[],
  at: number,
  next: number,
  names: ReadonlyMap<number, unknown>,
): boolean {
  const { token, year } = words[at] ?? {};
  const other = words[next];
  if (!token || year !== undefined || isEtAl(words, at, token)) return false;
  const before = words[at - 1];
  // J. Smith
  if (before && isInitial(text, before.token) && /^\.[\s-]*$/.test(text.slice(before.token.end, token.start)))
    return true;
  if (!other) return false;
  const between = text.slice(token.end, other.token.start);
  if (isEtAl(words, next, other.token) && /^[\s,_-]*$/.test(between)) return true;
  // A word of grammar only where nothing stands before it: "what they did in 2019".
  if (other.year !== undefined && /^[\s,(_:-]*$/.test(between)) return token.term !== '' || at === 0;
  // Smith, J.
  if (isInitial(text, other.token) && /^,\s*$/.test(between)) return true;
  return names.has(next) && /^\s*(?:,|,?\s*&|,?\s*and)\s+$/.test(between);
}

const CONJUNCTIONS: ReadonlySet<string> = new Set(['and']);

const VENUE =
  /(?:^|[\s.,;”"])in:?\s+(?:the\s+)?(?:\d{4}\s+)?(?:proc\b|proceedings\b|advances in\b|findings of\b|transactions\b|(?:\p{L}+\s+){0,3}(?:conference|workshop|symposium|journal)\b)/iu;

/** The place of the first word that says where the paper was published; none where nothing stands before. */
function venueFrom(text: string, words: readonly Word[]): number {
  const start = VENUE.exec(text)?.index;
  const at = start === undefined ? -1 : words.findIndex(({ token }) => token.start >= start);
  return at > 2 ? at : Number.POSITIVE_INFINITY;
}
