import type { ForwardIndex } from '../forward.ts';
import { termWeight } from './matrix.ts';
import type { Factors } from './svd.ts';

/** From terms to their place in a space of few dimensions. */
export class Projection {
  readonly #forward: ForwardIndex;
  readonly #columnOf: ReadonlyMap<string, number>;
  readonly #rank: number;
  readonly #right: Float32Array;

  /** @param columnOf the column of each term in the matrix that the factors are of */
  constructor(
    forward: ForwardIndex,
    columnOf: ReadonlyMap<string, number>,
    { rank, right }: Pick<Factors, 'rank' | 'right'>,
  ) {
    this.#forward = forward;
    this.#columnOf = columnOf;
    this.#rank = rank;
    this.#right = right;
  }

  /**
   * Where weighed terms lie: a vector of length 1, or of zeros when the space knows none of them. `weight`: beside the
   * rarity of the term.
   */
  of(terms: Iterable<readonly [term: number, weight: number]>): Float64Array {
    const sum = new Float64Array(this.#rank);
    for (const [term, weight] of terms) {
      const column = this.#columnOf.get(this.#forward.termOf(term));
      if (column === undefined) continue;
      const value = weight * termWeight(this.#forward, term);
      for (let k = 0, at = column * this.#rank; k < sum.length; k++, at++) {
        sum[k] = (sum[k] ?? 0) + value * (this.#right[at] ?? 0);
      }
    }
    const length = Math.sqrt(sum.reduce((squares, x) => squares + x * x, 0)) || 1;
    return sum.map(x => x / length);
  }
}
