import { tokenise } from '../analysis/tokens.ts';
import { largest } from '../largest.ts';
import { PlaceSet } from '../place-set.ts';
import { beginningWith, firstWithout } from './sorted-words.ts';
import { wordsJoined } from './title-order.ts';
import type { Part, View } from './view.ts';

/**
 * An unfinished word is looked for as the most frequent of so many words: with one or two letters there are thousands.
 */
const MOST_WORDS = 300;
/** Of titles that have the words somewhere so many are read, the shortest. */
const MOST_READ = 500;
/** Titles that begin with what was typed, at most: they are put before all else. */
const MOST_BEGINNING = 100;

interface Found {
  paper: number;
  /** 0 for a title that begins so, 1 for one with the words in a row, 2 for one that has them anywhere. */
  rank: number;
  length: number;
}

/** The titles made ready for typing: which begin so, which hold these words. */
export class DiskTitles {
  readonly #view: View;

  constructor(view: View) {
    this.#view = view;
  }

  /**
   * Papers in whose title all typed words stand, the last of them perhaps unfinished; titles that begin so come first,
   * then those with the words in a row.
   */
  typed(text: string, limit: number): number[] {
    const words = wordsOf(text);
    if (words.length === 0) return [];
    const phrase = words.map(word => ` ${word}`).join('');
    const found = this.#beginning(phrase, limit);
    if (found.length < limit) {
      const known = new Set(found.map(({ paper }) => paper));
      found.push(...this.#holding(words, phrase).filter(({ paper }) => !known.has(paper)));
    }
    return found
      .sort(byRank)
      .slice(0, limit)
      .map(({ paper }) => paper);
  }

  /**
   * Papers whose title begins with these words, the last perhaps unfinished; the shortest titles when there are very
   * many.
   */
  startingWith(text: string): number[] {
    const words = wordsOf(text);
    if (words.length === 0) return [];
    return this.#beginning(words.map(word => ` ${word}`).join(''), MOST_BEGINNING)
      .map(({ paper }) => paper)
      .sort((a, b) => a - b);
  }

  /** Titles that begin so, the shortest ones of each part. */
  #beginning(phrase: string, limit: number): Found[] {
    return this.#view.parts.flatMap(part => {
      const title = (position: number) => this.#title(part, part.segment.byTitle(position, position + 1)[0] ?? 0);
      const from = firstWithout(0, part.segment.size, position => title(position) < phrase);
      const to = firstWithout(from, part.segment.size, position => title(position).startsWith(phrase));
      return shortest(part, part.segment.byTitle(from, to), limit).map(found => ({ ...found, rank: 0 }));
    });
  }

  /** Titles that have the words somewhere. */
  #holding(words: readonly string[], phrase: string): Found[] {
    const { lexicon } = this.#view;
    const last = words.at(-1) ?? '';
    const complete = [...new Set(words.slice(0, -1))].map(word => lexicon.words.find(word) ?? 0);
    const unfinished = this.#mostFrequent(last);
    return this.#view.parts.flatMap(part => {
      const places = complete.length > 0 ? holdingAll(part, complete) : holdingAny(part, unfinished).list();
      if (places.length > MOST_READ && complete.length > 0) {
        const any = holdingAny(part, unfinished);
        return this.#ranked(
          part,
          places.filter(place => any.has(place)),
          last,
          phrase,
        );
      }
      return this.#ranked(part, places, last, phrase);
    });
  }

  #ranked(part: Part, places: Uint32Array, last: string, phrase: string): Found[] {
    return shortest(part, places, MOST_READ).flatMap(found => {
      const title = this.#title(part, found.paper - part.base);
      if (!title.includes(` ${last}`)) return [];
      return { ...found, rank: title.includes(phrase) ? 1 : 2 };
    });
  }

  /** Words as they stand in titles, by number. */
  #mostFrequent(beginning: string): number[] {
    const { lexicon, recent, uses } = this.#view;
    const sorted = beginningWith(lexicon.words, lexicon.sorted, beginning);
    const unsorted = beginningWith(lexicon.words, recent, beginning);
    const wordAt = (i: number) => (i < sorted.length ? sorted[i] : unsorted[i - sorted.length]) ?? 0;
    const often = new Float64Array(sorted.length + unsorted.length);
    for (let i = 0; i < often.length; i++) often[i] = uses.of(wordAt(i));
    return largest(often, MOST_WORDS).map(wordAt);
  }

  #title({ segment }: Part, place: number): string {
    return wordsJoined(segment.titleWords(place), this.#view.lexicon);
  }
}

function wordsOf(text: string): string[] {
  return tokenise(text).map(({ word }) => word);
}

/** Places below this many in a segment, and titles below this length, make one exact number. */
const PLACES = 2 ** 22;
const LONGEST = 2 ** 16;

/** The living papers with the shortest titles, equals in the order of the collection. */
function shortest({ segment, base, dead }: Part, places: Uint32Array, most: number): Omit<Found, 'rank'>[] {
  const shortness = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) {
    const place = places[i] ?? 0;
    if (!dead.has(place)) shortness[i] = (LONGEST - (segment.titleLengths[place] ?? 0)) * PLACES - place;
  }
  return largest(shortness, most).map(i => {
    const place = places[i] ?? 0;
    return { paper: base + place, length: segment.titleLengths[place] ?? 0 };
  });
}

function holdingAll({ segment }: Part, words: readonly number[]): Uint32Array {
  const fewestFirst = words.toSorted((a, b) => segment.title.holdersOf(a) - segment.title.holdersOf(b));
  let all: Uint32Array | undefined;
  for (const word of fewestFirst) {
    if (all?.length === 0) return NONE;
    const holders = segment.title.of(word)?.papers ?? NONE;
    all = all ? inBoth(all, holders) : holders.slice();
  }
  return all ?? NONE;
}

/** What two sorted lists have in common. */
function inBoth(a: Uint32Array, b: Uint32Array): Uint32Array {
  let at = 0;
  return a.filter(place => {
    while (at < b.length && (b[at] ?? 0) < place) at++;
    return b[at] === place;
  });
}

function holdingAny({ segment }: Part, words: readonly number[]): PlaceSet {
  const any = new PlaceSet(segment.size);
  for (const word of words) any.addAll(segment.title.of(word)?.papers ?? NONE);
  return any;
}

const NONE = new Uint32Array();

function byRank(a: Found, b: Found): number {
  return a.rank - b.rank || a.length - b.length || a.paper - b.paper;
}
