import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ForwardIndex } from '../forward.ts';
import { inSlices } from '../slices.ts';
import { type TermMatrix, TermMatrixBuilder, termWeight } from './matrix.ts';
import type { Factors } from './svd.ts';
import type { Work } from './worker.ts';

/** Directions kept: from 96 to 128 all are alike on collections of some 1,400 papers. */
const MOST_DIRECTIONS = 112;
/** A small collection has fewer subjects than that; with as many directions as papers nothing would be drawn together. */
const PAPERS_PER_DIRECTION = 3;

/**
 * A space of few dimensions in which terms that are used alike lie close together, and papers near what they are about (latent semantic
 * analysis, Deerwester et al. 1990). It finds what a query means in papers that have other words for it.
 */
export class LatentSpace {
  readonly #forward: ForwardIndex;
  readonly #columnOf: Int32Array;
  readonly #factors: Factors;

  constructor(forward: ForwardIndex, columnOf: Int32Array, factors: Factors) {
    this.#forward = forward;
    this.#columnOf = columnOf;
    this.#factors = factors;
  }

  /** How close each paper is to the weighed terms: cosines, from -1 to 1; all 0 when the space knows none of them. */
  similarities(terms: Iterable<readonly [term: number, weight: number]>): Float32Array {
    const { rank, rows } = this.#factors;
    const query = this.#project(terms);
    const out = new Float32Array(this.#forward.size);
    for (let paper = 0, row = 0; paper < out.length; paper++, row += rank) {
      let sum = 0;
      for (let k = 0; k < rank; k++) sum += (rows[row + k] ?? 0) * (query[k] ?? 0);
      out[paper] = sum;
    }
    return out;
  }

  /** How close all papers are to one of them. */
  similaritiesTo(paper: number): Float32Array {
    const { rank, rows } = this.#factors;
    const own = rows.subarray(paper * rank, (paper + 1) * rank);
    const out = new Float32Array(this.#forward.size);
    for (let other = 0, row = 0; other < out.length; other++, row += rank) {
      let sum = 0;
      for (let k = 0; k < rank; k++) sum += (rows[row + k] ?? 0) * (own[k] ?? 0);
      out[other] = sum;
    }
    return out;
  }

  #project(terms: Iterable<readonly [term: number, weight: number]>): Float64Array {
    const { rank, right } = this.#factors;
    const query = new Float64Array(rank);
    for (const [term, weight] of terms) {
      const column = this.#columnOf[term] ?? -1;
      if (column < 0) continue;
      const value = weight * termWeight(this.#forward, term);
      for (let k = 0; k < rank; k++) query[k] = (query[k] ?? 0) + value * (right[column * rank + k] ?? 0);
    }
    const length = Math.sqrt(query.reduce((sum, x) => sum + x * x, 0)) || 1;
    return query.map(x => x / length);
  }
}

/**
 * Builds the space of a collection in a thread of its own.
 * @throws {Error} the worker's, when it fails; searching goes on without the space.
 */
export async function buildLatentSpace(forward: ForwardIndex): Promise<LatentSpace> {
  const builder = new TermMatrixBuilder(forward);
  await inSlices(Array(forward.size).keys(), paper => builder.add(paper));
  const { matrix, columnOf }: TermMatrix = builder.done();
  const rank = Math.min(MOST_DIRECTIONS, Math.ceil(forward.size / PAPERS_PER_DIRECTION));
  const work: Work = { matrix, rank };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: work,
    transferList: [matrix.starts.buffer, matrix.places.buffer, matrix.values.buffer],
  });
  const [factors]: Factors[] = await once(worker, 'message');
  if (!factors) throw new Error('The latent space was not built: its worker answered nothing.');
  return new LatentSpace(forward, columnOf, factors);
}
