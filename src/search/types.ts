import type { Paper } from '../papers/paper.ts';

/** A piece of text and whether it is to be marked (a matching word). The texts of a snippet joined are a piece of the original. */
export interface Span {
  text: string;
  marked: boolean;
}

export interface SearchOptions {
  /** How many hits are returned; default 10. `total` counts all of them. */
  limit?: number;
  /** How many of the best hits are passed over (paging); default 0. */
  offset?: number;
}

export interface Hit {
  paper: Paper;
  /** Higher is better; comparable only within one answer. */
  score: number;
  /** The sentence of the abstract that fits the query best, at most about 240 characters. */
  snippet: Span[];
}

/** An identifier in the query that names a paper outside the collection. */
export interface UnknownIdentifier {
  kind: 'arxiv' | 'doi' | 'id';
  value: string;
  /** Where the paper can be read; missing for an id of Offprint's own. */
  url?: string;
}

export interface SearchAnswer {
  hits: Hit[];
  /** All papers that match, not only those in `hits`. */
  total: number;
  /** Set (with no hits) when the query names a paper that the collection does not have. */
  unknown?: UnknownIdentifier;
}

export interface Suggestion {
  id: string;
  title: string;
}

export interface Related {
  paper: Paper;
  score: number;
  /** Words or phrases that both papers share, the most telling first. */
  shared: string[];
}

/** The collection made searchable. Every string of any length is a valid query; nothing here throws for what a person typed. */
export interface SearchIndex {
  /** Number of papers. */
  readonly size: number;
  /**
   * Fulfilled when nothing changes in the ranking any more: a moment after the start the latent space joins it. Rejected when that could not be
   * built; searching then goes on without it.
   */
  readonly settled: Promise<void>;
  /** All papers in the order of the collection file. */
  readonly papers: readonly Paper[];
  get(id: string): Paper | undefined;
  search(query: string, options?: SearchOptions): SearchAnswer;
  /** Titles for autocompletion, best first; with nothing typed, the newest papers. `limit` at most 25. */
  suggest(typed: string, limit?: number): Suggestion[];
  /** Papers like this one, without itself. */
  related(id: string, limit?: number): Related[];
  /** The one paper that the text names (id, arXiv id or link, DOI, whole title), else what the best match is. */
  resolve(text: string): Resolution;
}

export type Resolution =
  | { kind: 'exact'; paper: Paper }
  | { kind: 'best'; paper: Paper }
  | { kind: 'unknown'; unknown: UnknownIdentifier }
  | { kind: 'none' };
