/**
 * Which lists of numbers were read last, and where they are in a room that is filled again and again. No object lives
 * for it from query to query: such objects are moved to where garbage is seldom collected, hundreds of MB of them.
 */
export class Kept {
  readonly #size: number;
  /** By key, where its list begins. */
  readonly #starts = new Map<number, number>();
  #used = 0;

  constructor(size: number) {
    this.#size = size;
  }

  /** Undefined when the list of the key is not there. */
  startOf(key: number): number | undefined {
    return this.#starts.get(key);
  }

  /**
   * Where there is room for the list of a key; when it is full, all others are forgotten. `length`: at most the size.
   */
  make(key: number, length: number): number {
    if (this.#used + length > this.#size) this.forget();
    const start = this.#used;
    this.#starts.set(key, start);
    this.#used += length;
    return start;
  }

  forget(): void {
    this.#starts.clear();
    this.#used = 0;
  }
}
