import MiniSearch from 'minisearch';
import { BM25 } from './rank/bm25.ts';
import type { Slot } from './slots.ts';

/** A paper as the index holds it: terms with a space between. */
export interface Entry {
  id: Slot;
  /** Title (as often as it weighs), abstract and authors. */
  text: string;
}

export interface Candidate {
  paper: number;
  score: number;
}

/** Terms to look for and how much each counts. */
export type WeightedTerms = ReadonlyMap<string, number>;

/** Posting lists and the score by them (BM25 over the fields), held by minisearch. */
export class Postings {
  readonly #index = new MiniSearch<Entry>({
    fields: ['text'],
    // Texts come as terms already: see analysis/.
    tokenize: text => (text === '' ? [] : text.split(' ')),
    processTerm: term => term,
    searchOptions: { bm25: { ...BM25, d: 0 }, combineWith: 'OR' },
  });

  add(entry: Entry): void {
    this.#index.add(entry);
  }

  /** Takes out an entry that is as it was when it was added. Its postings go at once, and terms without postings with them. */
  remove(entry: Entry): void {
    this.#index.remove(entry);
  }

  /** All papers in which one of the terms stands, the best first; equals in the order of the collection. */
  candidates(terms: WeightedTerms): Candidate[] {
    const found = this.#index.search([...terms.keys()].join(' '), { boostTerm: term => terms.get(term) ?? 1 });
    return found
      .map(({ id, score }): Candidate => ({ paper: placeOf(id), score }))
      .sort((a, b) => b.score - a.score || a.paper - b.paper);
  }
}

function placeOf(id: Slot): number {
  return id.place;
}
