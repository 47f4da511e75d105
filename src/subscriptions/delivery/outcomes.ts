import { COUNTED, isRefusal, refusedInARow, TOLD_AFTER } from '../../model/refusals.ts';
import type { Delivery, DeliveryNote, PauseReason, Subscription } from '../../model/subscription.ts';
import { type Metrics, NO_METRICS } from '../../monitoring/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Store } from '../../store/index.ts';
import type { Obstacle } from '../ports/channel-inspector.ts';
import type { Notices } from './notices.ts';

/** What became of deliveries and subscriptions, for those who look after them and for the log. */
export interface Outcomes {
  posted(delivery: Pick<Delivery, 'id' | 'dueAt'>, subscription: Subscription): Promise<void>;
  /** A post does not come. */
  ended(subscription: Subscription, state: 'failed' | 'missed', note: DeliveryNote): Promise<void>;
  paused(subscriptions: readonly Subscription[], reason: PauseReason, obstacle?: Obstacle): Promise<void>;
  /** Nothing matches any more. */
  empty(subscription: Subscription): void;
}

export interface OutcomesOptions {
  store: Pick<Store, 'pauses' | 'deliveries'>;
  notices: Pick<Notices, 'tell'>;
  metrics?: Metrics | undefined;
  clock: Clock;
  log: Log;
}

export function createOutcomes({ store, notices, metrics = NO_METRICS, clock, log }: OutcomesOptions): Outcomes {
  return {
    async posted({ id, dueAt }, subscription) {
      const lateSeconds = Math.max(0, clock.now() - dueAt) / 1000;
      const { kind } = subscription;
      log.info({ delivery: id, subscription: subscription.id, kind, lateSeconds }, 'Posted');
      metrics.delivery({ kind, outcome: 'sent', lateSeconds });
      if (subscription.notified) await store.pauses.posted(subscription.id);
    },
    async ended(subscription, state, note) {
      metrics.delivery({ kind: subscription.kind, outcome: state, note });
      if (!isRefusal(note)) return;
      const refused = refusedInARow(await store.deliveries.latest(subscription.id, COUNTED));
      if (refused?.times === TOLD_AFTER) notices.tell({ kind: 'refused', refused, subscriptions: [subscription] });
    },
    async paused(subscriptions, reason, obstacle) {
      const untold = await store.pauses.untold(
        subscriptions.map(({ id }) => id),
        reason,
      );
      const them = subscriptions.filter(({ id }) => untold.has(id));
      if (them.length > 0) notices.tell({ kind: 'paused', reason, ...(obstacle && { obstacle }), subscriptions: them });
    },
    empty: subscription => notices.tell({ kind: 'empty', subscriptions: [subscription] }),
  };
}
