import { tokenise } from './analysis/tokens.ts';
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

  /** Papers in whose title all typed words stand, the last of them perhaps unfinished; titles that begin so come first, then those with the words in a row. */
  typed(text: string, limit: number): number[] {
    const words = wordsOf(text);
    const last = words.at(-1);
    if (last === undefined) return [];
    let papers = this.#beginning(last);
    for (const word of words.slice(0, -1)) {
      const holders = new Set(this.#holders(word));
      papers = papers.filter(paper => holders.has(paper));
    }
    const phrase = ` ${words.join(' ')}`;
    const place = (paper: number): number => {
      const at = (this.#folded[paper] ?? '').indexOf(phrase);
      return at < 0 ? Number.POSITIVE_INFINITY : at;
    };
    return papers
      .map(paper => ({ paper, place: place(paper), length: this.#folded[paper]?.length ?? 0 }))
      .sort((a, b) => rank(a.place) - rank(b.place) || a.length - b.length || a.paper - b.paper)
      .slice(0, limit)
      .map(({ paper }) => paper);
  }

  /** Papers whose title begins with these words, the last perhaps unfinished. */
  startingWith(text: string): number[] {
    const words = wordsOf(text);
    const [first] = words;
    if (first === undefined) return [];
    const phrase = ` ${words.join(' ')}`;
    const holders = words.length > 1 ? this.#holders(first) : this.#beginning(first);
    return holders.filter(paper => this.#folded[paper]?.startsWith(phrase));
  }

  /** Papers with a word in the title that begins so, in the order of the collection. */
  #beginning(prefix: string): number[] {
    const found = new Set<number>();
    for (let i = firstAtLeast(this.#words, prefix); i < this.#words.length; i++) {
      const word = this.#words[i] ?? '';
      if (!word.startsWith(prefix)) break;
      for (const { place } of this.#byWord.get(word) ?? []) found.add(place);
    }
    return [...found].sort((a, b) => a - b);
  }

  #holders(word: string): number[] {
    return (this.#byWord.get(word) ?? []).map(({ place }) => place);
  }
}

function wordsOf(text: string): string[] {
  return tokenise(text).map(token => token.word);
}

/** A title that begins so, one with the words in a row, one that has them anywhere. */
function rank(place: number): number {
  return place === 0 ? 0 : Number.isFinite(place) ? 1 : 2;
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
