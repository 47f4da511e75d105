import { Temporal } from 'temporal-polyfill';

/** When a subscription is due, in its own time zone. */
export interface Schedule {
  /** `08:30`, of a 24-hour clock. */
  time: string;
  /** A name of the IANA database, `Europe/Berlin`. */
  timeZone: string;
  /** Bit 0 is Monday, bit 6 Sunday; at least one. */
  days: number;
}

/** One time at which a subscription is due. */
export interface Occurrence {
  /** The date for which it is meant, `2026-03-29`: its name, also where a clock change moves it past midnight. */
  date: string;
  /** Ms since the epoch. */
  at: number;
}

/**
 * The occurrence meant for a date. A time that a clock change skips moves forward by the length of the gap, even past
 * midnight; a time that occurs twice is taken the first time. Temporal calls that "compatible".
 */
export function occurrenceOn({ time, timeZone }: Schedule, date: string): Occurrence {
  const at = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) });
  return { date, at: at.epochMilliseconds };
}

/** The occurrence of the first chosen day after a date. */
export function occurrenceAfter(schedule: Schedule, date: string): Occurrence {
  let day = Temporal.PlainDate.from(date);
  do day = day.add({ days: 1 });
  while (!isChosen(schedule, day));
  return occurrenceOn(schedule, day.toString());
}

/** The first occurrence later than an instant (ms since the epoch). */
export function firstOccurrence(schedule: Schedule, after: number): Occurrence {
  // Yesterday's occurrence may have been moved past midnight: it is looked at too.
  let occurrence = occurrenceAfter(schedule, dayBefore(dayBefore(localDate(after, schedule.timeZone))));
  while (occurrence.at <= after) occurrence = occurrenceAfter(schedule, occurrence.date);
  return occurrence;
}

/** The last occurrence at an instant or before it, if it is not older than `since` (both ms since the epoch). */
export function lastOccurrence(schedule: Schedule, now: number, since: number): Occurrence | undefined {
  let last: Occurrence | undefined;
  let next = firstOccurrence(schedule, since - 1);
  while (next.at <= now) {
    last = next;
    next = occurrenceAfter(schedule, next.date);
  }
  return last;
}

/** The date at an instant. */
export function localDate(at: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/**
 * Whether this machine knows what time it is there: a zone can be newer than the data that its Node has, or be gone
 * from them.
 */
export function isKnownZone(timeZone: string): boolean {
  try {
    localDate(0, timeZone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function dayBefore(date: string): string {
  return Temporal.PlainDate.from(date).subtract({ days: 1 }).toString();
}

function isChosen({ days }: Schedule, day: Temporal.PlainDate): boolean {
  return (days & (1 << (day.dayOfWeek - 1))) !== 0;
}
