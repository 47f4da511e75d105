import { tokenise } from './analysis/tokens.ts';

/** The titles made ready for typing: which begin so, which hold these words. */
export class Titles {
  readonly #folded: string[] = [];
  readonly #byWord = new Map<string, number[]>();
  #sorted: string[] | undefined;

  /** Takes the title of the next paper. */
  add(title: string): void {
    const words = wordsOf(title);
    const paper = this.#folded.push(` ${words.join(' ')}`) - 1;
    for (const word of new Set(words)) {
      const papers = this.#byWord.get(word);
      if (papers) papers.push(paper);
      else this.#byWord.set(word, [paper]);
    }
    this.#sorted = undefined;
  }

  /** Papers in whose title all typed words stand, the last of them perhaps unfinished; titles that begin so come first, then those with the words in a row. */
  typed(text: string, limit: number): number[] {
    const words = wordsOf(text);
    const last = words.at(-1);
    if (last === undefined) return [];
    let papers = this.#beginning(last);
    for (const word of words.slice(0, -1)) {
      const holders = new Set(this.#byWord.get(word));
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
    const phrase = ` ${wordsOf(text).join(' ')}`;
    const first = wordsOf(text).at(0);
    if (first === undefined) return [];
    const holders = wordsOf(text).length > 1 ? (this.#byWord.get(first) ?? []) : this.#beginning(first);
    return holders.filter(paper => this.#folded[paper]?.startsWith(phrase));
  }

  /** Papers with a word in the title that begins so, in the order of the collection. */
  #beginning(prefix: string): number[] {
    this.#sorted ??= [...this.#byWord.keys()].sort();
    const found = new Set<number>();
    for (let i = firstAtLeast(this.#sorted, prefix); i < this.#sorted.length; i++) {
      const word = this.#sorted[i] ?? '';
      if (!word.startsWith(prefix)) break;
      for (const paper of this.#byWord.get(word) ?? []) found.add(paper);
    }
    return [...found].sort((a, b) => a - b);
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
