import type { Candidate } from '../postings.ts';

export type WeighedTerms = Iterable<readonly [term: number, weight: number]>;

/** How close papers are to each other, and to what words mean together: cosines, from −1 to 1. */
export interface Latent {
  /** How close each of the papers is to the weighed terms; 0 when nothing is known of them. */
  similarities(terms: WeighedTerms, papers: readonly number[]): Float32Array;
  /** How close each of the papers is to one. */
  similaritiesTo(paper: number, papers: readonly number[]): Float32Array;
  /** The papers that are closest to the weighed terms, the closest first. */
  nearest(terms: WeighedTerms, most: number): Candidate[];
}
