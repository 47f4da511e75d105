/** A number for each key, 0 to begin with. */
export class Counts {
  #array = new Uint32Array(1024);

  of(key: number): number {
    return this.#array[key] ?? 0;
  }

  add(key: number, amount: number): void {
    this.set(key, this.of(key) + amount);
  }

  set(key: number, value: number): void {
    if (key >= this.#array.length) {
      const larger = new Uint32Array(Math.max(key + 1, Math.ceil(1.5 * this.#array.length)));
      larger.set(this.#array);
      this.#array = larger;
    }
    this.#array[key] = value;
  }

  /** Each key that has one, and its number, one after the other. */
  pairs(): Uint32Array {
    const pairs = new Uint32Array(2 * this.#array.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0));
    let at = 0;
    this.#array.forEach((count, key) => {
      if (count === 0) return;
      pairs[at++] = key;
      pairs[at++] = count;
    });
    return pairs;
  }
}
