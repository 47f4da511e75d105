import type { Kysely } from 'kysely';
import { meetingAt, meetingDateFrom } from '../../clubs/calendar.ts';
import type { Club, ClubSpec, Holiday } from '../../clubs/club.ts';
import type { SubscriptionSpec } from '../../model/subscription.ts';
import type { Database } from '../database.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { MOST_HOLIDAYS, MOST_ORGANISERS } from '../quotas.ts';
import type { Tables } from '../schema.ts';
import { toRow } from '../subscription-rows.ts';
import { addSubscription } from '../subscriptions.ts';
import { clubRow, findClubs } from './rows.ts';

/** Clubs, and who runs them. */
export interface Clubs {
  /** With the subscription that delivers it. `full`: the server has `most` clubs; `same-name`: it has one that is called so. */
  create(
    spec: ClubSpec,
    wish: SubscriptionSpec,
    by: { userId: string; at: number; most: number },
  ): Promise<Club | 'full' | 'same-name'>;
  get(id: string): Promise<Club | undefined>;
  /** The oldest first. */
  of(guildId: string): Promise<Club[]>;
  /**
   * Sessions to come that were not moved follow the new rule where it has their dates. Of the others those go of which nothing is
   * decided or under way; the rest stay as they are.
   */
  edit(id: string, spec: ClubSpec, wish: SubscriptionSpec, now: number): Promise<Club | 'same-name' | undefined>;
  /** False where there are as many as there may be. */
  setOrganiser(id: string, userId: string, on: boolean): Promise<boolean>;
  /** As {@link setOrganiser}. A holiday that begins on the same date takes the place of the old one. */
  addHoliday(id: string, holiday: Holiday, now: number): Promise<boolean>;
  /** Whether there was one that began then. */
  removeHoliday(id: string, from: string, now: number): Promise<boolean>;
}

export function clubs({ db, traits }: Pick<Database, 'db' | 'traits'>): Clubs {
  const get = async (id: string, by: Kysely<Tables> = db) => (await findClubs(by, { id }))[0];

  return {
    create: (spec, wish, { userId, at, most }) =>
      db.transaction().execute(async trx => {
        await oneAtATime(trx, traits, 'planning');
        const theirs = await findClubs(trx, { guildId: wish.place.guildId ?? '' });
        if (theirs.length >= most) return 'full';
        if (theirs.some(({ name }) => isSameName(name, spec.name))) return 'same-name';
        const { id } = await addSubscription(trx, wish, { userId, at, next: looking(at) });
        await trx
          .insertInto('club')
          .values({ id, ...clubRow(spec), since: at })
          .execute();
        return (await get(id, trx)) ?? 'full';
      }),

    get: id => get(id),
    of: guildId => findClubs(db, { guildId }),

    edit: (id, spec, wish, now) =>
      db.transaction().execute(async trx => {
        await oneAtATime(trx, traits, 'planning');
        const before = await get(id, trx);
        if (!before) return undefined;
        const others = await findClubs(trx, { guildId: before.guildId });
        if (others.some(one => one.id !== id && isSameName(one.name, spec.name))) return 'same-name';
        const sameRule = JSON.stringify(spec.rule) === JSON.stringify(before.rule);
        await trx
          .updateTable('club')
          .set({ ...clubRow(spec), ...(!sameRule && { since: now }) })
          .where('id', '=', id)
          .execute();
        await trx.updateTable('subscription').set(toRow(wish)).where('id', '=', id).execute();
        if (!sameRule) await followRule(trx, id, spec, now);
        await lookAgain(trx, id, now);
        return get(id, trx);
      }),

    async setOrganiser(id, userId, on) {
      if (!on) {
        await db.deleteFrom('club_organiser').where('club_id', '=', id).where('user_id', '=', userId).execute();
        return true;
      }
      const there = (await get(id))?.organisers ?? [];
      if (there.length >= MOST_ORGANISERS && !there.includes(userId)) return false;
      await db
        .insertInto('club_organiser')
        .values({ club_id: id, user_id: userId })
        .onConflict(conflict => conflict.columns(['club_id', 'user_id']).doNothing())
        .execute();
      return true;
    },

    addHoliday: (id, { from, to }, now) =>
      db.transaction().execute(async trx => {
        const there = (await get(id, trx))?.holidays ?? [];
        if (there.length >= MOST_HOLIDAYS && !there.some(one => one.from === from)) return false;
        await trx
          .insertInto('club_holiday')
          .values({ club_id: id, from_date: from, to_date: to })
          .onConflict(conflict => conflict.columns(['club_id', 'from_date']).doUpdateSet({ to_date: to }))
          .execute();
        await lookAgain(trx, id, now);
        return true;
      }),

    removeHoliday: (id, from, now) =>
      db.transaction().execute(async trx => {
        const gone = await trx
          .deleteFrom('club_holiday')
          .where('club_id', '=', id)
          .where('from_date', '=', from)
          .returning('club_id')
          .executeTakeFirst();
        await lookAgain(trx, id, now);
        return gone !== undefined;
      }),
  };
}

function isSameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** What is due of a club is looked for at once, and then the next look is set. */
const looking = (now: number) => ({ date: 'look', at: now });

export async function lookAgain(trx: Kysely<Tables>, id: string, now: number): Promise<void> {
  await trx
    .updateTable('subscription')
    .set({ next_date: looking(now).date, next_at: looking(now).at })
    .where('id', '=', id)
    .where('paused', 'is', null)
    .execute();
}

async function followRule(trx: Kysely<Tables>, id: string, { rule }: ClubSpec, now: number): Promise<void> {
  const planned = await trx
    .selectFrom('club_session')
    .select('date')
    .where('club_id', '=', id)
    .where('moves', '=', 0)
    .where('at', '>', now)
    .execute();
  for (const { date } of planned) {
    if (meetingDateFrom(rule, date) !== date) {
      await trx
        .deleteFrom('club_session')
        .where('club_id', '=', id)
        .where('date', '=', date)
        .where('cancelled', '=', 0)
        .where('ballot', 'is', null)
        .where('paper_id', 'is', null)
        .where('presenter_id', 'is', null)
        .execute();
      continue;
    }
    await trx
      .updateTable('club_session')
      .set({ at: meetingAt(rule, date) })
      .where('club_id', '=', id)
      .where('date', '=', date)
      .execute();
  }
}
