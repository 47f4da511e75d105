import { type ForwardIndex, TITLE_WEIGHT } from '../forward.ts';

/** A sparse matrix by rows: the entries of row r are those from `starts[r]` to `starts[r + 1]`. */
export interface SparseMatrix {
  rows: number;
  columns: number;
  starts: Uint32Array<ArrayBuffer>;
  /** The column of each entry. */
  places: Uint32Array<ArrayBuffer>;
  values: Float32Array<ArrayBuffer>;
}

export interface TermMatrix {
  /** A row for each paper, of length 1 (or 0 for a paper without shared terms); a column for each term that two papers share. */
  matrix: SparseMatrix;
  /** The column of each term by its number; -1 where it has none. */
  columnOf: Int32Array;
}

/**
 * The rarity of a term counts more than in BM25: measured on the three test collections, powers from 1.3 to 2 are alike, and 1 is worse.
 */
const RARITY_POWER = 1.5;

/** How much one use of a term counts. */
export function termWeight(forward: ForwardIndex, term: number): number {
  return Math.log(1 + forward.size / forward.documentFrequency(term)) ** RARITY_POWER;
}

/** Papers and the terms they share, weighed by (1 + ln count) · rarity; the steps are for {@link inSlices}. */
export class TermMatrixBuilder {
  readonly #forward: ForwardIndex;
  readonly #columnOf: Int32Array;
  readonly #starts = [0];
  readonly #places: number[] = [];
  readonly #values: number[] = [];
  #columns = 0;

  constructor(forward: ForwardIndex) {
    this.#forward = forward;
    this.#columnOf = new Int32Array(forward.termCount + 1).fill(-1);
  }

  /** Takes the next paper. */
  add(paper: number): void {
    const counts = new Map<number, number>();
    for (const term of this.#forward.title(paper)) counts.set(term, (counts.get(term) ?? 0) + TITLE_WEIGHT);
    for (const term of this.#forward.text(paper)) counts.set(term, (counts.get(term) ?? 0) + 1);
    const entries: { column: number; value: number }[] = [];
    let squares = 0;
    for (const [term, count] of counts) {
      if (term === 0 || this.#forward.documentFrequency(term) < 2) continue;
      const value = (1 + Math.log(count)) * termWeight(this.#forward, term);
      squares += value * value;
      entries.push({ column: this.#column(term), value });
    }
    const length = Math.sqrt(squares) || 1;
    for (const { column, value } of entries) {
      this.#places.push(column);
      this.#values.push(value / length);
    }
    this.#starts.push(this.#places.length);
  }

  done(): TermMatrix {
    return {
      matrix: {
        rows: this.#starts.length - 1,
        columns: this.#columns,
        starts: Uint32Array.from(this.#starts),
        places: Uint32Array.from(this.#places),
        values: Float32Array.from(this.#values),
      },
      columnOf: this.#columnOf,
    };
  }

  #column(term: number): number {
    const known = this.#columnOf[term] ?? -1;
    if (known >= 0) return known;
    this.#columnOf[term] = this.#columns;
    return this.#columns++;
  }
}
