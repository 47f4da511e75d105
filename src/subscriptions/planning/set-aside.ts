import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';

/** How long what failed waits, in ms: longer each time, and at most. */
const ASIDE_MS = 1_000;
const LONGEST_ASIDE_MS = 60_000;

/** What fails by itself, while the database is well, is set aside for a while: the others go on. */
export interface Aside {
  /**
   * Runs `work` for one subscription; answers undefined when it failed, and is then set aside.
   * @throws what `probe` throws: then it is not the subscription that is out of order.
   */
  attempt<T>(id: string, work: () => Promise<T>): Promise<T | undefined>;
  /** Those that wait. */
  ids(): string[];
}

export function createAside({ clock, probe, log }: { clock: Clock; probe: () => Promise<unknown>; log: Log }): Aside {
  const failed = new Map<string, { until: number; pauseMs: number }>();
  return {
    async attempt(id, work) {
      try {
        const done = await work();
        failed.delete(id);
        return done;
      } catch (err) {
        await probe();
        const before = failed.get(id);
        if (!before)
          log.error({ err, subscription: id }, 'A subscription cannot be planned; it is tried again, the others go on');
        const pauseMs = Math.min(LONGEST_ASIDE_MS, before ? 2 * before.pauseMs : ASIDE_MS);
        failed.set(id, { until: clock.now() + pauseMs, pauseMs });
        return undefined;
      }
    },
    ids() {
      const now = clock.now();
      // A clock that was set back makes nobody wait longer.
      const waits = ({ until }: { until: number }) => until > now && until <= now + LONGEST_ASIDE_MS;
      return [...failed].filter(([, one]) => waits(one)).map(([id]) => id);
    },
  };
}
