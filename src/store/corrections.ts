import type { Kysely } from 'kysely';
import type { Database } from './database.ts';
import type { Tables } from './schema.ts';

/** Clocks of two processes may differ by so much, in ms. */
const SKEW_MS = 60_000;
/** The longest claim, in ms. */
const CLAIM_MS = 60_000;

/** An occurrence that came before its time. */
export interface Early {
  deliveryId: string;
  date: string;
  timeZone: string;
  /** By Discord's clock. */
  sentAt: number;
}

/** The longest time for which Discord's limits hold anything up, in ms. */
const LONGEST_WAIT_MS = 60 * 60_000;

/** The longest time for which a notice is held, in ms. */
const HOLD_MS = 10 * 60_000;

/** Puts right what was written by a clock that was ahead. Instants are ms since the epoch. */
export interface Corrections {
  /** Occurrences of the future that were not sent are forgotten. Answers how many. */
  forgetAhead(now: number): Promise<number>;
  /** Occurrences of the future that were sent. */
  sentEarly(now: number): Promise<Early[]>;
  /** It does not count as the post of its date. */
  makeExtra(deliveryId: string, now: number): Promise<void>;
  /** What was left out as too late and is not, since it was due after `since`: it comes up again. Answers how many. */
  reopenMissed(since: number, now: number): Promise<number>;
  /** Nothing waits longer than it would have with a right clock. `turnedBack`: what other tasks wait for, too. */
  shortenWaits(now: number, turnedBack: boolean): Promise<void>;
}

export function corrections({ db }: Pick<Database, 'db'>): Corrections {
  return {
    forgetAhead: now =>
      db.transaction().execute(async trx => {
        const ahead = trx
          .deleteFrom('delivery')
          .where('date', 'is not', null)
          .where('due_at', '>', now + SKEW_MS)
          .where(({ eb, and, or }) =>
            or([eb('state', '=', 'missed'), and([eb('state', '=', 'planned'), eb('tries', '=', 0)])]),
          );
        const gone = await ahead.returning(['subscription_id', 'state']).execute();
        // Refused by Discord: that stays on record, and its date is free.
        await trx
          .updateTable('delivery')
          .set({ date: null, due_at: now })
          .where('date', 'is not', null)
          .where('due_at', '>', now + SKEW_MS)
          .where('state', '=', 'failed')
          .where('note', '!=', 'unproven')
          .execute();
        await lookAgain(trx, [
          ...new Set(gone.filter(({ state }) => state === 'planned').map(row => row.subscription_id)),
        ]);
        return gone.length;
      }),

    async sentEarly(now) {
      const rows = await db
        .selectFrom('delivery')
        .innerJoin('subscription', 'subscription.id', 'delivery.subscription_id')
        .where('delivery.due_at', '>', now + SKEW_MS)
        .where('delivery.state', '=', 'sent')
        .where('delivery.date', 'is not', null)
        // A club's occurrence is named after its session, not after the day on which it comes.
        .where('subscription.kind', '!=', 'club')
        .select(['delivery.id', 'delivery.date', 'delivery.sent_at', 'subscription.time_zone'])
        .execute();
      return rows.flatMap(({ id, date, sent_at, time_zone }) =>
        date === null || sent_at === null ? [] : [{ deliveryId: id, date, timeZone: time_zone, sentAt: sent_at }],
      );
    },

    async makeExtra(deliveryId, now) {
      await db
        .updateTable('delivery')
        .set({ date: null, due_at: now })
        .where('id', '=', deliveryId)
        .where('state', '=', 'sent')
        .execute();
    },

    reopenMissed: (since, now) =>
      db.transaction().execute(async trx => {
        const missed = await trx
          .selectFrom('delivery')
          .innerJoin('subscription', 'subscription.id', 'delivery.subscription_id')
          .where('delivery.due_at', '>', since)
          .where('delivery.due_at', '<=', now + SKEW_MS)
          .where('delivery.state', '=', 'missed')
          .where('delivery.date', 'is not', null)
          .where('subscription.paused', 'is', null)
          // What a digest did not tell is still news, and comes with the next one.
          .where('subscription.kind', '=', 'daily')
          .where('delivery.note', 'in', ['late', 'superseded', 'gave-up'])
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('delivery as newer')
                  .whereRef('newer.subscription_id', '=', 'delivery.subscription_id')
                  .where('newer.date', 'is not', null)
                  .whereRef('newer.due_at', '>', 'delivery.due_at')
                  .where('newer.due_at', '<=', now + SKEW_MS)
                  .select('newer.id'),
              ),
            ),
          )
          .select(['delivery.id', 'delivery.subscription_id', 'delivery.date', 'delivery.due_at'])
          .execute();
        for (const { id, subscription_id, date, due_at } of missed) {
          await trx.deleteFrom('delivery').where('id', '=', id).execute();
          await trx
            .updateTable('subscription')
            .set({ next_date: date, next_at: due_at })
            .where('id', '=', subscription_id)
            .execute();
        }
        return missed.length;
      }),

    async shortenWaits(now, turnedBack) {
      const soon = now + CLAIM_MS;
      // Discord may have asked to wait.
      const tooLate = turnedBack ? soon : now + LONGEST_WAIT_MS;
      const waiting = db.updateTable('delivery');
      // An extra post, or news told at once: due when it was asked for.
      await waiting
        .set({ due_at: now })
        .where('date', 'is', null)
        .where('due_at', '>', now + SKEW_MS)
        .execute();
      await waiting
        .set({ try_at: soon })
        .where('state', 'in', ['planned', 'sending'])
        .where('try_at', '>', tooLate)
        .execute();
      await waiting.set({ publish_at: soon }).where('publish_at', '>', tooLate).execute();
      await waiting.set({ thread_at: soon }).where('thread_at', '>', tooLate).execute();
      await db
        .updateTable('discussion')
        .set({ claimed_until: soon })
        .where('thread_id', 'is', null)
        .where('claimed_until', '>', soon)
        .execute();
      await db
        .updateTable('notice')
        .set({ held_until: soon })
        .where('held_until', '>', now + HOLD_MS + SKEW_MS)
        .execute();
      await db.updateTable('departed_guild').set({ departed_at: now }).where('departed_at', '>', now).execute();
      await db
        .updateTable('kept_text')
        .set({ used_at: now })
        .where('used_at', '>', now + SKEW_MS)
        .execute();
      for (const column of ['started_at', 'ended_at', 'finished_at'] as const) {
        await db
          .updateTable('source_state')
          .set({ [column]: now })
          .where(column, '>', now + SKEW_MS)
          .execute();
      }
      if (turnedBack) await db.updateTable('lease').set({ until: soon }).where('until', '>', soon).execute();
    },
  };
}

/** What a forgotten digest did not tell is still news. */
async function lookAgain(trx: Kysely<Tables>, subscriptionIds: readonly string[]): Promise<void> {
  if (subscriptionIds.length === 0) return;
  await trx
    .updateTable('subscription')
    .set(({ ref }) => ({ looked_revision: ref('since_revision') }))
    .where('id', 'in', subscriptionIds)
    .where('kind', 'in', ['digest', 'at-once'])
    .execute();
}
