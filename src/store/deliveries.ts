import { type Kysely, type Selectable, sql } from 'kysely';
import type { Delivery, DeliveryNote, Posted, ThreadNote } from '../model/subscription.ts';
import type { Database } from './database.ts';
import type { Tables } from './schema.ts';

export interface Deliveries {
  /**
   * Takes up to `limit` of those that are due, for this claimer alone until `until`. What is due at its time comes
   * before news; then the oldest first.
   */
  claim(by: { claim: string; now: number; until: number; limit: number }): Promise<Delivery[]>;
  /** Gives it back for another try at `at`. `untouched`: this try never reached Discord, and does not count. */
  postpone(delivery: Claimed, at: number, untouched: boolean): Promise<void>;
  /** The post is there. Also true if the claim is no longer ours: that it is there is a fact. */
  sent(id: string, posted: Posted, more: { note?: DeliveryNote; publishAt?: number; threadAt?: number }): Promise<void>;
  /** It will not come. */
  ended(delivery: Claimed, state: 'failed' | 'missed', note: DeliveryNote): Promise<void>;
  /** Some of the papers of a follow's delivery cannot be told now: they go from it, and are looked for again. */
  without(delivery: Claimed, paperIds: readonly string[]): Promise<void>;
  /** Takes one whose publishing is due, for this claimer alone until `until`. */
  claimPublishing(now: number, until: number): Promise<Delivery | undefined>;
  /** No more tries to publish (`at` undefined), or the next one at `at`. */
  published(id: string, more: { at?: number; note?: DeliveryNote }): Promise<void>;
  /** Takes up to `limit` whose thread is due to be opened, for this claimer alone until `until`. */
  claimThreads(by: { now: number; until: number; limit: number }): Promise<Delivery[]>;
  /** The next try to open the thread is at `at`. `untouched`: this one never reached Discord, and does not count. */
  postponeThread(id: string, at: number, untouched: boolean): Promise<void>;
  /** The thread is there; or, with a note, it will not come. */
  threadSettled(id: string, note?: ThreadNote): Promise<void>;
  get(id: string): Promise<Delivery | undefined>;
  /** The newest first. */
  latest(subscriptionId: string, limit: number, only?: 'sent'): Promise<Delivery[]>;
  /** When the next occurrence, try or publishing is due; undefined when nothing waits. */
  nextDue(): Promise<number | undefined>;
}

export interface Claimed {
  id: string;
  claim: string;
}

export function deliveries({ db, traits }: Pick<Database, 'db' | 'traits'>): Deliveries {
  const held = ({ id, claim }: Claimed, by = db) =>
    by.updateTable('delivery').where('id', '=', id).where('claim', '=', claim).where('state', '=', 'sending');

  return {
    async claim({ claim, now, until, limit }) {
      const rows = await db
        .updateTable('delivery')
        .set(({ eb, fn, val, selectFrom }) => {
          const itsSubscription = selectFrom('subscription').whereRef('subscription.id', '=', 'subscription_id');
          return {
            state: 'sending',
            claim,
            try_at: until,
            tries: eb('tries', '+', 1),
            first_try_at: fn.coalesce('first_try_at', val(now)),
            tried_channel_id: fn.coalesce('tried_channel_id', itsSubscription.select('subscription.channel_id')),
            tried_channel_kind: fn.coalesce('tried_channel_kind', itsSubscription.select('subscription.channel_kind')),
          };
        })
        .where('id', 'in', query =>
          query
            .selectFrom('delivery')
            .select('id')
            .where('state', 'in', ['planned', 'sending'])
            .where('try_at', '<=', now)
            .orderBy('news')
            .orderBy('try_at')
            .limit(limit)
            .$if(traits.rowLocks, locking => locking.forUpdate().skipLocked()),
        )
        .returningAll()
        .execute();
      const claimed = await withPapers(db, rows);
      return claimed.sort((a, b) => a.dueAt - b.dueAt);
    },

    async postpone(delivery, at, untouched) {
      await held(delivery)
        .set(({ eb, ref }) => {
          if (!untouched) return { try_at: at };
          // Where an earlier try may have arrived, the post still has to be looked for.
          const first = eb.case().when('tries', '=', 1);
          return {
            state: first
              .then('planned' as const)
              .else('sending' as const)
              .end(),
            first_try_at: first.then(null).else(ref('first_try_at')).end(),
            tried_channel_id: first.then(null).else(ref('tried_channel_id')).end(),
            tried_channel_kind: first.then(null).else(ref('tried_channel_kind')).end(),
            tries: eb('tries', '-', 1),
            try_at: at,
          };
        })
        .execute();
    },

    async sent(id, { channelId, messageId, at }, { note, publishAt, threadAt }) {
      await db
        .updateTable('delivery')
        .set({
          state: 'sent',
          channel_id: channelId,
          message_id: messageId,
          sent_at: at,
          note: note ?? null,
          publish_at: publishAt ?? null,
          thread_at: threadAt ?? null,
        })
        .where('id', '=', id)
        .where('state', '!=', 'sent')
        .execute();
    },

    async ended(delivery, state, note) {
      await db.transaction().execute(async trx => {
        const row = await held(delivery, trx).set({ state, note }).returning('subscription_id').executeTakeFirst();
        if (!row) return;
        await lookAgain(trx, row.subscription_id);
      });
    },

    async without({ id, claim }, paperIds) {
      await db.transaction().execute(async trx => {
        const row = await trx
          .selectFrom('delivery')
          .select('subscription_id')
          .where('id', '=', id)
          .where('claim', '=', claim)
          .executeTakeFirst();
        if (!row) return;
        for (let first = 0; first < paperIds.length; first += ROWS) {
          await trx
            .deleteFrom('delivery_paper')
            .where('delivery_id', '=', id)
            .where('paper_id', 'in', paperIds.slice(first, first + ROWS))
            .execute();
        }
        await lookAgain(trx, row.subscription_id);
      });
    },

    async claimPublishing(now, until) {
      const rows = await db
        .updateTable('delivery')
        .set({ publish_at: until })
        .where('id', '=', query =>
          query
            .selectFrom('delivery')
            .select('id')
            .where('publish_at', '<=', now)
            .orderBy('publish_at')
            .limit(1)
            .$if(traits.rowLocks, locking => locking.forUpdate().skipLocked()),
        )
        .returningAll()
        .execute();
      return (await withPapers(db, rows))[0];
    },

    async published(id, { at, note }) {
      await db
        .updateTable('delivery')
        .set({ publish_at: at ?? null, ...(note && { note }) })
        .where('id', '=', id)
        .execute();
    },

    async claimThreads({ now, until, limit }) {
      const rows = await db
        .updateTable('delivery')
        .set(({ eb }) => ({ thread_at: until, thread_tries: eb('thread_tries', '+', 1) }))
        .where('id', 'in', query =>
          query
            .selectFrom('delivery')
            .select('id')
            .where('thread_at', '<=', now)
            .orderBy('thread_at')
            .limit(limit)
            .$if(traits.rowLocks, locking => locking.forUpdate().skipLocked()),
        )
        .returningAll()
        .execute();
      return withPapers(db, rows);
    },

    async postponeThread(id, at, untouched) {
      await db
        .updateTable('delivery')
        .set(({ eb }) => ({ thread_at: at, ...(untouched && { thread_tries: eb('thread_tries', '-', 1) }) }))
        .where('id', '=', id)
        .where('thread_at', 'is not', null)
        .execute();
    },

    async threadSettled(id, note) {
      await db
        .updateTable('delivery')
        .set({ thread_at: null, thread_note: note ?? null })
        .where('id', '=', id)
        .execute();
    },

    async get(id) {
      const rows = await db.selectFrom('delivery').selectAll().where('id', '=', id).execute();
      return (await withPapers(db, rows))[0];
    },

    async latest(subscriptionId, limit, only) {
      const rows = await db
        .selectFrom('delivery')
        .selectAll()
        .where('subscription_id', '=', subscriptionId)
        .$if(only !== undefined, query => query.where('state', '=', 'sent'))
        .orderBy('due_at', 'desc')
        .limit(limit)
        .execute();
      return withPapers(db, rows);
    },

    async nextDue() {
      const { rows } = await sql<{ at: number | null }>`
        select min(at) as at from (
          select min(next_at) as at from subscription where paused is null
          union all select min(try_at) as at from delivery where state in ('planned', 'sending')
          union all select min(publish_at) as at from delivery where publish_at is not null
          union all select min(thread_at) as at from delivery where thread_at is not null
          union all select min(try_at) as at from club_event_left
        ) as waiting`.execute(db);
      return rows[0]?.at ?? undefined;
    },
  };
}

