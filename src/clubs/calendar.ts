import { Temporal } from 'temporal-polyfill';
import type { Holiday, MeetingRule, PlannedSession, Session } from './club.ts';
import type { Candidate } from './tally.ts';

const WEEKS = { weekly: 1, 'two-weeks': 2, 'four-weeks': 4 } as const;
const NTH = { first: 1, second: 2, third: 3, fourth: 4 } as const;

/** After so many meetings that holidays swallow, in a row, it is given up: about four years of a weekly club. */
const MOST_SKIPPED = 200;
/** More sessions than can overlap with one. */
const MOST_NEAR = 6;

export interface Plan {
  rule: MeetingRule;
  holidays: readonly Holiday[];
  /**
   * Sessions that organisers have changed, and those that have begun to be planned; each takes the place of what the
   * rule says of its date.
   */
  known: readonly PlannedSession[];
}

/** The first date on which the rule has a meeting, at a date or after it. */
export function meetingDateFrom(rule: MeetingRule, from: string): string {
  const start = later(Temporal.PlainDate.from(from), Temporal.PlainDate.from(rule.anchor));
  const { rhythm } = rule;
  if (rhythm === 'weekly' || rhythm === 'two-weeks' || rhythm === 'four-weeks') {
    const first = onWeekday(Temporal.PlainDate.from(rule.anchor), rule.weekday);
    const step = WEEKS[rhythm] * 7;
    const behind = Math.max(0, first.until(start, { largestUnit: 'days' }).days);
    return first.add({ days: Math.ceil(behind / step) * step }).toString();
  }
  for (let month = start.with({ day: 1 }); ; month = month.add({ months: 1 })) {
    const date = rhythm === 'last' ? lastWeekday(month, rule.weekday) : nthWeekday(month, rule.weekday, NTH[rhythm]);
    if (Temporal.PlainDate.compare(date, start) >= 0) return date.toString();
  }
}

/**
 * When a session of a date begins. A time that a clock change skips moves forward by the length of the gap, and one
 * that occurs twice is taken the first time.
 */
export function meetingAt({ time, timeZone }: Pick<MeetingRule, 'time' | 'timeZone'>, date: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) })
    .epochMilliseconds;
}

/**
 * The sessions that begin after an instant (ms since the epoch), the first ones first; cancelled ones are left out
 * unless `cancelled` says so. A session that was moved counts by its new time, also where its date is a holiday; any
 * other on a holiday is left out.
 */
export function sessionsAfter(
  { rule, holidays, known }: Plan,
  after: number,
  count: number,
  { cancelled = false } = {},
): PlannedSession[] {
  const changed = new Set(known.map(({ date }) => date));
  const own = known.filter(
    session => session.at > after && (cancelled || !session.cancelled) && !isOnHoliday(session, holidays),
  );
  // Two at one time are one: who was moved there takes the place of the other.
  const taken = new Set(own.filter(({ cancelled }) => !cancelled).map(({ at }) => at));
  const leftOut = new Set(rule.leftOut);
  const regular: PlannedSession[] = [];
  let skipped = 0;
  // A clock change can move a late session past midnight, so the day before is looked at too.
  let from = dayAfter(dayOf(after, rule.timeZone), -1);
  while (regular.length < count && skipped < MOST_SKIPPED) {
    const date = meetingDateFrom(rule, from);
    const at = meetingAt(rule, date);
    from = dayAfter(date, 1);
    if (at <= after) continue;
    if (changed.has(date) || leftOut.has(date) || taken.has(at)) continue;
    if (isHoliday(holidays, date)) skipped += 1;
    else {
      skipped = 0;
      regular.push({ date, at, moves: 0, cancelled: false });
    }
  }
  return [...own, ...regular].sort((a, b) => a.at - b.at || (a.date < b.date ? -1 : 1)).slice(0, count);
}

/**
 * From when on a new rule holds, so that no week has one of its sessions and one of these dates, where the club has
 * met: its anchor, or later. Where the club meets once a month by both rules, no month has two.
 */
