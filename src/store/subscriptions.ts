import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Occurrence } from '../calendar/occurrences.ts';
import type { Club } from '../clubs/club.ts';
import { isFollow, type PauseReason, type Subscription, type SubscriptionSpec } from '../model/subscription.ts';
import { addSubscription } from './add-subscription.ts';
import { leaveEvents, takeBackEvents } from './clubs/left-events.ts';
import { findClubs } from './clubs/rows.ts';
import type { Database } from './database.ts';
import { datesFrom } from './occurrence-dates.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Tables } from './schema.ts';
import { fromRow, toRow } from './subscription-rows.ts';
import { type BroughtBack, type By, type KeptRows, keepForUndo, putBack, rowsSchema, undoStep } from './undo.ts';

/** Whose subscriptions: a server's, or a person's for their own direct messages. */
export type Owner = { guildId: string } | { userId: string };

/** What a change means for what comes. */
interface Turn {
  /** The new next occurrence; `none` where it has none any more; missing: it stays. */
  next?: Occurrence | 'none';
  /** What the collection has by now is no news. */
  afresh: boolean;
}

export interface Subscriptions {
  /** Undefined when the owner has `most` of its sort already, or one that is `alike`. */
  add(
    wish: SubscriptionSpec,
    by: { userId: string; at: number; next: Occurrence | undefined; most: number; alike?: Alike },
  ): Promise<Subscription | undefined>;
  get(id: string): Promise<Subscription | undefined>;
  /** The oldest first. */
  of(owner: Owner, sort: Sort): Promise<Subscription[]>;
  /** The oldest first; for looking after them all. */
  inGuilds(guildIds: readonly string[]): Promise<Subscription[]>;
  /**
   * Replaces what was asked for. A subscription that is paused stays so. The step that brings the old version back;
   * undefined when it is gone; or another one of its owner's that is `alike`: then nothing changes.
   */
  change(id: string, wish: SubscriptionSpec, turn: Turn, by: By & { alike?: Alike }): Promise<Changed>;
  /** Puts the old wishes back; the next occurrence stays, for the caller to look at. */
  changeBack<R>(
    step: string,
    by: By,
    refuse: Refuse<R>,
  ): Promise<Exclude<BroughtBack, 'done'> | { refused: R } | { edited: Subscription; back: Subscription }>;
  /** Returns which of them were running. What the bot paused becomes a person's pause where a person pauses it. */
  pause(ids: readonly string[], reason: PauseReason, at: number): Promise<Subscription[]>;
  /** Only if it is paused. */
  resume(id: string, next: Occurrence | undefined): Promise<boolean>;
  /** With its history. The step by which it can be brought back; undefined when it was gone. */
  remove(id: string, by: By): Promise<string | undefined>;
  /** Brings one back, with its history. `most`: that its owner may have of its sort. */
  bringBack<R>(
    step: string,
    by: By,
    { most, refuse }: { most: number; refuse: Refuse<R> },
  ): Promise<BroughtBack | Subscription | { refused: R }>;
  /** Dates of the occurrences that have a delivery, from this one on. */
  datesFrom(id: string, date: string): Promise<Set<string>>;
}

type Alike = (other: Subscription) => boolean;
export type Changed = string | { same: Subscription } | undefined;
/**
 * Why one may not come back, next to the others of its sort that its owner has; undefined: it may. `clubs`: where it is
 * a club's, the clubs of its server, with the one that comes back.
 */
export type Refuse<R> = (one: Subscription, others: readonly Subscription[], clubs: readonly Club[]) => R | undefined;

/** Papers of the day, follows, or journal clubs. */
export type Sort = 'daily' | 'follows' | 'clubs';

const KINDS = { daily: ['daily'], follows: ['digest', 'at-once'], clubs: ['club'] } as const;

function sortOf(wish: Pick<SubscriptionSpec, 'kind'>): Sort {
  if (wish.kind === 'club') return 'clubs';
  return isFollow(wish) ? 'follows' : 'daily';
}

/**
 * What goes when a subscription goes, and comes back with it: the tables that refer to it, in an order in which rows
 * can be put back, and which of their rows are a subscription's.
 */
