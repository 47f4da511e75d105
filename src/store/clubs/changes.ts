import { isDeepStrictEqual } from 'node:util';
import type { Kysely } from 'kysely';
import { isOnHoliday, overlapping, sessionsAfter } from '../../clubs/calendar.ts';
import type { Club, ClubSpec, Holiday, Session } from '../../clubs/club.ts';
import { changeRule, LOOK_BACK_MS, type RuleChange } from '../../clubs/rule-change.ts';
import type { Tables } from '../schema.ts';
import { clubRow } from './rows.ts';
import { putOnRecord, sessionsOf } from './sessions.ts';

/** Calendars that have an older file take what is changed. */
export async function countChange(
  trx: Kysely<Tables>,
  id: string,
  by: number,
  set: Partial<Pick<Tables['club'], 'rule_told'>> = {},
): Promise<void> {
  await trx
    .updateTable('club')
    .set(({ eb }) => ({ changes: eb('changes', '+', by), ...set }))
    .where('id', '=', id)
    .execute();
}

const MINUTE_MS = 60_000;

/** What its new rule makes of a club. */
export async function changedRule(
  trx: Kysely<Tables>,
  before: Club,
  { rule, minutes }: Pick<ClubSpec, 'rule' | 'minutes'>,
  now: number,
): Promise<RuleChange> {
  const known = await sessionsOf(trx, before.id, now - LOOK_BACK_MS);
  return changeRule({ ...before, known }, rule, { minutes, now });
}

/**
 * Sessions on record follow a new rule. Returns how often those were changed, at most, that it does not have: one of
 * their dates may come back.
 */
export async function followRule(
  trx: Kysely<Tables>,
  id: string,
  { sessions, givenUp }: RuleChange,
  now: number,
): Promise<number> {
  await trx
    .updateTable('club')
    .set({ given_up: JSON.stringify(givenUp) })
    .where('id', '=', id)
    .execute();
  const planned = (await sessionsOf(trx, id, now)).filter(({ at }) => at > now);
  const stay = new Set(sessions.map(({ date }) => date));
  for (const session of sessions) {
    await putOnRecord(trx, id, session);
    await setSession(trx, { club_id: id, date: session.date }, { at: session.at });
  }
  const gone = planned.filter(({ date }) => !stay.has(date));
  for (const { date } of gone)
    await trx.deleteFrom('club_session').where('club_id', '=', id).where('date', '=', date).execute();
  return Math.max(0, ...gone.map(({ changes = 0 }) => changes));
}

/**
 * People hear of sessions that a holiday takes out, or that take place again: those on record, and the next one. Where
 * another session has been moved to the time of one that a holiday kept out, that one does not come back.
 */
export async function changeHolidays(
  trx: Kysely<Tables>,
  before: Club,
  after: readonly Holiday[],
  now: number,
): Promise<void> {
  const change = await changedRule(trx, { ...before, holidays: after }, before, now);
  const { rule } = change;
  let lost = 0;
  if (!isDeepStrictEqual(rule, before.rule)) {
    await trx
      .updateTable('club')
      .set(clubRow({ ...before, rule }))
      .where('id', '=', before.id)
      .execute();
    lost = await followRule(trx, before.id, change, now);
  }
  const known = await sessionsOf(trx, before.id, now);
  const plan = { rule, holidays: after, known };
  const isTaken = (session: Session) =>
    overlapping(plan, session, session.at, before.minutes * MINUTE_MS) !== undefined;
  const next = [before.holidays, after].flatMap(holidays => sessionsAfter({ rule, holidays, known }, now, 1)[0] ?? []);
  const affected = [...known, ...next].filter(
    (one, i, all) =>
      one.at > now &&
      !one.cancelled &&
      isOnHoliday(one, before.holidays) !== isOnHoliday(one, after) &&
      all.findIndex(({ date }) => date === one.date) === i,
  );
  for (const session of affected) {
    await putOnRecord(trx, before.id, session);
    const isBack = !isOnHoliday(session, after);
    const back = { since: now, restored: 1, ...(isBack && isTaken(session) && { cancelled: 1 }) };
    await trx
      .updateTable('club_session')
      .set(({ eb }) => ({ changes: eb('changes', '+', 1), ...(isBack && back) }))
      .where('club_id', '=', before.id)
      .where('date', '=', session.date)
      .execute();
  }
  await countChange(trx, before.id, 1 + lost);
}

async function setSession(
  trx: Kysely<Tables>,
  { club_id, date }: Pick<Tables['club_session'], 'club_id' | 'date'>,
  set: Partial<Tables['club_session']>,
): Promise<void> {
  await trx.updateTable('club_session').set(set).where('club_id', '=', club_id).where('date', '=', date).execute();
}
