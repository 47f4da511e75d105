/**
 * Vectors of one width, each component in a byte beside the largest of its vector: a quarter of the memory, and cosines
 * right to some 1/200.
 */
export interface Quantised {
  components: Int8Array;
  /** What the components of each vector are multiplied by. */
  scales: Float32Array;
}

const LARGEST = 127;

/** Puts a vector into the bytes from `at` on; returns its scale. */
export function quantise(vector: ArrayLike<number>, components: Int8Array, at: number): number {
  let most = 0;
  for (let k = 0; k < vector.length; k++) most = Math.max(most, Math.abs(vector[k] ?? 0));
  const scale = most / LARGEST || 1;
  for (let k = 0; k < vector.length; k++) components[at + k] = Math.round((vector[k] ?? 0) / scale);
  return scale;
}
