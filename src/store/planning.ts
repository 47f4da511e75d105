import { randomBytes } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Occurrence } from '../daily/calendar.ts';
import type { Past } from '../daily/choosing.ts';
import type { DeliveryNote, Subscription } from '../daily/subscription.ts';
import type { Database } from './database.ts';
import { type InterestDay, interest } from './interest.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Tables } from './schema.ts';
import { fromRow } from './subscriptions.ts';

/** A delivery to be put on record. */
export interface NewDelivery {
  /** Missing for an extra post. */
  date?: string;
  day: string;
  dueAt: number;
  paperIds: readonly string[];
  chosenFor?: string;
  /** Of the last post before papers come again: how many there are. */
  allPosted?: number;
  /** The thread of a forum in which its paper was posted before. */
  intoThread?: string;
  /** Why it does not come; missing for one that is to be sent. */
  missed?: DeliveryNote;
}

/** What can be asked and done while nobody else plans. */
export interface Planning {
  /** Running subscriptions that are due, the longest due first. */
  due(now: number, limit: number): Promise<Subscription[]>;
  /** Running ones whose next occurrence is later than `at`: longer ahead than there can be, the clock was wrong once. */
  aheadOf(at: number, limit: number): Promise<Subscription[]>;
  get(id: string): Promise<Subscription | undefined>;
  /** Follows that are told at once and have not been looked at up to a revision. */
  behind(revision: number, limit: number): Promise<Subscription[]>;
  /** Ids of papers that came after the revision `since` and changed after `looked`, up to `upTo`; in the order of their last change. */
  arrivals(range: { since: number; looked: number; upTo: number }): Promise<string[]>;
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
  /** Does nothing if the occurrence has a delivery already; answers the id of a new one. */
  record(subscriptionId: string, delivery: NewDelivery): Promise<string | undefined>;
  moveOn(subscriptionId: string, next: Occurrence): Promise<void>;
  /** It was looked for news up to a revision. */
  looked(subscriptionId: string, revision: number): Promise<void>;
  /** Notes whether papers match; true when nothing matches any more and nobody was told since. */
  noteEmpty(subscriptionId: string, emptyAt: number | undefined): Promise<boolean>;
}

/** A digest may have thousands of papers; put on record so many at a time. */
const ROWS = 1_000;

/** Of a delivery: 96 bits, so that ids of different databases never meet in one channel. */
const ID_BYTES = 12;

/**
 * Runs `work` while nobody else plans, so that two subscriptions of a server never choose the same paper at once. All of it is done or
 * nothing.
 */
export function planning({ db, traits }: Pick<Database, 'db' | 'traits'>) {
  return <T>(work: (planning: Planning) => Promise<T>): Promise<T> =>
    db.transaction().execute(async trx => {
      await oneAtATime(trx, traits, 'planning');
      return work(within(trx));
    });
}

function within(trx: Transaction<Tables>): Planning {
  return {
    async due(now, limit) {
      const rows = await trx
        .selectFrom('subscription')
        .selectAll()
        .where('paused', 'is', null)
        .where('next_at', '<=', now)
        .orderBy('next_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },

    async aheadOf(at, limit) {
      const rows = await trx
        .selectFrom('subscription')
        .selectAll()
        .where('paused', 'is', null)
        .where('next_at', '>', at)
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },

    async get(id) {
      const row = await trx.selectFrom('subscription').selectAll().where('id', '=', id).executeTakeFirst();
      return row && fromRow(row);
    },

    async behind(revision, limit) {
      const rows = await trx
        .selectFrom('subscription')
        .selectAll()
        .where('kind', '=', 'at-once')
        .where('paused', 'is', null)
        .where('looked_revision', '<', revision)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },

    async arrivals({ since, looked, upTo }) {
      const rows = await trx
        .selectFrom('paper')
        .select('id')
        .where('revision', '>', looked)
        .where('revision', '<=', upTo)
        .where('first_revision', '>', since)
        .where('removed', '=', 0)
        .orderBy('revision')
        .execute();
      return rows.map(row => row.id);
    },

    async past(subscriptionId) {
      const rows = await trx
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
      const row = await trx
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
      const rows = await trx
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

    interest: (guildId, since, sees) => interest(trx).since(guildId, since, sees),

    nextNumber: subscriptionId => nextNumber(trx, subscriptionId),

    async record(subscriptionId, { date, day, dueAt, paperIds, chosenFor, missed, allPosted, intoThread }) {
      const number = date === undefined || missed !== undefined ? null : await nextNumber(trx, subscriptionId);
      const row = await trx
        .insertInto('delivery')
        .values({
          id: randomBytes(ID_BYTES).toString('base64url'),
          subscription_id: subscriptionId,
          date: date ?? null,
          day,
          due_at: dueAt,
          state: missed === undefined ? 'planned' : 'missed',
          number,
          chosen_for: chosenFor ?? null,
          try_at: dueAt,
          tries: 0,
          first_try_at: null,
          tried_channel_id: null,
          tried_channel_kind: null,
          claim: null,
          note: missed ?? null,
          all_posted: allPosted ?? null,
          into_thread: intoThread ?? null,
          sent_at: null,
          channel_id: null,
          message_id: null,
          publish_at: null,
          thread_at: null,
          thread_tries: 0,
          thread_note: null,
        })
        .onConflict(conflict => conflict.columns(['subscription_id', 'date']).doNothing())
        .returning('id')
        .executeTakeFirst();
      if (!row) return undefined;
      const papers = paperIds.map((paperId, position) => ({ delivery_id: row.id, position, paper_id: paperId }));
      for (let first = 0; first < papers.length; first += ROWS) {
        await trx
          .insertInto('delivery_paper')
          .values(papers.slice(first, first + ROWS))
          .execute();
      }
      return row.id;
    },

    async moveOn(subscriptionId, next) {
      await trx
        .updateTable('subscription')
        .set({ next_date: next.date, next_at: next.at })
        .where('id', '=', subscriptionId)
        .execute();
    },

    async looked(subscriptionId, revision) {
      await trx
        .updateTable('subscription')
        .set({ looked_revision: revision })
        .where('id', '=', subscriptionId)
        .execute();
    },

    async noteEmpty(subscriptionId, emptyAt) {
      const told = await trx
        .updateTable('subscription')
        .set({ empty_told_at: emptyAt ?? null })
        .where('id', '=', subscriptionId)
        .where('empty_told_at', emptyAt === undefined ? 'is not' : 'is', null)
        .returning('id')
        .executeTakeFirst();
      return emptyAt !== undefined && told !== undefined;
    },
  };
}

async function nextNumber(trx: Transaction<Tables>, subscriptionId: string): Promise<number> {
  const { last } = await trx
    .selectFrom('delivery')
    .where('subscription_id', '=', subscriptionId)
    .where('state', 'in', ['planned', 'sending', 'sent'])
    .select(({ fn }) => fn.max('number').as('last'))
    .executeTakeFirstOrThrow();
  return (last ?? 0) + 1;
}
