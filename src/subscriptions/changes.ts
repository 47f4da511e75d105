import { isDeepStrictEqual } from 'node:util';
import type { Occurrence } from '../calendar/occurrences.ts';
import { isSame, subjectOf } from '../model/same-subscription.ts';
import { isFollow, type Subscription, type SubscriptionSpec } from '../model/subscription.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Changed, Store } from '../store/index.ts';
import type { Daily } from './daily.ts';
import { firstFree } from './planning/planner.ts';

export interface ChangesOptions {
  store: Pick<Store, 'subscriptions'>;
  nextFor: (subscription: Pick<Subscription, 'id' | 'schedule'>) => Promise<Occurrence>;
  maxPerOwner: number;
  /** What is due next may be another. */
  wake: () => void;
  /** A subscription posts into this server now. */
  onPlaced: (guildId: string) => void;
  /** A subscription is there again, perhaps with news that wait. */
  onBroughtBack: () => void;
  clock: Pick<Clock, 'now'>;
  log: Log;
}

type Changes = Pick<Daily, 'subscribe' | 'change' | 'changeBack' | 'pause' | 'unsubscribe' | 'bringBack'>;

/** What people do to subscriptions. */
export function createChanges(options: ChangesOptions): Changes {
  const { store, nextFor, maxPerOwner, wake, onPlaced, onBroughtBack, clock, log } = options;
  const { subscriptions } = store;

  async function change(
    before: Subscription,
    wish: SubscriptionSpec,
    by: Parameters<Store['subscriptions']['change']>[3],
  ): Promise<Changed> {
    const { id } = before;
    // What is due right now stays so, unless it is to come at another time.
    const stays = before.kind === wish.kind && isDeepStrictEqual(before.schedule, wish.schedule);
    const next = wish.kind === 'at-once' ? 'none' : await nextFor({ id, schedule: wish.schedule });
    const afresh = isFollow(wish) && !isDeepStrictEqual(subjectOf(before), subjectOf(wish));
    const step = await subscriptions.change(id, wish, { ...(!stays && { next }), afresh }, by);
    if (wish.place.guildId !== undefined) onPlaced(wish.place.guildId);
    wake();
    return step;
  }

  return {
    async subscribe(wish, userId) {
      const at = clock.now();
      const next = wish.kind === 'at-once' ? undefined : firstFree(wish, at, new Set());
      const alike = (other: Subscription) => isSame(other, wish);
      const added = await subscriptions.add(wish, { userId, at, next, most: maxPerOwner, alike });
      wake();
      if (added) return { added };
      const { guildId } = wish.place;
      const theirs = await subscriptions.of(
        guildId === undefined ? { userId } : { guildId },
        isFollow(wish) ? 'follows' : 'daily',
      );
      const same = theirs.find(alike);
      return same ? { same } : 'full';
    },
    change: (before, wish, by) => change(before, wish, { ...by, alike: other => isSame(other, wish) }),
    async changeBack(step, by, refuse) {
      const done = await subscriptions.changeBack(step, by, refuse);
      if (typeof done === 'string' || 'refused' in done) return done;
      await change(done.edited, done.back, by);
      return done.back;
    },
    async pause({ id }) {
      await subscriptions.pause([id], 'by-hand', clock.now());
      log.info({ subscription: id, reason: 'by-hand' }, 'A subscription is paused');
    },
    unsubscribe: ({ id }, by) => subscriptions.remove(id, by),
    async bringBack(step, by, refuse) {
      const back = await subscriptions.bringBack(step, by, { most: maxPerOwner, refuse });
      onBroughtBack();
      return back;
    },
  };
}
