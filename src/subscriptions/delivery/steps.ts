import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';

/** After a failure, and at most, in ms. */
const RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 15_000;

/** Steps of a turn: one that fails pauses alone, for a little longer each time. */
export interface Steps {
  /** Returns what the step answers: whether it did something. False while it pauses, and when it fails. */
  run(name: string, step: () => Promise<boolean>): Promise<boolean>;
  /** Whether one pauses. */
  readonly isPausing: boolean;
}

export function createSteps({ clock, log }: { clock: Clock; log: Log }): Steps {
  const failed = new Map<string, { until: number; pauseMs: number }>();
  return {
    async run(name, step) {
      const before = failed.get(name);
      const left = before ? before.until - clock.now() : 0;
      // A clock that was set back makes nobody wait longer.
      if (left > 0 && left <= LONGEST_RETRY_MS) return false;
      try {
        const did = await step();
        if (failed.delete(name)) log.info({ step: name }, 'A step of the deliveries works again');
        return did;
      } catch (err) {
        if (!before)
          log.warn({ err, step: name }, 'A step of the deliveries failed; it is tried again, the others go on');
        const pauseMs = Math.min(LONGEST_RETRY_MS, before ? 2 * before.pauseMs : RETRY_MS);
        failed.set(name, { until: clock.now() + pauseMs, pauseMs });
        return false;
      }
    },
    get isPausing() {
      return failed.size > 0;
    },
  };
}
