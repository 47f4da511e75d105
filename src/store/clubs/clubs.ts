import { isDeepStrictEqual } from 'node:util';
import type { Kysely } from 'kysely';
import type { Club, ClubSpec, Holiday } from '../../clubs/club.ts';
import type { SubscriptionSpec } from '../../model/subscription.ts';
import { addSubscription } from '../add-subscription.ts';
import type { Database } from '../database.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { MOST_HOLIDAYS, MOST_ORGANISERS } from '../quotas.ts';
import type { Tables } from '../schema.ts';
import { toRow } from '../subscription-rows.ts';
import { changedRule, changeHolidays, countChange, followRule } from './changes.ts';
import { lookAgain, looking } from './looking.ts';
import { clubRow, findClubs } from './rows.ts';

/** Clubs, and who runs them. */
export interface Clubs {
  /**
   * With the subscription that delivers it. `full`: the server has `most` clubs; `same-name`: it has one that is called
   * so.
   */
  create(
    spec: ClubSpec,
    wish: SubscriptionSpec,
    by: { userId: string; at: number; most: number },
  ): Promise<Club | 'full' | 'same-name'>;
  get(id: string): Promise<Club | undefined>;
  /** Something that its steps depend on is known by now. */
  look(id: string, now: number): Promise<void>;
  /** The oldest first. */
  of(guildId: string): Promise<Club[]>;
  /**
   * Sessions to come that were not moved follow the new rule where it has their dates. Of the others those go of which
   * nothing is decided or under way; the rest stay as they are.
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
          .values({ id, ...clubRow(spec), since: at, changes: 0, given_up: '[]', rule_told: 1 })
          .execute();
        return (await get(id, trx)) ?? 'full';
      }),

    get: id => get(id),
    look: (id, now) => lookAgain(db, id, now),
    of: guildId => findClubs(db, { guildId }),

    edit: (id, spec, wish, now) =>
      db.transaction().execute(async trx => {
        await oneAtATime(trx, traits, 'planning');
        const before = await get(id, trx);
        if (!before) return undefined;
        const others = await findClubs(trx, { guildId: before.guildId });
        if (others.some(one => one.id !== id && isSameName(one.name, spec.name))) return 'same-name';
        const change = await changedRule(trx, before, spec, now);
        const { rule } = change;
        const sameRule = isDeepStrictEqual(rule, before.rule);
        // What should have happened before by the new times is not made up for.
        const sameTimes = sameRule && spec.opensDays === before.opensDays && spec.closesDays === before.closesDays;
        await trx
          .updateTable('club')
          .set({ ...clubRow({ ...spec, rule }), ...(!sameTimes && { since: now }) })
          .where('id', '=', id)
          .execute();
        await trx.updateTable('subscription').set(toRow(wish)).where('id', '=', id).execute();
        if (!sameRule) {
          const lost = await followRule(trx, id, change, now);
          await countChange(trx, id, 1 + lost, { rule_told: 0 });
        } else if (spec.minutes !== before.minutes) await countChange(trx, id, 1);
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
        await oneAtATime(trx, traits, 'planning');
        const before = await get(id, trx);
        const there = before?.holidays ?? [];
        if (there.length >= MOST_HOLIDAYS && !there.some(one => one.from === from)) return false;
        await trx
          .insertInto('club_holiday')
          .values({ club_id: id, from_date: from, to_date: to })
          .onConflict(conflict => conflict.columns(['club_id', 'from_date']).doUpdateSet({ to_date: to }))
          .execute();
        if (before) await changeHolidays(trx, before, [...there.filter(one => one.from !== from), { from, to }], now);
        await lookAgain(trx, id, now);
        return true;
      }),

    removeHoliday: (id, from, now) =>
      db.transaction().execute(async trx => {
        await oneAtATime(trx, traits, 'planning');
        const before = await get(id, trx);
        const gone = await trx
          .deleteFrom('club_holiday')
          .where('club_id', '=', id)
          .where('from_date', '=', from)
          .returning('club_id')
          .executeTakeFirst();
        if (before && gone)
          await changeHolidays(
            trx,
            before,
            before.holidays.filter(one => one.from !== from),
            now,
          );
        await lookAgain(trx, id, now);
        return gone !== undefined;
      }),
  };
}

function isSameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
