import type { Clock } from '../../src/platform/clock.ts';

export interface SteppedClock extends Clock {
  /** It is this late now, all at once; what fell due meanwhile runs, the earliest first. */
  step(to: number): Promise<void>;
}

/** Time as a process has it that may be stopped: when it goes on, much falls due at the same moment. */
export function steppedClock(start: number): SteppedClock {
  let now = start;
  let timers: { at: number; run: () => void }[] = [];
  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + Math.ceil(Math.max(0, ms)), run };
      timers.push(timer);
      return () => {
        timers = timers.filter(other => other !== timer);
      };
    },
    async step(to) {
      now = Math.max(now, to);
      for (;;) {
        await new Promise(resolve => setImmediate(resolve));
        const due = timers.filter(({ at }) => at <= now);
        const [first] = due.sort((one, other) => one.at - other.at);
        if (!first) return;
        timers = timers.filter(other => other !== first);
        first.run();
      }
    },
  };
}