export function anchorBeside(rule: MeetingRule, before: Pick<MeetingRule, 'rhythm'>, dates: readonly string[]): string {
  const byMonth = isMonthly(rule) && isMonthly(before);
  const free = dates.map(date => {
    const day = Temporal.PlainDate.from(date);
    return byMonth ? day.with({ day: 1 }).add({ months: 1 }) : day.add({ days: 8 - day.dayOfWeek });
  });
  return free.reduce(later, Temporal.PlainDate.from(rule.anchor)).toString();
}

export function isMonthly({ rhythm }: Pick<MeetingRule, 'rhythm'>): boolean {
  return !Object.hasOwn(WEEKS, rhythm);
}

/** Of other sessions, the first that overlaps with one of this length (ms) at an instant. */
export function overlapping(plan: Plan, { date }: Pick<Session, 'date'>, at: number, lengthMs: number) {
  return sessionsAfter(plan, at - lengthMs, MOST_NEAR).find(
    other => other.date !== date && Math.abs(other.at - at) < lengthMs,
  );
}

/** A club's sessions on record, with what says which of them take place at an instant. */
export interface OnRecord {
  known: readonly PlannedSession[];
  holidays: readonly Holiday[];
  /** Ms since the epoch. */
  now: number;
}

/**
 * Ids of the papers of sessions that are to take place: no other session reads them. `except`: the date of that other
 * one.
 */
export function chosenPapers({ known, holidays, now }: OnRecord, except?: string): ReadonlySet<string> {
  const ahead = known.filter(one => one.at > now && one.date !== except && takesPlace(one, holidays));
  return new Set(ahead.flatMap(({ paper }) => paper?.id ?? []));
}

/**
 * The nominations from which a paper can be chosen: none of a paper that is chosen already, nor one that was made
 * before its paper was read. What is nominated again after that counts.
 */
export function openAmong<T extends Pick<Candidate, 'paperId' | 'nominatedAt'>>(
  nominations: readonly T[],
  onRecord: OnRecord,
  except?: string,
): T[] {
  const { known, holidays, now } = onRecord;
  const chosen = chosenPapers(onRecord, except);
  const held = known.filter(one => one.at <= now && takesPlace(one, holidays));
  const isRead = ({ paperId, nominatedAt }: T) =>
    held.some(({ at, paper }) => paper?.id === paperId && nominatedAt <= at);
  return nominations.filter(one => !chosen.has(one.paperId) && !isRead(one));
}

function takesPlace(session: PlannedSession, holidays: readonly Holiday[]): boolean {
  return !session.cancelled && !isOnHoliday(session, holidays);
}

/** Whether a holiday keeps it from taking place. */
export function isOnHoliday({ date, moves }: Pick<Session, 'date' | 'moves'>, holidays: readonly Holiday[]): boolean {
  return moves === 0 && isHoliday(holidays, date);
}

function isHoliday(holidays: readonly Holiday[], date: string): boolean {
  return holidays.some(({ from, to }) => from <= date && date <= to);
}

/** The date at an instant. */
export function dayOf(at: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The same time of day, so many days earlier (or later, where it is negative). */
export function daysBefore(at: number, days: number, timeZone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).subtract({ days }).epochMilliseconds;
}

function dayAfter(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

function later(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(a, b) >= 0 ? a : b;
}

/** The date, or the first one after it that is such a weekday. */
function onWeekday(date: Temporal.PlainDate, weekday: number): Temporal.PlainDate {
  return date.add({ days: (weekday - date.dayOfWeek + 7) % 7 });
}

function nthWeekday(firstOfMonth: Temporal.PlainDate, weekday: number, nth: number): Temporal.PlainDate {
  return onWeekday(firstOfMonth, weekday).add({ days: (nth - 1) * 7 });
}

function lastWeekday(firstOfMonth: Temporal.PlainDate, weekday: number): Temporal.PlainDate {
  const last = firstOfMonth.add({ months: 1 }).subtract({ days: 1 });
  return last.subtract({ days: (last.dayOfWeek - weekday + 7) % 7 });
}
