/**
 * Remembers what was asked for last: the latest `most` entries at least, twice as many at most. Cheaper than to keep
 * them in order, and unlike forgetting everything when full it never has to begin again.
 */
export class Recent<K, V> {
  readonly #most: number;
  readonly #sizeOf: (key: K) => number;
  #young = new Map<K, V>();
  #old = new Map<K, V>();
  /** Of the young ones. */
  #size = 0;

  /**
   * @param sizeOf how much of `most` an entry takes; where keys may be long, their characters. What is larger than
   * `most` is not remembered.
   */
  constructor(most: number, sizeOf: (key: K) => number = () => 1) {
    this.#most = most;
    this.#sizeOf = sizeOf;
  }

  get(key: K): V | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: K, value: V): void {
    const size = this.#sizeOf(key);
    if (size > this.#most) return;
    if (this.#size + size > this.#most) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#size = 0;
    }
    if (!this.#young.has(key)) this.#size += size;
    this.#young.set(key, value);
  }
}
