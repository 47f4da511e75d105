import { saturation } from '../rank/bm25.ts';

/** Counts and lengths below these are looked up; nearly all are. */
const COUNTS = 64;
const LENGTHS = 1024;

/**
 * The saturations of all usual counts in texts of all usual lengths: to look one up takes a fraction of a division. 256
 * KB.
 */
export class Saturations {
  /** What a length is multiplied by to be relative to the average. */
  readonly shorter: number;
  readonly #table = new Float32Array(COUNTS * LENGTHS);

  constructor(shorter: number) {
    this.shorter = shorter;
    for (let count = 0; count < COUNTS; count++)
      for (let length = 0; length < LENGTHS; length++)
        this.#table[count * LENGTHS + length] = saturation(count, length * shorter);
  }

  of(count: number, length: number): number {
    return count < COUNTS && length < LENGTHS
      ? (this.#table[count * LENGTHS + length] ?? 0)
      : saturation(count, length * this.shorter);
  }
}

/** The latest is kept: it holds until papers come or go. */
let latest = new Saturations(1);

export function saturationsFor(shorter: number): Saturations {
  if (latest.shorter !== shorter) latest = new Saturations(shorter);
  return latest;
}
