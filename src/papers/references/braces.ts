/** Which brace closes which, for a whole text: asked as often as need be, it is gone through once. */
export class Braces {
  /** Places of the opening braces, ascending, and the place after the closing one of each; 0 where there is none. */
  readonly #opens: Int32Array;
  readonly #ends: Int32Array;

  constructor(text: string) {
    const opens: number[] = [];
    const ends: number[] = [];
    const pending: number[] = [];
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 123) {
        pending.push(opens.length);
        opens.push(at);
        ends.push(0);
      } else if (code === 125) {
        const opened = pending.pop();
        if (opened !== undefined) ends[opened] = at + 1;
      }
    }
    this.#opens = Int32Array.from(opens);
    this.#ends = Int32Array.from(ends);
  }

  /** The place after the brace that closes the one at this place; undefined where none does. */
  closing(open: number): number | undefined {
    let low = 0;
    let high = this.#opens.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const place = this.#opens[middle] ?? 0;
      if (place === open) return this.#ends[middle] || undefined;
      if (place < open) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }
}