/** Papers of a digest dealt with by one statement. */
const ROWS = 1_000;

/** What a follow was not told is still news. */
async function lookAgain(trx: Kysely<Tables>, subscriptionId: string): Promise<void> {
  await trx
    .updateTable('subscription')
    .set(({ ref }) => ({ looked_revision: ref('since_revision') }))
    .where('id', '=', subscriptionId)
    .where('kind', 'in', ['digest', 'at-once'])
    .execute();
}

/** In the order of `rows`. */
async function withPapers(db: Kysely<Tables>, rows: Selectable<Tables['delivery']>[]): Promise<Delivery[]> {
  if (rows.length === 0) return [];
  const papers = await db
    .selectFrom('delivery_paper')
    .select(['delivery_id', 'paper_id'])
    .where(
      'delivery_id',
      'in',
      rows.map(row => row.id),
    )
    .orderBy('position')
    .execute();
  const byDelivery = Map.groupBy(papers, paper => paper.delivery_id);
  return rows.map(row => fromRow(row, byDelivery.get(row.id)?.map(paper => paper.paper_id) ?? []));
}

function fromRow(row: Selectable<Tables['delivery']>, paperIds: string[]): Delivery {
  return {
    id: row.id,
    subscriptionId: row.subscription_id,
    ...(row.date !== null && { date: row.date }),
    dueAt: row.due_at,
    state: row.state,
    ...(row.number !== null && { number: row.number }),
    ...(row.chosen_for !== null && { chosenFor: row.chosen_for }),
    paperIds,
    ...(row.all_posted !== null && { allPosted: row.all_posted }),
    ...(row.into_thread !== null && { intoThread: row.into_thread }),
    ...(row.recipient_id !== null && { recipientId: row.recipient_id }),
    tries: row.tries,
    ...(row.first_try_at !== null && { firstTryAt: row.first_try_at }),
    ...(row.tried_channel_id !== null &&
      row.tried_channel_kind !== null && {
        triedIn: { channelId: row.tried_channel_id, kind: row.tried_channel_kind },
      }),
    ...(row.note !== null && { note: row.note }),
    ...(row.channel_id !== null &&
      row.message_id !== null &&
      row.sent_at !== null && {
        posted: { channelId: row.channel_id, messageId: row.message_id, at: row.sent_at },
      }),
    ...(row.thread_at !== null && { thread: { state: 'opening', tries: row.thread_tries } }),
    ...(row.thread_note !== null && { thread: { state: 'failed', note: row.thread_note } }),
  };
}
