import { tokenise } from './analysis/tokens.ts';
import { largest } from './largest.ts';
import type { Slot } from './slots.ts';

/** What queries ask of titles. */
export type TypedTitles = Pick<Titles, 'typed' | 'startingWith'>;

/** The titles made ready for typing: which begin so, which hold these words. */
export class Titles {
  /** By place. */
  readonly #folded: string[] = [];
  /** In the order of the collection. */
  readonly #byWord = new Map<string, Slot[]>();
  /** The words, sorted. */
  readonly #words: string[] = [];

  /** Takes the title of the next paper. */
  add(title: string, slot: Slot): void {
    const words = wordsOf(title);
    this.#folded.push(` ${words.join(' ')}`);
    for (const word of new Set(words)) {
      const papers = this.#byWord.get(word);
      if (papers) {
        papers.push(slot);
      } else {
        this.#byWord.set(word, [slot]);
        this.#words.splice(firstAtLeast(this.#words, word), 0, word);
      }
    }
  }

  /** Takes out the title of a paper that still has its place. */
  remove(title: string, slot: Slot): void {
    this.#folded.splice(slot.place, 1);
    for (const word of new Set(wordsOf(title))) {
      const others = (this.#byWord.get(word) ?? []).filter(other => other !== slot);
      if (others.length > 0) {
        this.#byWord.set(word, others);
      } else {
        this.#byWord.delete(word);
        this.#words.splice(firstAtLeast(this.#words, word), 1);
      }
    }
  }

  /**
   * Papers in whose title all typed words stand, the last of them perhaps unfinished; titles that begin so come first,
   * then those with the words in a row.
   */
  typed(text: string, limit: number): number[] {
    const words = wordsOf(text);
    if (words.length === 0) return [];
    const papers = this.#holding(words);
    const phrase = ` ${words.join(' ')}`;
    const worth = Float64Array.from(papers, paper => {
      const title = this.#folded[paper] ?? '';
      return NOTHING - (rank(title.indexOf(phrase)) * LONGEST + Math.min(title.length, LONGEST - 1));
    });
    return largest(worth, limit).flatMap(i => papers[i] ?? []);
  }

  /** Papers whose title begins with these words, the last perhaps unfinished. */
  startingWith(text: string): number[] {
    const words = wordsOf(text);
    if (words.length === 0) return [];
    const phrase = ` ${words.join(' ')}`;
    return this.#holding(words).filter(paper => this.#folded[paper]?.startsWith(phrase));
  }

  /** Papers with all the words in the title, the last of them perhaps unfinished, in the order of the collection. */
  #holding(typed: readonly string[]): number[] {
    const last = typed.at(-1) ?? '';
    const complete = [...new Set(typed.slice(0, -1))];
    if (!complete.every(word => this.#byWord.has(word))) return [];
    const holders = (word: string) => this.#byWord.get(word)?.length ?? 0;
    const words = [...complete.sort((a, b) => holders(a) - holders(b)), last];
    /** By place: how many of the words were found, in this order. */
    const met = new Uint16Array(this.#folded.length);
    words.forEach((word, before) => {
      const lists = before === words.length - 1 ? this.#beginning(word) : [this.#byWord.get(word) ?? []];
      for (const slots of lists) for (const { place } of slots) if (met[place] === before) met[place] = before + 1;
    });
    const papers: number[] = [];
    for (let place = 0; place < met.length; place++) if (met[place] === words.length) papers.push(place);
    return papers;
  }

  /** The papers of each word in titles that begins so. */
  *#beginning(prefix: string): Generator<readonly Slot[]> {
    for (let i = firstAtLeast(this.#words, prefix); i < this.#words.length; i++) {
      const word = this.#words[i] ?? '';
      if (!word.startsWith(prefix)) return;
      yield this.#byWord.get(word) ?? [];
    }
  }
}

function wordsOf(text: string): string[] {
  return tokenise(text).map(token => token.word);
}

/** In UTF-16 units: longer titles are told apart no more. */
const LONGEST = 2 ** 16;
/** More than any title is away from what was typed. */
const NOTHING = 3 * LONGEST;

/** A title that begins so, one with the words in a row, one that has them anywhere. */
function rank(place: number): number {
  return place === 0 ? 0 : place > 0 ? 1 : 2;
}

function firstAtLeast(sorted: readonly string[], value: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
