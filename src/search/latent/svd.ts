import { symmetricEigen } from './eigen.ts';
import type { SparseMatrix } from './matrix.ts';

export interface Factors {
  rank: number;
  /** Right singular vectors, one row of `rank` numbers for each column of the matrix. */
  right: Float32Array<ArrayBuffer>;
  /** The rows of the matrix in the space of the right singular vectors, each of length 1 (or 0). */
  rows: Float32Array<ArrayBuffer>;
}

/** More directions than asked for are followed, so that the last ones asked for are exact enough. */
const OVERSAMPLING = 16;
/** Each round separates strong directions from weak ones; after the third nothing changes in the ranking. */
const ROUNDS = 3;

/**
 * The best approximation of a matrix by few directions: truncated singular value decomposition by randomised subspace
 * iteration (Halko, Martinsson, Tropp 2011, algorithms 4.4 and 5.1). The start is seeded: the same matrix always gives
 * the same factors.
 */
export function truncatedSvd(matrix: SparseMatrix, wanted: number): Factors {
  const width = Math.min(wanted + OVERSAMPLING, matrix.rows, matrix.columns);
  const rank = Math.min(wanted, width);
  let basis = noise(matrix, width);
  for (let round = 0; round < ROUNDS; round++) {
    orthonormalise(basis, width);
    basis = times(matrix, transposedTimes(matrix, basis, width), width);
  }
  orthonormalise(basis, width);
  const projected = transposedTimes(matrix, basis, width);
  const { values, vectors } = symmetricEigen(gram(projected, width), width);
  const right = turn(projected, width, rank, values, vectors);
  return { rank, right, rows: unitRows(times(matrix, right, rank), rank) };
}

/** matrix · dense, the dense one with `width` numbers a row. */
function times(
  { rows, starts, places, values }: SparseMatrix,
  dense: Float32Array,
  width: number,
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const to = row * width;
    for (let entry = at(starts, row); entry < at(starts, row + 1); entry++) {
      addScaled(out, to, dense, at(places, entry) * width, at(values, entry), width);
    }
  }
  return out;
}

/** matrixᵀ · dense. */
function transposedTimes(
  { rows, columns, starts, places, values }: SparseMatrix,
  dense: Float32Array,
  width: number,
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(columns * width);
  for (let row = 0; row < rows; row++) {
    const from = row * width;
    for (let entry = at(starts, row); entry < at(starts, row + 1); entry++) {
      addScaled(out, at(places, entry) * width, dense, from, at(values, entry), width);
    }
  }
  return out;
}

function addScaled(
  out: Float32Array,
  to: number,
  source: Float32Array,
  from: number,
  factor: number,
  width: number,
): void {
  for (let j = 0; j < width; j++) out[to + j] = at(out, to + j) + factor * at(source, from + j);
}

/** denseᵀ · dense, `width` × `width`. */
function gram(dense: Float32Array, width: number): Float64Array {
  const out = new Float64Array(width * width);
  for (let row = 0; row < dense.length; row += width) {
    for (let i = 0; i < width; i++) {
      const value = at(dense, row + i);
      if (value === 0) continue;
      for (let j = 0; j <= i; j++) out[i * width + j] = at(out, i * width + j) + value * at(dense, row + j);
    }
  }
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) out[j * width + i] = at(out, i * width + j);
  return out;
}

/**
 * Makes the columns orthogonal and of length 1, in place (Cholesky QR, twice for accuracy); dependent columns become 0.
 */
function orthonormalise(dense: Float32Array, width: number): void {
  for (let pass = 0; pass < 2; pass++) {
    const lower = cholesky(gram(dense, width), width);
    for (let row = 0; row < dense.length; row += width) {
      for (let i = 0; i < width; i++) {
        let value = at(dense, row + i);
        for (let j = 0; j < i; j++) value -= at(lower, i * width + j) * at(dense, row + j);
        const pivot = at(lower, i * width + i);
        dense[row + i] = pivot === 0 ? 0 : value / pivot;
      }
    }
  }
}

/** Relative size below which a column is nothing but rounding of those before it (single precision has 7 digits). */
const DEPENDENT = 1e-10;

function cholesky(gramian: Float64Array, width: number): Float64Array {
  const lower = new Float64Array(width * width);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = at(gramian, i * width + j);
      for (let k = 0; k < j; k++) sum -= at(lower, i * width + k) * at(lower, j * width + k);
      const pivot = at(lower, j * width + j);
      if (i > j) lower[i * width + j] = pivot === 0 ? 0 : sum / pivot;
      else lower[i * width + i] = sum > DEPENDENT * at(gramian, i * width + i) ? Math.sqrt(sum) : 0;
    }
  }
  return lower;
}

/** projected · vectors / singular values: the right singular vectors, the strongest first. */
function turn(
  projected: Float32Array,
  width: number,
  rank: number,
  values: Float64Array,
  vectors: Float64Array,
): Float32Array<ArrayBuffer> {
  const rows = projected.length / Math.max(1, width);
  const out = new Float32Array(rows * rank);
  const strongest = Math.max(at(values, 0), 0);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < rank; k++) {
      const square = at(values, k);
      if (square <= strongest * 1e-12) continue;
      let sum = 0;
      for (let j = 0; j < width; j++) sum += at(projected, row * width + j) * at(vectors, k * width + j);
      out[row * rank + k] = sum / Math.sqrt(square);
    }
  }
  return out;
}

function unitRows(dense: Float32Array<ArrayBuffer>, width: number): Float32Array<ArrayBuffer> {
  for (let row = 0; row < dense.length; row += width) {
    let squares = 0;
    for (let j = 0; j < width; j++) squares += at(dense, row + j) ** 2;
    const length = Math.sqrt(squares) || 1;
    for (let j = 0; j < width; j++) dense[row + j] = at(dense, row + j) / length;
  }
  return dense;
}

/**
 * Numbers between -1 and 1 for each row, from a seed that what stands in the row gives (Mulberry32): its place among
 * the others changes nothing.
 */
function noise(matrix: SparseMatrix, width: number): Float32Array<ArrayBuffer> {
  const numbers = new Float32Array(matrix.rows * width);
  for (let row = 0; row < matrix.rows; row++) {
    let state = seedOf(matrix, row);
    for (let i = 0; i < width; i++) {
      state = (state + 0x6d2b79f5) | 0;
      numbers[row * width + i] = mixed(state) / 2 ** 31 - 1;
    }
  }
  return numbers;
}

/** So coarse that rounding, which depends on the order of a sum, hardly ever changes it. */
const STEPS = 4096;

/** The columns have no order that stays, so the values are added up. */
function seedOf({ starts, values }: SparseMatrix, row: number): number {
  let seed = 0x9e3779b9;
  for (let entry = at(starts, row); entry < at(starts, row + 1); entry++)
    seed = (seed + mixed(Math.round(at(values, entry) * STEPS))) | 0;
  return seed;
}

function mixed(state: number): number {
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return (t ^ (t >>> 14)) >>> 0;
}

function at(array: Float32Array | Float64Array | Uint32Array, place: number): number {
  return array[place] ?? 0;
}
