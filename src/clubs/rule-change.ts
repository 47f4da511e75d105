import { Temporal } from 'temporal-polyfill';
import {
  anchorBeside,
  dayOf,
  isMonthly,
  isOnHoliday,
  meetingAt,
  meetingDateFrom,
  type Plan,
  sessionsAfter,
} from './calendar.ts';
import type { GivenUp, MeetingRule, PlannedSession } from './club.ts';
import { sessionsInFile } from './in-file.ts';

const MINUTE_MS = 60_000;
/** A session that was held earlier is in no week of one to come, in ms; and so many lie in that time. */
export const LOOK_BACK_MS = 14 * 24 * 60 * MINUTE_MS;
const MOST_HELD = 6;

/** A club before its rule, its length or its holidays change. `known`: on record, from LOOK_BACK_MS before now on. */
export interface Before extends Plan {
  /** How often its rule was changed. */
  changes?: number;
  givenUp?: readonly GivenUp[];
}

export interface RuleChange {
  rule: MeetingRule;
  /** Sessions that are on record from now on, each with the time that it has; others to come are given up. */
  sessions: PlannedSession[];
  /** Sessions that calendars may have, and that take place no more. */
  givenUp: GivenUp[];
}

/**
 * The new rule, and what becomes of the sessions to come. No week gets a session of the new rule beside another one
 * that takes place there, or has taken place, and no two sessions are at the same time. A session that would be over at
 * its new time stays at its old one.
 */
export function changeRule(
  before: Before,
  asked: MeetingRule,
  { minutes, now }: { minutes: number; now: number },
): RuleChange {
  const { holidays } = before;
  const isMoved = asked.weekday !== before.rule.weekday || asked.rhythm !== before.rule.rhythm;
  const from = isMoved ? { ...asked, anchor: anchorAfterHeld(before, asked, now) } : asked;
  const byMonth = isMonthly(from) && isMonthly(before.rule);
  const others = [...before.known.filter(({ at }) => at > now), ...overByNewTime(before, from, now)];
  const kept = others.filter(one => isKept(one) || meetsOn(from, one.date));
  const moved = (one: PlannedSession) => one.moves > 0 || !meetsOn(from, one.date);
  const ahead: PlannedSession[] = kept.filter(moved);
  const isFree = (at: number) => !ahead.some(one => takesPlace(one, holidays) && isNear(one.at, at, minutes));
  for (const one of kept.filter(one => !moved(one)).sort((a, b) => a.at - b.at)) {
    const at = meetingAt(from, one.date);
    if (at > now && (one.cancelled || isFree(at))) ahead.push({ ...one, at });
    // Nobody has planned anything for it.
    else if (at <= now || isKept(one)) ahead.push(one);
  }
  const isFirm = (one: PlannedSession) => isKept(one) || moved(one) || one.at !== meetingAt(from, one.date);
  const beside = ahead
    .filter(one => isFirm(one) && takesPlace(one, holidays))
    .flatMap(one => {
      const day = dayOf(one.at, from.timeZone);
      const inItsWeek = meetsOn(from, one.date) ? [] : datesWithin(from, byMonth ? monthOf(day) : weekOf(day));
      const near = datesWithin(from, [plusDays(day, -1), plusDays(day, 1)]).filter(date =>
        isNear(one.at, meetingAt(from, date), minutes),
      );
      return [...inItsWeek, ...near];
    });
  const stay = new Set(ahead.filter(isFirm).map(({ date }) => date));
  const earlier = isMoved ? [] : (before.rule.leftOut ?? []);
  const leftOut = [...new Set([...earlier, ...beside])].filter(date => !stay.has(date)).sort();
  const { leftOut: _, ...plain } = from;
  const rule = leftOut.length > 0 ? { ...plain, leftOut } : plain;
  const sessions = [...heldAgain(before, from, now), ...ahead.filter(({ date }) => !leftOut.includes(date))];
  return { rule, sessions, givenUp: givenUpBy(before, { rule, sessions }, now) };
}

