import { type PauseReason, RESUMES_ITSELF, type RoleState, type Subscription } from '../model/subscription.ts';
import type { Database } from './database.ts';
import { fromRow } from './subscription-rows.ts';

/** Subscriptions that the bot itself paused, and what becomes of them. */
export interface Pauses {
  /** Those that go on by themselves; of some servers, or of all. */
  byItself(guildIds?: readonly string[]): Promise<Subscription[]>;
  /**
   * Those of them whose pause for this reason has not been reported since their last post. From now on it counts as
   * reported.
   */
  untold(ids: readonly string[], reason: PauseReason): Promise<Set<string>>;
  /** A post has come: the next pause is reported. */
  posted(id: string): Promise<void>;
  /** A person wants it to go on, which something prevents: it goes on by itself once that is gone. */
  handOver(id: string, reason: PauseReason): Promise<void>;
  /** The thread that it was to go to is gone or locked: it gets one of its own. */
  leaveThread(deliveryId: string, now: number): Promise<void>;
  /** Running or not, those that mention a role; of some servers, or of all. */
  withRoles(guildIds?: readonly string[]): Promise<Subscription[]>;
  setRole(id: string, state: RoleState | undefined): Promise<void>;
  /** Another reason keeps it paused now. */
  explain(id: string, reason: PauseReason): Promise<void>;
  /**
   * The newest delivery that came due at `since` or later, and did not come because the subscription paused, is to be
   * sent after all; with `all` each such delivery, since each has an end of its own. Returns whether there is one.
   */
  reopen(subscriptionId: string, when: { since: number; now: number } | { all: true; now: number }): Promise<boolean>;
}

export function pauses({ db }: Pick<Database, 'db'>): Pauses {
  return {
    async byItself(guildIds) {
      if (guildIds?.length === 0) return [];
      const rows = await db
        .selectFrom('subscription')
        .selectAll()
        .where('paused', 'in', RESUMES_ITSELF)
        .where('guild_id', 'is not', null)
        .$if(guildIds !== undefined, query => query.where('guild_id', 'in', guildIds ?? []))
        .orderBy('id')
        .execute();
      return rows.map(fromRow);
    },

    async untold(ids, reason) {
      if (ids.length === 0) return new Set();
      const rows = await db
        .updateTable('subscription')
        .set({ notified: reason })
        .where('id', 'in', ids)
        .where(({ eb, or }) => or([eb('notified', 'is', null), eb('notified', '!=', reason)]))
        .returning('id')
        .execute();
      return new Set(rows.map(({ id }) => id));
    },

    async posted(id) {
      await db.updateTable('subscription').set({ notified: null }).where('id', '=', id).execute();
    },

    async handOver(id, reason) {
      await db
        .updateTable('subscription')
        .set({ paused: reason })
        .where('id', '=', id)
        .where('paused', 'is not', null)
        .execute();
    },

    async leaveThread(deliveryId, now) {
      const fresh = { state: 'planned', into_thread: null, tries: 0, first_try_at: null, try_at: now } as const;
      await db
        .updateTable('delivery')
        .set({ ...fresh, tried_channel_id: null, tried_channel_kind: null })
        .where('id', '=', deliveryId)
        .where('state', '=', 'sending')
        .execute();
    },

    async withRoles(guildIds) {
      if (guildIds?.length === 0) return [];
      const rows = await db
        .selectFrom('subscription')
        .selectAll()
        .where('role_id', 'is not', null)
        .$if(guildIds !== undefined, query => query.where('guild_id', 'in', guildIds ?? []))
        .execute();
      return rows.map(fromRow);
    },

    async setRole(id, state) {
      await db
        .updateTable('subscription')
        .set({ role_state: state ?? null })
        .where('id', '=', id)
        .execute();
    },

    async explain(id, reason) {
      await db
        .updateTable('subscription')
        .set({ paused: reason })
        .where('id', '=', id)
        .where('paused', 'in', RESUMES_ITSELF)
        .execute();
    },

    async reopen(subscriptionId, { now, ...which }) {
      const since = 'since' in which ? which.since : undefined;
      const [reopened] = await db
        .updateTable('delivery')
        .set(({ eb, ref }) => {
          // Refused at its first try it is certain not to be there, and may go elsewhere; after more, it is looked for
          // first.
          const first = eb.case().when('tries', '<=', 1);
          return {
            state: 'planned',
            note: null,
            claim: null,
            try_at: now,
            first_try_at: first.then(null).else(ref('first_try_at')).end(),
            tried_channel_id: first.then(null).else(ref('tried_channel_id')).end(),
            tried_channel_kind: first.then(null).else(ref('tried_channel_kind')).end(),
            tries: first.then(0).else(ref('tries')).end(),
          };
        })
        .where('subscription_id', '=', subscriptionId)
        .$if(since !== undefined, update =>
          update
            .where('id', '=', query =>
              query
                .selectFrom('delivery')
                .select('id')
                .where('subscription_id', '=', subscriptionId)
                .where('date', 'is not', null)
                .orderBy('due_at', 'desc')
                .limit(1),
            )
            .where('due_at', '>=', since ?? 0),
        )
        .where('state', 'in', ['failed', 'missed'])
        .where('note', 'in', RESUMES_ITSELF)
        .returning('id')
        .execute();
      return reopened !== undefined;
    },
  };
}
