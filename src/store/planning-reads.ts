import type { Kysely } from 'kysely';
import type { Past } from '../model/past.ts';
import type { Subscription } from '../model/subscription.ts';
import { type InterestDay, interest } from './interest.ts';
import type { Tables } from './schema.ts';
import { fromRow } from './subscription-rows.ts';

/** A paper that came or changed. */
export interface Arrival {
  id: string;
  /** Of its last change, and of its coming. */
  revision: number;
  first: number;
}

/**
 * What planning asks. None of it needs a transaction: what must not have changed meanwhile is asked again where it is
 * written.
 */
export interface PlanningReads {
  /** Running ones of a kind that are due, the longest due first; `without` these. */
  due(
    kind: 'daily' | 'digest' | 'club',
    now: number,
    limit: number,
    without: readonly string[],
  ): Promise<Subscription[]>;
  /**
   * Running ones, but no clubs, whose next occurrence is later than `at`, with ids above `after`, in the order of their
   * ids.
   */
  aheadOf(at: number, after: string, limit: number): Promise<Subscription[]>;
  get(id: string): Promise<Subscription | undefined>;
  /**
   * Follows whose news is sent at once and have not been looked at up to a revision: with ids above `after`, in the
   * order of their ids.
   */
  behind(revision: number, after: string, limit: number): Promise<Subscription[]>;
  /** Papers that are there and changed last after one revision and up to another, in the order of that change. */
  arrivals(range: { after: number; upTo: number }, limit: number): Promise<Arrival[]>;
  /** What the subscription has posted, is about to, may have, or may not. */
  past(subscriptionId: string): Promise<Past>;
  /** The newest thread of a forum in which a paper was posted alone, and that was not removed. */
  threadOf(forumId: string, paperId: string): Promise<string | undefined>;
  /** Papers that other subscriptions of the same server post that day. */
  takenBy(others: Subscription, day: string): Promise<Set<string>>;
  /** What the people of a server did with papers since an instant. */
  interest(
    guildId: string,
    since: number,
    sees: (discussion: { channelId: string }) => boolean,
  ): Promise<InterestDay[]>;
  /** Of the next post of a subscription, counted from 1. */
  nextNumber(subscriptionId: string): Promise<number>;
}

export function planningReads(db: Kysely<Tables>): PlanningReads {
  return {
    async due(kind, now, limit, without) {
      const rows = await db
        .selectFrom('subscription')
        .selectAll()
        .where('kind', '=', kind)
        .where('paused', 'is', null)
        .where('next_at', '<=', now)
        .$if(without.length > 0, query => query.where('id', 'not in', without))
        .orderBy('next_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },

    async aheadOf(at, after, limit) {
      const rows = await db
        .selectFrom('subscription')
        .selectAll()
        .where('paused', 'is', null)
        // A club is looked at once a day at least, and knows then what comes.
        .where('kind', '!=', 'club')
        .where('next_at', '>', at)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },

    async get(id) {
      const row = await db.selectFrom('subscription').selectAll().where('id', '=', id).executeTakeFirst();
      return row && fromRow(row);
    },

    async behind(revision, after, limit) {
      const rows = await db
        .selectFrom('subscription')
        .selectAll()
        .where('kind', '=', 'at-once')
        .where('paused', 'is', null)
        .where('looked_revision', '<', revision)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },

    async arrivals({ after, upTo }, limit) {
      const rows = await db
        .selectFrom('paper')
        .select(['id', 'revision', 'first_revision as first'])
        .where('revision', '>', after)
        .where('revision', '<=', upTo)
        .where('removed', '=', 0)
        .orderBy('revision')
        .limit(limit)
        .execute();
      return rows;
    },

    async past(subscriptionId) {
      const rows = await db
        .selectFrom('delivery')
        .innerJoin('delivery_paper', 'delivery_id', 'id')
        .where('subscription_id', '=', subscriptionId)
        .where(({ eb, or }) =>
          or([
            eb('state', 'in', ['planned', 'sending', 'sent']),
            eb('note', 'in', ['unproven', 'refused', 'blocked', 'link-blocked']),
          ]),
        )
        .groupBy('paper_id')
        .select(({ fn }) => ['paper_id', fn.countAll<number>().as('times'), fn.max('due_at').as('last')])
        .execute();
      return new Map(rows.map(row => [row.paper_id, { times: row.times, last: row.last }]));
    },

    async threadOf(forumId, paperId) {
      const row = await db
        .selectFrom('delivery')
        .innerJoin('delivery_paper', 'delivery_id', 'id')
        .where('paper_id', '=', paperId)
        .where('tried_channel_id', '=', forumId)
        .where('state', '=', 'sent')
        .where('message_id', '!=', '')
        .where(({ eb, selectFrom }) =>
          eb(
            selectFrom('delivery_paper as every')
              .whereRef('every.delivery_id', '=', 'delivery.id')
              .select(({ fn }) => fn.countAll<number>().as('papers')),
            '=',
            1,
          ),
        )
        .orderBy('sent_at', 'desc')
        .limit(1)
        .select('channel_id')
        .executeTakeFirst();
      return row?.channel_id ?? undefined;
    },

    async takenBy({ id, place }, day) {
      if (place.guildId === undefined) return new Set();
      const rows = await db
        .selectFrom('subscription')
        .innerJoin('delivery', 'delivery.subscription_id', 'subscription.id')
        .innerJoin('delivery_paper', 'delivery_paper.delivery_id', 'delivery.id')
        .where('subscription.guild_id', '=', place.guildId)
        .where('subscription.id', '!=', id)
        .where('subscription.kind', '=', 'daily')
        .where('delivery.day', '=', day)
        .where('delivery.state', 'in', ['planned', 'sending', 'sent'])
        .select('delivery_paper.paper_id')
        .execute();
      return new Set(rows.map(row => row.paper_id));
    },

    interest: (guildId, since, sees) => interest(db).since(guildId, since, sees),

    async nextNumber(subscriptionId) {
      const { last } = await db
        .selectFrom('delivery')
        .where('subscription_id', '=', subscriptionId)
        .where('state', 'in', ['planned', 'sending', 'sent'])
        .select(({ fn }) => fn.max('number').as('last'))
        .executeTakeFirstOrThrow();
      return (last ?? 0) + 1;
    },
  };
}
