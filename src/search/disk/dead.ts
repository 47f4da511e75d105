/** Which papers of a segment are no longer in the collection: a bit for each. */
export class Dead {
  readonly #bits: Uint32Array;
  count = 0;

  constructor(papers: number, places: Iterable<number> = []) {
    this.#bits = new Uint32Array(Math.ceil(papers / 32));
    for (const place of places) this.add(place);
  }

  has(place: number): boolean {
    return (((this.#bits[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1;
  }

  add(place: number): void {
    if (this.has(place)) return;
    this.#bits[place >>> 5] = (this.#bits[place >>> 5] ?? 0) | (1 << (place & 31));
    this.count++;
  }

  *places(): Generator<number> {
    for (let place = 0; place < 32 * this.#bits.length; place++) if (this.has(place)) yield place;
  }
}
