import type { Clock } from '../../platform/clock.ts';

/**
 * Changes that come within this time of each other, in ms, go into one message: an import brings its papers page by
 * page.
 */
const QUIET_MS = 60_000;
/** And no news waits longer than this, in ms, for a collection to come to rest. */
const LONGEST_WAIT_MS = 10 * 60_000;

/** When to look for news that is sent at once: when the collection has come to rest after a change. */
export interface Debounce {
  /** The collection has changed. */
  changed(): void;
  /** Ms since the epoch; never (infinity) while nothing has changed since the last look. */
  readonly dueAt: number;
  /**
   * Looks, unless it is not yet time; if looking fails or leaves something, it is still due. Returns whether it looked.
   */
  look(whole: () => Promise<boolean>): Promise<boolean>;
}

/** At the start something may have changed while nobody looked. */
export function createDebounce(clock: Clock): Debounce {
  let first: number | undefined = clock.now();
  let last = first;
  return {
    changed() {
      last = clock.now();
      first ??= last;
    },
    get dueAt() {
      return first === undefined ? Number.POSITIVE_INFINITY : Math.min(last + QUIET_MS, first + LONGEST_WAIT_MS);
    },
    async look(whole) {
      if (clock.now() < this.dueAt) return false;
      const before = first;
      first = undefined;
      let done = false;
      try {
        done = await whole();
      } finally {
        if (!done) first = before;
      }
      return true;
    },
  };
}
