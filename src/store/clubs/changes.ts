import type { Kysely } from 'kysely';
import { anchorBeside, isOnHoliday, meetingAt, meetingDateFrom, sessionsAfter } from '../../clubs/calendar.ts';
import type { Club, Holiday, MeetingRule, PlannedSession } from '../../clubs/club.ts';
import type { Tables } from '../schema.ts';
import { putOnRecord, sessionsOf } from './sessions.ts';

/** A session that was held earlier is in no week of one to come, in ms; and so many lie in that time. */
const LOOK_BACK_MS = 14 * 24 * 60 * 60_000;
const MOST_HELD = 6;

/** The new rule, from when on no week has a session of it and another one that takes place, or has taken place. */
export async function besideOthers(
  trx: Kysely<Tables>,
  before: Club,
  rule: MeetingRule,
  now: number,
): Promise<MeetingRule> {
  const from = Math.max(before.since, now - LOOK_BACK_MS);
  const known = await sessionsOf(trx, before.id, from);
  const takesPlace = (one: PlannedSession) => !one.cancelled && !isOnHoliday(one, before.holidays);
  const kept = known.filter(one => one.at > now && takesPlace(one) && isKept(one) && !meetsOn(rule, one.date));
  const held = sessionsAfter({ rule: before.rule, holidays: before.holidays, known }, from, MOST_HELD).filter(
    ({ at }) => at <= now,
  );
  return {
    ...rule,
    anchor: anchorBeside(
      rule,
      before.rule,
      [...kept, ...held.slice(-1)].map(({ date }) => date),
    ),
  };
}

/** Something of it is decided or under way, so that it stays as it is when the rule changes. */
function isKept({ moves, cancelled, ballot, paper, presenter }: PlannedSession): boolean {
  return moves > 0 || cancelled || ballot !== undefined || paper !== undefined || presenter !== undefined;
}

function meetsOn(rule: MeetingRule, date: string): boolean {
  return meetingDateFrom(rule, date) === date;
}

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

/** Returns how often those were changed, at most, that the new rule does not have: one of their dates may come back. */
export async function followRule(trx: Kysely<Tables>, id: string, rule: MeetingRule, now: number): Promise<number> {
  const planned = (await sessionsOf(trx, id, now)).filter(({ at, moves }) => at > now && moves === 0);
  let lost = 0;
  for (const session of planned) {
    const { date } = session;
    const row = { club_id: id, date };
    if (meetsOn(rule, date)) await setSession(trx, row, { at: meetingAt(rule, date) });
    else if (!isKept(session)) {
      lost = Math.max(lost, session.changes ?? 0);
      await trx.deleteFrom('club_session').where('club_id', '=', id).where('date', '=', date).execute();
    }
  }
  return lost;
}

/** People hear of sessions that a holiday takes out, or that take place again: those on record, and the next one. */
export async function tellHoliday(
  trx: Kysely<Tables>,
  before: Club,
  after: readonly Holiday[],
  now: number,
): Promise<void> {
  const known = await sessionsOf(trx, before.id, now);
  const next = [before.holidays, after].flatMap(
    holidays => sessionsAfter({ rule: before.rule, holidays, known }, now, 1)[0] ?? [],
  );
  const affected = [...known, ...next].filter(
    (one, i, all) =>
      one.at > now &&
      !one.cancelled &&
      isOnHoliday(one, before.holidays) !== isOnHoliday(one, after) &&
      all.findIndex(({ date }) => date === one.date) === i,
  );
  for (const session of affected) {
    await putOnRecord(trx, before.id, session);
    await trx
      .updateTable('club_session')
      .set(({ eb }) => ({ changes: eb('changes', '+', 1), ...(!isOnHoliday(session, after) && { since: now }) }))
      .where('club_id', '=', before.id)
      .where('date', '=', session.date)
      .execute();
  }
  await countChange(trx, before.id, 1);
}

async function setSession(
  trx: Kysely<Tables>,
  { club_id, date }: Pick<Tables['club_session'], 'club_id' | 'date'>,
  set: Partial<Tables['club_session']>,
): Promise<void> {
  await trx.updateTable('club_session').set(set).where('club_id', '=', club_id).where('date', '=', date).execute();
}
