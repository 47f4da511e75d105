/** Time as a parameter: the system's clock in service, a driven one in the sandbox and in tests. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `run` once, `ms` milliseconds from now by this clock; the answer cancels it. */
  after(ms: number, run: () => void): () => void;
}

/** Waits by the clock. @throws the signal's reason when it is given meanwhile. */
export async function pause(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const cancel = clock.after(ms, () => {
      signal?.removeEventListener('abort', stop);
      resolve();
    });
    function stop(): void {
      cancel();
      reject(signal?.reason);
    }
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** What time it is by another clock, in ms since the epoch; undefined where it does not say. */
export type AskTime = () => Promise<number | undefined>;

/** The longest delay that Node's timers take, in ms; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock = systemTime({ keepsAlive: false });
/**
 * The system's clock for a program that has nothing else to do while it waits: the process stays alive until what waits
 * has run.
 */
export const awakeClock = systemTime({ keepsAlive: true });

function systemTime({ keepsAlive }: { keepsAlive: boolean }): Clock {
  return {
    now: () => Date.now(),
    after(ms, run) {
      let timer: NodeJS.Timeout;
      const wait = (left: number) => {
        const step = Math.min(left, LONGEST_TIMER_MS);
        timer = setTimeout(() => (left > step ? wait(left - step) : run()), step);
        if (!keepsAlive) timer.unref();
      };
      wait(Math.max(0, ms));
      return () => clearTimeout(timer);
    },
  };
}
