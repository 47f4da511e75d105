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

  /** Adds to one of the numbers, or to a 0 behind them. */
  add(place: number, amount: number): void {
    this.set(place, (place < this.length ? this.at(place) : 0) + amount);
  }

  /** Puts a number in the place of another, or behind all. */
  set(place: number, value: number): void {
    if (place === this.length) this.push(value);
    else this.#array[place] = value;
  }

  at(place: number): number {
    return this.#array[place] ?? 0;
  }

  last(): number {
    return this.#array[this.length - 1] ?? 0;
  }

  /** What was pushed so far; good until the next push. */
  view(): Uint32Array {
    return this.#array.subarray(0, this.length);
  }
}
