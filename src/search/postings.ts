import MiniSearch from 'minisearch';

/** The text of a paper as the index holds it: terms with a space between. */
export interface Entry {
  /** The paper's place in the collection. */
  id: number;
  title: string;
  text: string;
  authors: string;
}

export interface Candidate {
  paper: number;
  score: number;
}

/** Terms to look for and how much each counts. */
export type WeightedTerms = ReadonlyMap<string, number>;

/** A word in the title says more of what a paper is about than one in its abstract; a name is seldom a word of the subject. */
const FIELDS = { title: 1.5, text: 1, authors: 0.5 };
/** k: how fast repetition stops to count; b: how far a long text is held against a paper; d: no floor for long texts (plain BM25). */
const BM25 = { k: 1.2, b: 0.7, d: 0 };

/** Posting lists and the score by them (BM25 over the fields), held by minisearch. */
export class Postings {
  readonly #index = new MiniSearch<Entry>({
    fields: Object.keys(FIELDS),
    // Texts come as terms already: see analysis/.
    tokenize: text => (text === '' ? [] : text.split(' ')),
    processTerm: term => term,
    searchOptions: { boost: FIELDS, bm25: BM25, combineWith: 'OR' },
  });

  add(entry: Entry): void {
    this.#index.add(entry);
  }

  /** All papers in which one of the terms stands, the best first; equals in the order of the collection. */
  candidates(terms: WeightedTerms): Candidate[] {
    const found = this.#index.search([...terms.keys()].join(' '), { boostTerm: term => terms.get(term) ?? 1 });
    return found
      .map(({ id, score }): Candidate => ({ paper: id, score }))
      .sort((a, b) => b.score - a.score || a.paper - b.paper);
  }
}
