import { localDate, type Occurrence } from '../../calendar/occurrences.ts';
import type { Subscription } from '../../model/subscription.ts';
import type { Log } from '../../platform/log.ts';
import type { Store } from '../../store/index.ts';
import type { Planner } from '../planning/planner.ts';

export interface CorrectionOptions {
  store: Pick<Store, 'corrections' | 'undo'>;
  planner: Pick<Planner, 'pullBack'>;
  nextFor: (subscription: Subscription, now: number) => Promise<Occurrence>;
  catchUpMs: number;
  log: Log;
}

/**
 * Puts right what was written by a clock that was ahead, as if that had not been: occurrences of the future are planned
 * again, and what was left out for being late comes after all. A post that came before its day counts as an extra one.
 * Nothing here depends on the clock being right now: when a post came is known from Discord, and a date has one post
 * whatever the time is.
 */
export function createCorrection({ store, planner, nextFor, catchUpMs, log }: CorrectionOptions) {
  const { corrections, undo } = store;

  async function countEarlyAsExtra(now: number): Promise<number> {
    let extra = 0;
    for (const { deliveryId, date, timeZone, sentAt } of await corrections.sentEarly(now)) {
      if (localDate(sentAt, timeZone) >= date) continue;
      await corrections.makeExtra(deliveryId, now);
      extra += 1;
    }
    return extra;
  }

  /** Returns whether there was anything. */
  return async (now: number, turnedBack: boolean): Promise<boolean> => {
    await undo.forgetBefore(now);
    await corrections.shortenWaits(now, turnedBack);
    const forgotten = await corrections.forgetAhead(now);
    const extra = await countEarlyAsExtra(now);
    const reopened = await corrections.reopenMissed(now - catchUpMs, now);
    const pulledBack = await planner.pullBack(now, one => nextFor(one, now));
    if (forgotten + extra + reopened + pulledBack === 0) return false;
    log.warn(
      { forgotten, extra, reopened, pulledBack },
      'Occurrences that were planned while the clock was wrong are planned again',
    );
    return true;
  };
}
