import { setTimeout } from 'node:timers/promises';

/**
 * Between the end of one learning and the start of the next pass so many times what it took: a collection that changes
 * all the time costs a twentieth of a processor, whatever its size. What was learnt before is nearly as good meanwhile.
 */
const PAUSES = 19;

/** Learns what there is to learn of a collection as a whole, and again after changes, at a measured pace. */
export class Upkeep {
  readonly #learn: () => Promise<void>;
  readonly #pauses: number;
  #settled: Promise<void> = Promise.resolve();
  #keeping = false;
  #changed = false;
  /** When the next learning may begin, in ms of `performance.now()`. */
  #next = 0;

  /** @param pauses what passes between two learnings, in times of what the first took */
  constructor(learn: () => Promise<void>, pauses = PAUSES) {
    this.#learn = learn;
    this.#pauses = pauses;
  }

  /**
   * Fulfilled when what is learnt is of the collection as it is; rejected when learning failed. The next change begins
   * again.
   */
  get settled(): Promise<void> {
    return this.#settled;
  }

  /** The collection has changed. */
  changed(): void {
    this.#changed = true;
    if (this.#keeping) return;
    this.#keeping = true;
    this.#settled = this.#keepUp().finally(() => {
      this.#keeping = false;
    });
    // Searching goes on with what was learnt before, or without; whoever waits for it is told.
    this.#settled.catch(() => undefined);
  }

  async #keepUp(): Promise<void> {
    while (this.#changed) {
      const wait = this.#next - performance.now();
      if (wait > 0) await setTimeout(wait, undefined, { ref: false });
      this.#changed = false;
      const started = performance.now();
      await this.#learn();
      this.#next = performance.now() + this.#pauses * (performance.now() - started);
    }
  }
}
