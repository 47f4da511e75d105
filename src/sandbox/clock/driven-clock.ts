import type { Clock } from '../../platform/clock.ts';

export interface DrivenClock extends Clock {
  /**
   * Moves on by `ms`, running what falls due in order; what a timer starts gets its turn before the next timer runs.
   */
  advance(ms: number): Promise<void>;
  /** Timers that have not run yet. */
  readonly waiting: number;
}

interface Timer {
  at: number;
  run: () => void;
}

/** The longest that one wait of the following clock takes, in ms: an advance may make a timer due while it waits. */
const LONGEST_WAIT_MS = 60_000;

/** 2025-01-15T12:00:00Z: a time of which no test should care. */
const DEFAULT_START = Date.UTC(2025, 0, 15, 12);

/**
 * A clock that stands still until it is told to move on.
 *
 * @param start Milliseconds since the epoch. Default: noon UTC of a winter's day.
 */
export function drivenClock(start = DEFAULT_START): DrivenClock {
  let now = start;
  const timers = new TimerQueue();
  return {
    now: () => now,
    after: (ms, run) => timers.add(now + wholeMs(ms), run),
    async advance(ms) {
      const end = now + wholeMs(ms);
      for (;;) {
        await othersTurn();
        const timer = timers.takeDue(end);
        if (!timer) break;
        now = Math.max(now, timer.at);
        timer.run();
      }
      now = Math.max(now, end);
      await othersTurn();
    },
    get waiting() {
      return timers.size;
    },
  };
}

/** A clock that runs with the system's, and can be moved on ahead of it. */
export function followingClock(): DrivenClock {
  let ahead = 0;
  const timers = new TimerQueue();
  let cancelWait = () => {};
  const now = () => Date.now() + ahead;
  const runDue = (end: number) => {
    for (let timer = timers.takeDue(end); timer; timer = timers.takeDue(end)) timer.run();
  };
  const wait = () => {
    cancelWait();
    const next = timers.next;
    if (next === undefined) return;
    const handle = setTimeout(
      () => {
        runDue(now());
        wait();
      },
      Math.min(Math.max(0, next - now()), LONGEST_WAIT_MS),
    );
    handle.unref();
    cancelWait = () => clearTimeout(handle);
  };
  return {
    now,
    after(ms, run) {
      const cancel = timers.add(now() + wholeMs(ms), run);
      wait();
      return cancel;
    },
    async advance(ms) {
      const end = now() + wholeMs(ms);
      for (;;) {
        await othersTurn();
        const timer = timers.takeDue(end);
        if (!timer) break;
        ahead += Math.max(0, timer.at - now());
        timer.run();
      }
      ahead += Math.max(0, end - now());
      await othersTurn();
      wait();
    },
    get waiting() {
      return timers.size;
    },
  };
}

/** Like the system's clock, these count in whole milliseconds; what is fed to a BigInt depends on it. */
function wholeMs(ms: number): number {
  return Math.ceil(Math.max(0, ms));
}

/** Timers by time, and among equals by age. */
class TimerQueue {
  readonly #timers: Timer[] = [];

  add(at: number, run: () => void): () => void {
    const timer = { at, run };
    this.#timers.splice(this.#timers.findLastIndex(other => other.at <= at) + 1, 0, timer);
    return () => {
      const index = this.#timers.indexOf(timer);
      if (index >= 0) this.#timers.splice(index, 1);
    };
  }

  takeDue(end: number): Timer | undefined {
    const [first] = this.#timers;
    return first && first.at <= end ? this.#timers.shift() : undefined;
  }

  get next(): number | undefined {
    return this.#timers[0]?.at;
  }

  get size(): number {
    return this.#timers.length;
  }
}

/** Resolves when promises that are ready, and input that has arrived, have been dealt with. */
async function othersTurn(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise(resolve => setImmediate(resolve));
}
