/** Numbers that grow at the end. */
export class Numbers {
  #array = new Uint32Array(64);
  length = 0;

  push(value: number): void {
    if (this.length === this.#array.length) {
      const larger = new Uint32Array(2 * this.length);
      larger.set(this.#array);
      this.#array = larger;
    }
    this.#array[this.length++] = value;
  }

  last(): number {
    return this.#array[this.length - 1] ?? 0;
  }

  /** What was pushed so far; good until the next push. */
  view(): Uint32Array {
    return this.#array.subarray(0, this.length);
  }
}
