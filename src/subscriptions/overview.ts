import { COUNTED, refusedInARow, TOLD_AFTER } from '../model/refusals.ts';
import { isFollow, type Subscription } from '../model/subscription.ts';
import type { Paper } from '../papers/paper.ts';
import type { Store } from '../store/index.ts';
import type { Daily } from './daily.ts';
import { toPost } from './delivery/attempt.ts';
import { discussionOf, type SeenByAll } from './delivery/thread.ts';
import { chosenFor } from './planning/planner.ts';
import { previewNext } from './planning/preview.ts';
import type { Obstacle } from './ports/channel-inspector.ts';
import type { Pools } from './selection/pool.ts';
import type { Preferences } from './selection/preference.ts';

export interface OverviewOptions {
  store: Pick<Store, 'subscriptions' | 'deliveries' | 'planningReads' | 'discussions'>;
  papersOf: (ids: readonly string[]) => Paper[];
  poolOf: Pools;
  prefer: Preferences;
  seenByAll: SeenByAll;
  /** What keeps it from posting, as far as it is known. */
  obstacle: (subscription: Subscription) => Promise<Obstacle | undefined>;
}

type Overview = Pick<Daily, 'list' | 'follows' | 'get' | 'condition' | 'preview' | 'told' | 'latest' | 'poolSize'>;

/** What people see of subscriptions. Nothing here changes one. */
export function createOverview({
  store,
  papersOf,
  poolOf,
  prefer,
  seenByAll,
  obstacle: ask,
}: OverviewOptions): Overview {
  const { subscriptions, deliveries, planningReads: reads } = store;
  return {
    list: owner => subscriptions.of(owner, 'daily'),
    follows: owner => subscriptions.of(owner, 'follows'),
    get: id => subscriptions.get(id),
    async condition(subscription) {
      const pool = poolOf(subscription);
      const past = isFollow(subscription) ? undefined : await reads.past(subscription.id);
      const refused = refusedInARow(await deliveries.latest(subscription.id, COUNTED));
      const obstacle = await ask(subscription);
      return {
        size: pool.length,
        left: past ? pool.filter(id => !past.has(id)).length : pool.length,
        ...(refused && refused.times >= TOLD_AFTER && { refused }),
        ...(obstacle && { obstacle }),
      };
    },
    async preview(subscription) {
      const { guildId } = subscription.place;
      const others = guildId === undefined ? [] : await subscriptions.of({ guildId }, 'daily');
      const neighbours = others.filter(other => other.id !== subscription.id);
      const next = await previewNext(reads, subscription, neighbours, { poolOf, prefer });
      if (!next) return undefined;
      const papers = papersOf(next.paperIds);
      const discussion = await discussionOf(store.discussions, subscription, papers, seenByAll);
      const { number, allPosted } = next;
      const known = { number, ...(allPosted !== undefined && { allPosted }) };
      const delivery = { id: '', ...known, ...chosenFor(subscription) };
      return { at: next.at, post: toPost(delivery, { subscription, papers, ...(discussion && { discussion }) }) };
    },
    async told(deliveryId) {
      const delivery = await deliveries.get(deliveryId);
      const follow = delivery && (await subscriptions.get(delivery.subscriptionId));
      return follow && isFollow(follow) ? { follow, papers: papersOf(delivery.paperIds) } : undefined;
    },
    latest: ({ id }, limit, only) => deliveries.latest(id, limit, only),
    poolSize: wish => poolOf(wish).length,
  };
}
