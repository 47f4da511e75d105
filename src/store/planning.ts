import { randomBytes } from 'node:crypto';
import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Insertable, Transaction } from 'kysely';
import type { Occurrence } from '../calendar/occurrences.ts';
import type { DeliveryNote } from '../model/subscription.ts';
import { type ClubPlanning, clubPlanning } from './clubs/planning.ts';
import type { Database } from './database.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { type PlanningReads, planningReads } from './planning-reads.ts';
import type { Tables } from './schema.ts';

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
  /** The person to whom it goes, in direct messages. */
  recipientId?: string;
  /** What people follow: it waits where something is due at its time. */
  isNews?: boolean;
  /** Why it does not come; missing for one that is to be sent. */
  missed?: DeliveryNote;
}

/** What can be asked and done while nobody else plans. */
export interface Planning extends PlanningReads {
  /** Journal clubs. */
  clubs: ClubPlanning;
  /** Does nothing if the occurrence has a delivery already; answers the id of a new one. */
  record(subscriptionId: string, delivery: NewDelivery): Promise<string | undefined>;
  /**
   * One delivery to each of some people, in direct messages: that of the nth ends in `:n`, counted from 2. As
   * {@link record}.
   */
  recordForEach(
    subscriptionId: string,
    delivery: NewDelivery & { date: string },
    people: readonly string[],
  ): Promise<void>;
  moveOn(subscriptionId: string, next: Occurrence): Promise<void>;
  /** It was looked for news up to a revision. */
  looked(subscriptionId: string, revision: number): Promise<void>;
  /** Notes whether papers match; true when nothing matches any more and nobody was notified since. */
  noteEmpty(subscriptionId: string, emptyAt: number | undefined): Promise<boolean>;
}

/** A digest may have thousands of papers; put on record so many at a time. */
const ROWS = 1_000;
/** Deliveries in one statement: each has some 25 parameters, of which SQLite takes 32,766 and PostgreSQL 65,535. */
const DELIVERIES = 500;

/** Of a delivery: 96 bits, so that ids of different databases never meet in one channel. */
const ID_BYTES = 12;

/**
 * Runs `work` while nobody else plans, so that two subscriptions of a server never choose the same paper at once. All
 * of it is done or nothing.
 */
export function planning({ db, traits }: Pick<Database, 'db' | 'traits'>) {
  return <T>(work: (planning: Planning) => Promise<T>): Promise<T> =>
    db.transaction().execute(async trx => {
      await oneAtATime(trx, traits, 'planning');
      return work(within(trx));
    });
}

function within(trx: Transaction<Tables>): Planning {
  const reads = planningReads(trx);
  return {
    ...reads,
    clubs: clubPlanning(trx),

    async record(subscriptionId, delivery) {
      const { date, missed, paperIds } = delivery;
      const number = date === undefined || missed !== undefined ? null : await reads.nextNumber(subscriptionId);
      const row = await trx
        .insertInto('delivery')
        .values(newRow(subscriptionId, delivery, number))
        .onConflict(conflict => conflict.columns(['subscription_id', 'date']).doNothing())
        .returning('id')
        .executeTakeFirst();
      if (!row) return undefined;
      const papers = paperIds.map((paperId, position) => ({ delivery_id: row.id, position, paper_id: paperId }));
      for (let first = 0; first < papers.length; first += ROWS) {
        if (first > 0) await othersTurn();
        await trx
          .insertInto('delivery_paper')
          .values(papers.slice(first, first + ROWS))
          .execute();
      }
      return row.id;
    },

    async recordForEach(subscriptionId, delivery, people) {
      const rows = people.map((recipientId, i) =>
        newRow(subscriptionId, { ...delivery, date: `${delivery.date}:${i + 2}`, recipientId }, null),
      );
      for (let first = 0; first < rows.length; first += DELIVERIES) {
        if (first > 0) await othersTurn();
        await trx
          .insertInto('delivery')
          .values(rows.slice(first, first + DELIVERIES))
          .onConflict(conflict => conflict.columns(['subscription_id', 'date']).doNothing())
          .execute();
      }
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

function newRow(
  subscriptionId: string,
  { date, day, dueAt, chosenFor, missed, isNews = false, allPosted, intoThread, recipientId }: NewDelivery,
  number: number | null,
): Insertable<Tables['delivery']> {
  return {
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
    recipient_id: recipientId ?? null,
    sent_at: null,
    channel_id: null,
    message_id: null,
    publish_at: null,
    news: isNews ? 1 : 0,
    thread_at: null,
    thread_tries: 0,
    thread_note: null,
  };
}
