import { Numbers } from './numbers.ts';

/** As long as the largest key, and all zeros: kept, for a vocabulary is large and a few papers have little of it. */
let spare: Uint32Array | undefined;

/**
 * Gives each key that comes up a slot, from 0 in the order in which they come: tables are then as long as what is in
 * use, and not as all words there ever were. To be released in the end.
 */
export class KeySlots {
  /** By slot. */
  readonly keys = new Numbers();
  /** One more than the slot of each key; 0 for none. */
  #slots: Uint32Array;

  constructor() {
    this.#slots = spare ?? new Uint32Array(1024);
    spare = undefined;
  }

  get count(): number {
    return this.keys.length;
  }

  of(key: number): number {
    if (key >= this.#slots.length) this.#grow(key + 1);
    const known = this.#slots[key] ?? 0;
    if (known > 0) return known - 1;
    this.keys.push(key);
    this.#slots[key] = this.keys.length;
    return this.keys.length - 1;
  }

  /** All slots, in the order of their keys. */
  inOrder(): Uint32Array {
    return this.keys
      .view()
      .slice()
      .sort()
      .map(key => (this.#slots[key] ?? 1) - 1);
  }

  release(): void {
    for (const key of this.keys.view()) this.#slots[key] = 0;
    spare = this.#slots;
  }

  #grow(least: number): void {
    const larger = new Uint32Array(Math.max(least, Math.ceil(1.25 * this.#slots.length)));
    larger.set(this.#slots);
    this.#slots = larger;
  }
}
