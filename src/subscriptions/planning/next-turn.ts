import { isKnownZone, localDate, type Occurrence } from '../../calendar/occurrences.ts';
import type { Subscription } from '../../model/subscription.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Store } from '../../store/index.ts';
import { firstFree } from './planner.ts';

export interface NextTurn {
  /** The next occurrence of a schedule on a date that has no delivery yet. */
  nextFor(subscription: Pick<Subscription, 'id' | 'schedule'>, now?: number): Promise<Occurrence>;
  /** When a subscription comes up next, as its kind has it; undefined for one that waits for news. */
  nextOf(subscription: Subscription): Promise<Occurrence | undefined>;
}

export function createNextTurn(
  { subscriptions }: { subscriptions: Pick<Store['subscriptions'], 'datesFrom'> },
  clock: Pick<Clock, 'now'>,
): NextTurn {
  const nextFor = async ({ id, schedule }: Pick<Subscription, 'id' | 'schedule'>, now = clock.now()) => {
    // It comes up at once and is paused, and whoever set it up is told.
    if (!isKnownZone(schedule.timeZone)) return { date: localDate(now, 'UTC'), at: now };
    const soonest = firstFree({ schedule }, now, new Set());
    return firstFree({ schedule }, now, await subscriptions.datesFrom(id, soonest.date));
  };
  const nextOf = async (subscription: Subscription) => {
    if (subscription.kind === 'at-once') return undefined;
    // A club is looked at, and then its next step is known.
    return subscription.kind === 'club' ? { date: 'look', at: clock.now() } : nextFor(subscription);
  };
  return { nextFor, nextOf };
}
