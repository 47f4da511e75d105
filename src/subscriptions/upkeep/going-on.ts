import { isKnownZone, lastOccurrence, type Occurrence } from '../../calendar/occurrences.ts';
import { RESUMES_ITSELF, type Subscription } from '../../model/subscription.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Store } from '../../store/index.ts';

export interface GoingOnOptions {
  store: Pick<Store, 'pauses' | 'subscriptions'>;
  nextOf: (subscription: Subscription) => Promise<Occurrence | undefined>;
  /** What came due longer ago does not come any more. */
  catchUpMs: number;
  onResumed: () => void;
  clock: Pick<Clock, 'now'>;
  log: Log;
}

/** What the bot paused goes on: with what came due meanwhile and may still come, else with what comes next. */
export function createGoingOn({ store, nextOf, catchUpMs, onResumed, clock, log }: GoingOnOptions) {
  return async function goOn(subscription: Subscription): Promise<void> {
    const { id, schedule, paused } = subscription;
    const now = clock.now();
    const since = now - catchUpMs;
    // What a person paused, or must put right here, goes on with what comes next.
    const byItself = paused !== undefined && RESUMES_ITSELF.includes(paused.reason);
    const caughtUp = byItself && subscription.kind !== 'at-once' && isKnownZone(schedule.timeZone);
    const which = subscription.kind === 'club' ? ({ all: true, now } as const) : { since, now };
    const reopened = caughtUp && (await store.pauses.reopen(id, which));
    const missed =
      caughtUp && subscription.kind !== 'club' && lastOccurrence(schedule, now, Math.max(since, paused?.at ?? now));
    const isFree = missed && !reopened && !(await store.subscriptions.datesFrom(id, missed.date)).has(missed.date);
    await store.subscriptions.resume(id, isFree ? missed : await nextOf(subscription));
    log.info({ subscription: id, reason: paused?.reason }, 'A subscription goes on');
    onResumed();
  };
}
