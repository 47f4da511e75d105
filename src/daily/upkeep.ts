import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/index.ts';
import type { Occurrence } from './calendar.ts';
import type { Guilds } from './guilds.ts';
import type { Planner } from './plan.ts';
import type { Subscription } from './subscription.ts';

const HOUR_MS = 60 * 60_000;

export interface UpkeepOptions {
  store: Pick<Store, 'undo' | 'keptTexts'>;
  planner: Pick<Planner, 'pullBack'>;
  guilds: Pick<Guilds, 'tidy'>;
  nextFor: (subscription: Subscription) => Promise<Occurrence>;
  clock: Clock;
  log: Log;
}

/** Tidies up at once and every hour; the answer ends it. */
export function startUpkeep({ store, planner, guilds, nextFor, clock, log }: UpkeepOptions): () => void {
  let stopped = false;
  let cancel = () => {};

  async function tidy(): Promise<void> {
    try {
      const now = clock.now();
      await planner.pullBack(now, nextFor);
      await store.undo.forgetBefore(now);
      await store.keptTexts.forgetUnused();
      const deleted = await guilds.tidy();
      if (deleted.length > 0)
        log.info({ servers: deleted.length }, 'Settings of servers that left long ago are deleted');
    } catch (err) {
      log.warn({ err }, 'Tidying up failed; it is tried again in an hour');
    }
    if (!stopped) cancel = clock.after(HOUR_MS, tidy);
  }

  void tidy();
  return () => {
    stopped = true;
    cancel();
  };
}
