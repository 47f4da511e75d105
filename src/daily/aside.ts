import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

/** How long what failed waits, in ms, so that nothing else waits for it. */
const ASIDE_MS = 10 * 60_000;

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
  const until = new Map<string, number>();
  return {
    async attempt(id, work) {
      try {
        return await work();
      } catch (error) {
        await probe();
        until.set(id, clock.now() + ASIDE_MS);
        log.error({ err: error, subscription: id }, 'A subscription cannot be planned; it is tried again in a while');
        return undefined;
      }
    },
    ids() {
      const now = clock.now();
      // A clock that was set back makes nobody wait for longer.
      for (const [id, end] of until) if (end <= now || end > now + ASIDE_MS) until.delete(id);
      return [...until.keys()];
    },
  };
}
