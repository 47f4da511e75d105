/** A set of places, a bit for each. */
export class PlaceSet {
  readonly size: number;
  readonly #bits: Uint32Array;

  /** Of places from 0 up to but not including `size`. */
  constructor(size: number, places: Iterable<number> = []) {
    this.size = size;
    this.#bits = new Uint32Array(Math.ceil(size / 32));
    for (const place of places) this.add(place);
  }

  get count(): number {
    let count = 0;
    for (const bits of this.#bits) count += ones(bits);
    return count;
  }

  copy(): PlaceSet {
    const copy = new PlaceSet(this.size);
    copy.#bits.set(this.#bits);
    return copy;
  }

  add(place: number): void {
    this.#bits[place >>> 5] = (this.#bits[place >>> 5] ?? 0) | (1 << (place & 31));
  }

  /** Places as they are counted from `base` on. */
  addAll(places: Uint32Array, base = 0): void {
    for (let i = 0; i < places.length; i++) this.add(base + (places[i] ?? 0));
  }

  /** Those of a run of places from `base` on whose number is from one to another. */
  addWithin(base: number, numbers: ArrayLike<number>, from: number, to: number): void {
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i] ?? 0;
      if (number >= from && number <= to) this.add(base + i);
    }
  }

  /**
   * Those whose date is from one number to another, as {@link dateNumber} makes them; a month without a day is all of
   * its days, and a year without a month too.
   */
  addDated(base: number, dates: ArrayLike<number>, from: number, to: number): void {
    for (let i = 0; i < dates.length; i++) {
      const date = dates[i] ?? 0;
      const latest = date + (date === 0 ? 0 : date % 10_000 === 0 ? 9999 : date % 100 === 0 ? 99 : 0);
      if (latest >= from && date <= to) this.add(base + i);
    }
  }

  has(place: number): boolean {
    return (((this.#bits[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1;
  }

  and(other: PlaceSet): this {
    for (let i = 0; i < this.#bits.length; i++) this.#bits[i] = (this.#bits[i] ?? 0) & (other.#bits[i] ?? 0);
    return this;
  }

  or(other: PlaceSet): this {
    for (let i = 0; i < this.#bits.length; i++) this.#bits[i] = (this.#bits[i] ?? 0) | (other.#bits[i] ?? 0);
    return this;
  }

  /** All places that are not in it. */
  complement(): PlaceSet {
    const others = new PlaceSet(this.size);
    for (let i = 0; i < this.#bits.length; i++) others.#bits[i] = ~(this.#bits[i] ?? 0);
    const last = this.size & 31;
    const end = others.#bits.length - 1;
    if (last > 0) others.#bits[end] = (others.#bits[end] ?? 0) & ((1 << last) - 1);
    return others;
  }

  /** The place that so many places stand before that are not in it. */
  nthOther(before: number): number {
    let left = before;
    let i = 0;
    for (; i < this.#bits.length; i++) {
      const others = 32 - ones(this.#bits[i] ?? 0);
      if (left < others) break;
      left -= others;
    }
    let place = 32 * i;
    while (this.has(place) || left-- > 0) place++;
    return place;
  }

  /** All places in order: quicker than to go through them one by one. */
  list(): Uint32Array {
    const places = new Uint32Array(this.count);
    let at = 0;
    for (let i = 0; i < this.#bits.length; i++)
      for (let bits = this.#bits[i] ?? 0; bits !== 0; bits &= bits - 1)
        places[at++] = 32 * i + 31 - Math.clz32(bits & -bits);
    return places;
  }

  /** In order. */
  *[Symbol.iterator](): Generator<number> {
    for (let i = 0; i < this.#bits.length; i++) {
      for (let bits = this.#bits[i] ?? 0; bits !== 0; bits &= bits - 1) yield 32 * i + 31 - Math.clz32(bits & -bits);
    }
  }
}

/** How many bits are set (Warren: Hacker's Delight, 5-1). */
function ones(bits: number): number {
  let x = bits - ((bits >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
