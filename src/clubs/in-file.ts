import { isOnHoliday, type Plan, sessionsAfter } from './calendar.ts';
import type { GivenUp, PlannedSession } from './club.ts';

/** Sessions to come of which a file speaks: half a year of a weekly club. */
const SESSIONS = 26;

/**
 * What a file for calendars says of a club after an instant (ms since the epoch). What is cancelled, on a holiday, or
 * given up with an earlier rule is in it as cancelled: a calendar that has it from an older file takes it out.
 */
export function sessionsInFile(
  { rule, holidays, known, givenUp = [] }: Plan & { givenUp?: readonly GivenUp[] },
  now: number,
): PlannedSession[] {
  const coming = sessionsAfter({ rule, holidays: [], known }, now, SESSIONS, { cancelled: true });
  const dates = new Set(coming.map(({ date }) => date));
  const gone = givenUp.filter(({ date, at }) => at > now && !dates.has(date));
  return [
    ...coming.map(one => ({ ...one, cancelled: one.cancelled || isOnHoliday(one, holidays) })),
    ...gone.map(one => ({ ...one, moves: 0, cancelled: true })),
  ];
}
