import type { ForwardIndex, PaperTerms } from '../forward.ts';
import { largest } from '../largest.ts';
import type { Candidate } from '../postings.ts';
import type { Latent, WeighedTerms } from './latent.ts';
import { termUses } from './matrix.ts';
import type { Projection } from './projection.ts';
import type { RowStore } from './rows.ts';

export interface SpaceParts {
  projection: Projection;
  rows: RowStore;
  rowOf: Map<PaperTerms, number>;
}

/**
 * A space of few dimensions in which terms that are used alike lie close together, and papers near what they are about
 * (latent semantic analysis, Deerwester et al. 1990). It finds what a query means in papers that have other words for
 * it. Papers that come after it was made are folded in (Berry, Dumais, O'Brien 1995): they lie where their terms do,
 * and move nothing else.
 */
export class LatentSpace implements Latent {
  readonly #forward: ForwardIndex;
  readonly #projection: Projection;
  readonly #rows: RowStore;
  /** The row of each paper, by place. */
  readonly #rowOf: number[];

  /** The space of the collection as it is. `rowOf` may lack papers of the collection, and have some that went. */
  constructor(forward: ForwardIndex, { projection, rows, rowOf }: SpaceParts) {
    this.#forward = forward;
    this.#projection = projection;
    this.#rows = rows;
    const gone = new Map(rowOf);
    for (const paper of forward.papers) gone.delete(paper);
    for (const row of gone.values()) rows.free(row);
    this.#rowOf = forward.papers.map(paper => rowOf.get(paper) ?? this.#fold(paper));
  }

  /** Takes in the paper that has come last. */
  add(): void {
    const paper = this.#forward.papers.at(-1);
    if (paper) this.#rowOf.push(this.#fold(paper));
  }

  /** Takes a paper out; those after it move up. */
  remove(place: number): void {
    for (const row of this.#rowOf.splice(place, 1)) this.#rows.free(row);
  }

  similarities(terms: WeighedTerms, papers: readonly number[]): Float32Array {
    return this.#rows.products(this.#rowsOf(papers), Float32Array.from(this.#projection.of(terms)));
  }

  similaritiesTo(paper: number, papers: readonly number[]): Float32Array {
    return this.#rows.products(this.#rowsOf(papers), this.#rows.at(this.#rowOf[paper] ?? 0));
  }

  nearest(terms: WeighedTerms, most: number): Candidate[] {
    const closeness = this.#rows.products(this.#rowOf, Float32Array.from(this.#projection.of(terms)));
    return largest(closeness, most).map(paper => ({ paper, score: closeness[paper] ?? 0 }));
  }

  #rowsOf(papers: readonly number[]): number[] {
    return papers.map(paper => this.#rowOf[paper] ?? 0);
  }

  #fold(paper: PaperTerms): number {
    return this.#rows.add(this.#projection.of(termUses(this.#forward, paper)));
  }
}