/** What older files have, and what is not to come any more. */
function givenUpBy(before: Before, { rule, sessions }: Pick<RuleChange, 'rule' | 'sessions'>, now: number): GivenUp[] {
  const stay = new Set(sessions.map(({ date }) => date));
  const isToCome = (date: string) => stay.has(date) || (meetsOn(rule, date) && !rule.leftOut?.includes(date));
  return sessionsInFile(before, now)
    .filter(({ date }) => !isToCome(date))
    .map(({ date, at }) => ({ date, at }));
}

/** From when on the new rule holds: not before the week, or the month, after the one that has had its session. */
function anchorAfterHeld(before: Before, asked: MeetingRule, now: number): string {
  const today = dayOf(now, before.rule.timeZone);
  const from = { ...asked, anchor: today };
  const held = sessionsAfter(before, now - LOOK_BACK_MS, MOST_HELD).filter(({ at }) => at <= now);
  const days = held.slice(-1).map(({ at }) => dayOf(at, before.rule.timeZone));
  const free = anchorBeside(from, before.rule, isAfterHeld(before, today) ? [...days, today] : days);
  if (free === today) return asked.anchor;
  // What begins a week, or a month, tells the next change that the one before it has had its session.
  return meetingDateFrom({ ...asked, anchor: free }, free) === asked.anchor || free > asked.anchor
    ? free
    : asked.anchor;
}

/**
 * Whether an earlier change has put off its rule, since this week (or month) had its session by the rule before that.
 */
function isAfterHeld({ rule, changes = 0 }: Before, today: string): boolean {
  const anchor = Temporal.PlainDate.from(rule.anchor);
  return changes > 0 && rule.anchor > today && (anchor.dayOfWeek === 1 || (isMonthly(rule) && anchor.day === 1));
}

/** Sessions that nobody has put on record, and that would be over at their new time. */
function overByNewTime(before: Before, rule: MeetingRule, now: number): PlannedSession[] {
  const known = new Set(before.known.map(({ date }) => date));
  return sessionsAfter(before, now, MOST_HELD).filter(
    ({ date }) => !known.has(date) && meetsOn(rule, date) && meetingAt(rule, date) <= now,
  );
}

/** Sessions that nobody has put on record, and that would be held again at their new time. */
function heldAgain(before: Before, rule: MeetingRule, now: number): PlannedSession[] {
  const known = new Set(before.known.map(({ date }) => date));
  return sessionsAfter(before, now - LOOK_BACK_MS, MOST_HELD).filter(
    ({ date, at }) => at <= now && !known.has(date) && meetsOn(rule, date) && meetingAt(rule, date) > now,
  );
}

/** Something of it is decided or under way, so that it stays as it is when the rule changes. */
function isKept({ moves, cancelled, ballot, paper, presenter }: PlannedSession): boolean {
  return moves > 0 || cancelled || ballot !== undefined || paper !== undefined || presenter !== undefined;
}

function takesPlace(one: PlannedSession, holidays: Plan['holidays']): boolean {
  return !one.cancelled && !isOnHoliday(one, holidays);
}

function isNear(one: number, other: number, minutes: number): boolean {
  return Math.abs(one - other) < minutes * MINUTE_MS;
}

function meetsOn(rule: MeetingRule, date: string): boolean {
  return meetingDateFrom(rule, date) === date;
}

function datesWithin(rule: MeetingRule, [first, last]: readonly [string, string]): string[] {
  const found: string[] = [];
  for (let date = meetingDateFrom(rule, first); date <= last; date = meetingDateFrom(rule, plusDays(date, 1)))
    found.push(date);
  return found;
}

function weekOf(date: string): [string, string] {
  const { dayOfWeek } = Temporal.PlainDate.from(date);
  return [plusDays(date, 1 - dayOfWeek), plusDays(date, 7 - dayOfWeek)];
}

function monthOf(date: string): [string, string] {
  const first = Temporal.PlainDate.from(date).with({ day: 1 });
  return [first.toString(), first.add({ months: 1 }).subtract({ days: 1 }).toString()];
}

function plusDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}
