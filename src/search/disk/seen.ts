/** 2²⁶ bits, 8 MB: of the names of a million papers some 6 in 100 are taken for known although they are not. */
const BITS = 26;

/** Whether a name may have been met: a set of hashes that sometimes says yes for nothing, and never no for nothing. */
export class Seen {
  readonly #bits = new Uint32Array(2 ** (BITS - 5));

  add(hash: number): void {
    const bit = hash >>> (32 - BITS);
    this.#bits[bit >>> 5] = (this.#bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }

  has(hash: number): boolean {
    const bit = hash >>> (32 - BITS);
    return (((this.#bits[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 1;
  }
}
