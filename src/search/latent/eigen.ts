export interface Eigen {
  /** The largest first. */
  values: Float64Array;
  /** One row for each value, of length 1. */
  vectors: Float64Array;
}

const MOST_SWEEPS = 30;
/** Off-diagonal size, relative to the whole, at which the matrix counts as diagonal. */
const DIAGONAL = 1e-11;

/**
 * Eigenvalues and vectors of a small symmetric matrix (row by row, `size` × `size`) by Jacobi's rotations (Golub, Van
 * Loan: Matrix Computations, 8.5).
 */
export function symmetricEigen(matrix: Float64Array, size: number): Eigen {
  const a = matrix.slice();
  const v = new Float64Array(size * size);
  for (let i = 0; i < size; i++) v[i * size + i] = 1;
  const whole = Math.sqrt(a.reduce((sum, x) => sum + x * x, 0));
  for (let sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a, size) > DIAGONAL * whole; sweep++) {
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, v, size, p, q);
  }
  const order = Array.from({ length: size }, (_, i) => i).sort((i, j) => diagonal(a, size, j) - diagonal(a, size, i));
  return {
    values: Float64Array.from(order, i => diagonal(a, size, i)),
    vectors: Float64Array.from(
      { length: size * size },
      (_, i) => v[(order[Math.floor(i / size)] ?? 0) * size + (i % size)] ?? 0,
    ),
  };
}

function diagonal(a: Float64Array, size: number, i: number): number {
  return a[i * size + i] ?? 0;
}

function offDiagonal(a: Float64Array, size: number): number {
  let squares = 0;
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) squares += 2 * (a[i * size + j] ?? 0) ** 2;
  return Math.sqrt(squares);
}

/** Turns the plane of p and q so that the entry (p, q) becomes 0. `v` keeps the turns, a vector a row. */
function rotate(a: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q] ?? 0;
  if (apq === 0) return;
  const theta = (diagonal(a, size, q) - diagonal(a, size, p)) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (let i = 0; i < size; i++) turnPair(a, i * size + p, i * size + q, c, s);
  for (let i = 0; i < size; i++) turnPair(a, p * size + i, q * size + i, c, s);
  for (let i = 0; i < size; i++) turnPair(v, p * size + i, q * size + i, c, s);
}

function turnPair(m: Float64Array, x: number, y: number, c: number, s: number): void {
  const mx = m[x] ?? 0;
  const my = m[y] ?? 0;
  m[x] = c * mx - s * my;
  m[y] = s * mx + c * my;
}
