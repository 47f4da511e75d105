import { entryOf } from '../../platform/entry-of.ts';
import { fold } from '../analysis/fold.ts';
import { type Token, termOf } from '../analysis/tokens.ts';
import { spelled } from '../names.ts';
import type { PlaceSet } from '../place-set.ts';
import type { Named } from '../rank/query.ts';
import { numbersOf, type Stretch, venueFrom } from './published.ts';

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
 * What the words of a query are when it cites a paper, in whatever style: `Smith et al., 2020`, `(Smith & Jones 2019)`,
 * `smith2020deep`, a whole reference line. A word is a name where it stands as names do (before `et al.`, a year or
 * initials, or joined to another name) and papers have an author of that name. A title looks like any other words; the
 * papers tell which it is. A query that cites nothing keeps all its words.
 * @param naming the papers with an author of that name
 */
export function citedWords(
  text: string,
  tokens: readonly Token[],
  naming: (word: string) => PlaceSet,
  isOfYear: (places: PlaceSet, year: number) => boolean = () => false,
): CitedWord[] {
  const parts = tokens.flatMap(token => partsOfKey(token, text, word => naming(spelled(word)), isOfYear));
  const words = parts.map(({ token, year }, at): Word => {
    return { token, year: year ?? yearIn(token, text, () => naming(spelled(parts[at - 1]?.token.word ?? ''))) };
  });
  const dated = words.some(({ token, year }, at) => year !== undefined || isEtAl(words, at, token));
  // Without a year somebody is cited where initials stand beside a name: `Zhou, X.`, `X. Zhou`.
  const names = dated || WITH_INITIALS.test(text) ? namesIn(text, words, naming) : new Map<number, Named>();
  if (!dated && names.size === 0) return words.map(({ token }) => ({ token, weight: 1 }));
  const found = numbersOf(text);
  const numbers = names.size > 0 || found.length > 1 ? found : [];
  const venue = venueFrom(text, words, numbers);
  const prefix = DBLP.exec(text);
  return words.map(({ token, year }, at): CitedWord => {
    const isIn = ({ start, end }: Stretch) => token.start < end && token.end > start;
    const named = names.get(at);
    if (named) return { token, named, weight: 1 };
    if (isEtAl(words, at, token) || isInitial(text, token) || isBareInitial(text, words, at, names))
      return { token, weight: 0 };
    // The year stands behind the venue, too.
    if (year !== undefined) return { token, year, weight: names.size > 0 ? YEAR_WEIGHT : 1 };
    // Nobody means the volume by its number, nor the pages.
    if (numbers.some(isIn) || (prefix && isIn({ start: prefix.index, end: prefix.index + prefix[0].length })))
      return { token, weight: 0 };
    return { token, weight: at >= venue.from && at < venue.to ? VENUE_WEIGHT : 1 };
  });
}

const WITH_INITIALS = /\p{Lu}\.|\p{L},\s*\p{Lu}\b|\p{Lu}\p{L}+\s\p{Lu}{1,2}(?=[.,;&]|\s*$)/u;
/** As it names papers, before their keys: `DBLP:conf/acl/`. */
const DBLP = /\bDBLP:\w+\/[\w-]+\//i;

/**
 * What stands behind names and year, where a citation begins with these: the beginning of the title, if the paper is
 * here.
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

const YEAR = /^((?:1[5-9]|20)\d\d)[a-z]?$/;
/** `1997re` of `Vale:1997re`. */
const YEAR_OF_KEY = /^((?:19|20)\d\d)[a-z]{0,3}$/;
/** Before it, a number is a year only in brackets or behind a name. */
const OLD = 1900;

/** A year, perhaps with a letter that tells papers of one year apart: `2020b`. */
function yearIn({ word, start, end }: Token, text: string, before: () => PlaceSet): number | undefined {
  const isOfKey = text.charAt(start - 1) === ':' && before().count > 0;
  const found = (isOfKey ? YEAR_OF_KEY : YEAR).exec(word)?.[1];
  if (found === undefined) return undefined;
  const year = Number(found);
  const isBracketed = text.charAt(start - 1) === '(' && text.charAt(end) === ')';
  return year >= OLD || isBracketed || before().count > 0 ? year : undefined;
}

