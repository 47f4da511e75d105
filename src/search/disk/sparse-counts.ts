import { KeySlots } from './key-slots.ts';
import { Numbers } from './numbers.ts';

/** Counts by key, of few of very many keys. To be asked once. */
export class SparseCounts {
  readonly #slots = new KeySlots();
  readonly #counts = new Numbers();

  add(key: number, amount: number): void {
    this.#counts.add(this.#slots.of(key), amount);
  }

  /** Each key that has a count, in order, and its count, one after the other. Nothing is counted afterwards. */
  done(): Uint32Array {
    const counted = this.#slots.inOrder().filter(slot => this.#counts.at(slot) > 0);
    const pairs = new Uint32Array(2 * counted.length);
    counted.forEach((slot, i) => {
      pairs[2 * i] = this.#slots.keys.at(slot);
      pairs[2 * i + 1] = this.#counts.at(slot);
    });
    this.#slots.release();
    return pairs;
  }
}
