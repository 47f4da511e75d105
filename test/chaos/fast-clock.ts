import type { Clock } from '../../src/platform/clock.ts';

/** Time that runs `speed` times as fast as the system's, in step in every process that is told the same start. */
export interface FastTime {
  /** Ms since the epoch, of the fast clock at `origin`. */
  start: number;
  /** Ms since the epoch, of the system's clock. */
  origin: number;
  speed: number;
}

export function fastClock({ start, origin, speed }: FastTime): Clock {
  return {
    now: () => start + Math.round((Date.now() - origin) * speed),
    after(ms, run) {
      const timer = setTimeout(run, Math.max(0, ms) / speed);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}