export const GOES_ALONG = {
  delivery: id => sql`subscription_id = ${id}`,
  delivery_paper: id => sql`delivery_id in (select id from delivery where subscription_id = ${id})`,
  club: id => sql`id = ${id}`,
  club_organiser: id => sql`club_id = ${id}`,
  club_holiday: id => sql`club_id = ${id}`,
  club_nomination: id => sql`club_id = ${id}`,
  club_session: id => sql`club_id = ${id}`,
  club_candidate: id => sql`club_id = ${id}`,
  club_vote: id => sql`club_id = ${id}`,
  club_member: id => sql`club_id = ${id}`,
  club_pass: id => sql`club_id = ${id}`,
  club_attendance: id => sql`club_id = ${id}`,
  club_event: id => sql`club_id = ${id}`,
  club_question: id => sql`club_id = ${id}`,
  club_reading: id => sql`club_id = ${id}`,
} as const satisfies Partial<Record<KeptRows[number]['table'], (id: string) => RawBuilder<unknown>>>;

/** 40 bits: short enough to be a choice of an option, and with a table's primary key to notice the same one twice. */
const LATEST = sql<number>`(select coalesce(max(revision), 0) from paper)`;

export function subscriptions({ db, traits }: Pick<Database, 'db' | 'traits'>): Subscriptions {
  const ownedBy = (trx: Kysely<Tables>, owner: Owner, sort: Sort) => {
    const all = trx.selectFrom('subscription').where('kind', 'in', KINDS[sort]);
    return 'guildId' in owner
      ? all.where('guild_id', '=', owner.guildId)
      : all.where('guild_id', 'is', null).where('set_up_by', '=', owner.userId);
  };

  const ownerOf = ({ place, setUpBy }: Subscription): Owner =>
    place.guildId === undefined ? { userId: setUpBy } : { guildId: place.guildId };

  /** All others of its owner's and sort. */
  async function othersThan(trx: Kysely<Tables>, one: Subscription): Promise<Subscription[]> {
    const rows = await ownedBy(trx, ownerOf(one), sortOf(one)).where('id', '!=', one.id).selectAll().execute();
    return rows.map(fromRow);
  }

  return {
    add: (wish, { userId, at, next, most, alike }) =>
      db.transaction().execute(async trx => {
        // Two at once must not both take the last place, nor both be the first of their kind.
        await oneAtATime(trx, traits, 'planning');
        const owner = wish.place.guildId === undefined ? { userId } : { guildId: wish.place.guildId };
        const theirs = ownedBy(trx, owner, sortOf(wish));
        const { there } = await theirs.select(({ fn }) => fn.countAll<number>().as('there')).executeTakeFirstOrThrow();
        if (there >= most) return undefined;
        if (alike && (await theirs.selectAll().execute()).map(fromRow).some(alike)) return undefined;
        return addSubscription(trx, wish, { userId, at, next });
      }),

    async get(id) {
      const row = await db.selectFrom('subscription').selectAll().where('id', '=', id).executeTakeFirst();
      return row && fromRow(row);
    },

    async of(owner, sort) {
      const rows = await ownedBy(db, owner, sort).selectAll().orderBy('created_at').orderBy('id').execute();
      return rows.map(fromRow);
    },

    async inGuilds(guildIds) {
      if (guildIds.length === 0) return [];
      const rows = await db.selectFrom('subscription').selectAll().where('guild_id', 'in', guildIds).execute();
      return rows.map(fromRow);
    },

    change: (id, wish, { next, afresh }, { userId, now, alike }) =>
      db.transaction().execute(async trx => {
        // Two that are edited at once must not become the same.
        await oneAtATime(trx, traits, 'planning');
        const row = await trx.selectFrom('subscription').selectAll().where('id', '=', id).executeTakeFirst();
        if (!row) return undefined;
        const same = alike && (await othersThan(trx, fromRow(row))).find(alike);
        if (same) return { same };
        await trx
          .updateTable('subscription')
          .set(({ eb }) => ({
            ...toRow(wish),
            ...(next === 'none' && { next_date: null, next_at: null }),
            ...(typeof next === 'object' && {
              next_date: eb.case().when('paused', 'is', null).then(next.date).else(null).end(),
              next_at: eb.case().when('paused', 'is', null).then(next.at).else(null).end(),
            }),
            ...(afresh && { since_revision: LATEST, looked_revision: LATEST }),
            empty_told_at: null,
            role_state: null,
          }))
          .where('id', '=', id)
          .execute();
        const by = { userId, now, ...(row.guild_id !== null && { guildId: row.guild_id }) };
        return keepForUndo(trx, 'edit', by, [{ table: 'subscription', row }]);
      }),

    changeBack: (step, by, refuse) =>
      db.transaction().execute(async trx => {
        await oneAtATime(trx, traits, 'planning');
        let edited: Subscription | undefined;
        let back: Subscription | undefined;
        let refused: ReturnType<typeof refuse>;
        const outcome = await undoStep(trx, step, 'edit', by, async rows => {
          const its = trx.selectFrom('subscription').selectAll().where('id', '=', String(rows[0]?.row.id));
          const now = await its.executeTakeFirst();
          if (!now) return false;
          edited = fromRow(now);
          const columns = sql.join(
            Object.keys(toRow(edited)).map(name => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`),
          );
          await putBack(trx, rows, sql`(id) do update set ${columns}`);
          back = fromRow(await its.executeTakeFirstOrThrow());
          refused = refuse(back, await othersThan(trx, back), []);
          if (refused === undefined) return true;
          await trx.updateTable('subscription').set(toRow(edited)).where('id', '=', edited.id).execute();
          return false;
        });
        if (refused !== undefined) return { refused };
        if (outcome === 'over' || outcome === 'someone-else') return outcome;
        return edited && back ? { edited, back } : 'over';
      }),

    async pause(ids, reason, at) {
      if (ids.length === 0) return [];
      const rows = await db
        .updateTable('subscription')
        .set({ paused: reason, paused_at: at, next_date: null, next_at: null })
        .where('id', 'in', ids)
        .$if(reason !== 'by-hand', query => query.where('paused', 'is', null))
        .returningAll()
        .execute();
      return rows.map(fromRow);
    },

    async resume(id, next) {
      const resumed = await db
        .updateTable('subscription')
        .set({ paused: null, paused_at: null, next_date: next?.date ?? null, next_at: next?.at ?? null })
        .where('id', '=', id)
        .where('paused', 'is not', null)
        .returning('id')
        .executeTakeFirst();
      return resumed !== undefined;
    },

    remove: (id, { userId, now }) =>
      db.transaction().execute(async trx => {
        const row = await trx.selectFrom('subscription').selectAll().where('id', '=', id).executeTakeFirst();
        if (!row) return undefined;
        if (row.kind === 'club') await leaveEvents(trx, { id, guildId: row.guild_id ?? '', now });
        const along = [];
        for (const [table, isIts] of Object.entries(GOES_ALONG)) {
          const found = await sql`select * from ${sql.table(table)} where ${isIts(id)}`.execute(trx);
          along.push(...found.rows.map(its => ({ table, row: its })));
        }
        await trx.deleteFrom('subscription').where('id', '=', id).execute();
        return keepForUndo(
          trx,
          'subscription',
          { userId, now, ...(row.guild_id !== null && { guildId: row.guild_id }) },
          rowsSchema.parse([{ table: 'subscription', row }, ...along]),
        );
      }),

    bringBack: (step, by, { most, refuse }) =>
      db.transaction().execute(async trx => {
        await oneAtATime(trx, traits, 'planning');
        let id = '';
        let refused: ReturnType<typeof refuse>;
        const outcome = await undoStep(trx, step, 'subscription', by, async rows => {
          id = String(rows[0]?.row.id);
          await putBack(trx, rows);
          const row = await trx.selectFrom('subscription').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
          const back = fromRow(row);
          const others = await othersThan(trx, back);
          refused = refuse(back, others, await clubsBeside(trx, back));
          if (refused === undefined && others.length < most) {
            await takeBackEvents(trx, id, by.now);
            return true;
          }
          await trx.deleteFrom('subscription').where('id', '=', id).execute();
          return false;
        });
        if (refused !== undefined) return { refused };
        if (outcome !== 'done') return outcome;
        return fromRow(await trx.selectFrom('subscription').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
      }),

    datesFrom: (id, date) => datesFrom(db, id, date),
  };
}

async function clubsBeside(trx: Kysely<Tables>, { kind, place }: Subscription): Promise<Club[]> {
  return kind === 'club' && place.guildId !== undefined ? findClubs(trx, { guildId: place.guildId }) : [];
}