/** Name, year and a word of the title in one, as BibTeX keys are: `smith2020deep`, `zribi2018word2vec`. */
const KEY = /^(\p{L}{2,})((?:19|20)\d\d)(\p{L}{2}[\p{L}\p{N}]*|[a-z]?)$/u;
/** Names, letters of further ones, two digits of a year, and perhaps a word: `Hou19`, `HouX19`, `hou19deep`. */
const SHORT_KEY = /^(\p{L}\p{Ll}+)(\p{Lu}*)(\d\d)([a-z]?|\p{L}{3,})$/u;
/** Two digits from here on are of the last century. */
const LAST_CENTURY = 50;

interface Part {
  token: Token;
  year?: number;
}

/** @param isOfYear whether one of some papers is of a year: many names of models look like short keys */
function partsOfKey(
  token: Token,
  text: string,
  naming: (word: string) => PlaceSet,
  isOfYear: (places: PlaceSet, year: number) => boolean,
): Part[] {
  const { word, start, end } = token;
  const parts = end - start === word.length ? KEY.exec(word)?.slice(1) : undefined;
  if (parts) {
    let to = start;
    return parts.flatMap((part): Part[] => {
      const from = to;
      to += part.length;
      return part === ''
        ? []
        : [{ token: { word: part, term: termOf(part), start: from, end: to, hyphenated: false } }];
    });
  }
  const [, name = '', , digits = '', rest = ''] = SHORT_KEY.exec(text.slice(start, end)) ?? [];
  if (name === '') return [{ token }];
  const year = Number(digits) + (Number(digits) < LAST_CENTURY ? 2000 : OLD);
  const folded = fold(name);
  if (!isOfYear(naming(folded), year)) return [{ token }];
  const at = start + name.length;
  const behind = rest.length > 1 ? end - rest.length : end;
  const title = fold(rest);
  return [
    { token: { word: folded, term: termOf(folded), start, end: at, hyphenated: false } },
    { token: { word: String(year), term: String(year), start: at, end: behind, hyphenated: false }, year },
    ...(behind < end ? [{ token: { word: title, term: termOf(title), start: behind, end, hyphenated: false } }] : []),
  ];
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

const LETTER = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]$/u;
const BARE_INITIALS = /^\p{Lu}{1,2}$/u;
/** What stands behind initials without a full stop. */
const BEHIND_INITIALS = /^\s*(?:[.,;&)(]|$|and\b|(?:1[5-9]|20)\d\d)/;

/** Initials behind a name, as medicine writes them: `Zhou X, Li YM`. */
function looksInitial(text: string, { start, end }: Token): boolean {
  return BARE_INITIALS.test(text.slice(start, end)) && BEHIND_INITIALS.test(text.slice(end));
}

function isBareInitial(text: string, words: readonly Word[], at: number, names: ReadonlyMap<number, unknown>): boolean {
  const token = words[at]?.token;
  return token !== undefined && names.has(at - 1) && looksInitial(text, token);
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
  if (!token || year !== undefined || isEtAl(words, at, token) || LETTER.test(token.word)) return false;
  const before = words[at - 1];
  // J. Smith
  if (before && isInitial(text, before.token) && /^\.[\s-]*$/.test(text.slice(before.token.end, token.start)))
    return true;
  if (!other) return false;
  const between = text.slice(token.end, other.token.start);
  if (isEtAl(words, next, other.token) && /^[\s,_-]*$/.test(between)) return true;
  // A word of grammar only where nothing stands before it: "what they did in 2019".
  if (other.year !== undefined && /^[\s,(_:-]*$/.test(between)) return token.term !== '' || at === 0;
  // Smith, J.; Smith J.; Smith J,
  if (isInitial(text, other.token) && /^,?\s*$/.test(between) && isCapital(text, token)) return true;
  if (looksInitial(text, other.token) && /^,?\s+$/.test(between) && isCapital(text, token)) return true;
  return names.has(next) && /^\s*(?:,|,?\s*&|,?\s*and)\s+$/.test(between);
}

function isCapital(text: string, { start }: Token): boolean {
  return /\p{Lu}/u.test(text.charAt(start));
}

const CONJUNCTIONS: ReadonlySet<string> = new Set(['and']);
