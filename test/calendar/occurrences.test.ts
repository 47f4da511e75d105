import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import data from '../../data/time-zones.json' with { type: 'json' };
import { EVERY_DAY } from '../../src/calendar/days.ts';
import {
  firstOccurrence,
  localDate,
  occurrenceAfter,
  occurrenceOn,
  type Schedule,
} from '../../src/calendar/occurrences.ts';

const ZONES = Object.keys(data.zones);
const MONDAY = 1;

const instant = (at: number) => new Date(at).toISOString();
const daily = (time: string, timeZone: string): Schedule => ({ time, timeZone, days: EVERY_DAY });

describe('the occurrence of a date', () => {
  it.each([
    ['a usual day', 'Europe/Berlin', '08:30', '2026-07-01', '2026-07-01T06:30:00.000Z'],
    [
      'a time that is skipped moves forward by the gap',
      'Europe/Berlin',
      '02:30',
      '2026-03-29',
      '2026-03-29T01:30:00.000Z',
    ],
    [
      'a time that occurs twice is taken the first time',
      'Europe/Berlin',
      '02:30',
      '2026-10-25',
      '2026-10-25T00:30:00.000Z',
    ],
    ['the same in New York', 'America/New_York', '02:30', '2026-03-08', '2026-03-08T07:30:00.000Z'],
    ['a gap of half an hour', 'Australia/Lord_Howe', '02:15', '2026-10-04', '2026-10-03T15:45:00.000Z'],
    ['a move past midnight keeps its date', 'America/Nuuk', '23:30', '2026-03-28', '2026-03-29T01:30:00.000Z'],
    ['a day without midnight', 'Africa/Cairo', '00:15', '2026-04-24', '2026-04-23T22:15:00.000Z'],
  ])('%s', (_, timeZone, time, date, at) => {
    const occurrence = occurrenceOn(daily(time, timeZone), date);
    expect({ ...occurrence, at: instant(occurrence.at) }).toEqual({ date, at });
  });
});

describe('the next occurrence', () => {
  it('is the first that is later than now', () => {
    const schedule = daily('08:30', 'Europe/Berlin');
    const at = Date.parse('2026-07-01T06:30:00Z');
    expect(firstOccurrence(schedule, at - 1)).toEqual({ date: '2026-07-01', at });
    expect(firstOccurrence(schedule, at).date).toBe('2026-07-02');
  });

  it('is still yesterday’s where the clock change moved that past midnight', () => {
    const next = firstOccurrence(daily('23:30', 'America/Nuuk'), Date.parse('2026-03-29T01:15:00Z'));
    expect(next.date).toBe('2026-03-28');
  });

  it('falls on chosen days only', () => {
    const schedule = { time: '09:00', timeZone: 'UTC', days: MONDAY };
    const dates = [firstOccurrence(schedule, Date.parse('2026-07-01T00:00:00Z'))];
    for (let i = 0; i < 3; i += 1) dates.push(occurrenceAfter(schedule, dates.at(-1)?.date ?? ''));
    expect(dates.map(({ date }) => date)).toEqual(['2026-07-06', '2026-07-13', '2026-07-20', '2026-07-27']);
  });
});

/** Follows a schedule through `count` occurrences and checks what must hold everywhere. */
function checkRun(schedule: Schedule, from: string, count: number): void {
  let previous = occurrenceOn(schedule, from);
  for (let i = 0; i < count; i += 1) {
    const next = occurrenceAfter(schedule, previous.date);
    const [expected] = [1, 2, 3, 4, 5, 6, 7]
      .map(days => Temporal.PlainDate.from(previous.date).add({ days }))
      .filter(({ dayOfWeek }) => schedule.days & (1 << (dayOfWeek - 1)));
    const where = `${schedule.time} ${schedule.timeZone} ${next.date}`;
    if (next.date !== expected?.toString()) throw new Error(`${where}: not the next chosen day after ${previous.date}`);
    if (next.at <= previous.at) throw new Error(`${where}: not later than the one before`);
    if (firstOccurrence(schedule, previous.at).date !== next.date) throw new Error(`${where}: is passed over`);
    previous = next;
  }
}

/** Instants from 2020 to 2035 at which a zone's offset changes. */
function transitions(timeZone: string): Temporal.ZonedDateTime[] {
  const found: Temporal.ZonedDateTime[] = [];
  let at = Temporal.Instant.from('2020-01-01T00:00Z').toZonedDateTimeISO(timeZone);
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (!next || next.year > 2035) return found;
    found.push(next);
    at = next;
  }
}

describe('in every zone from 2020 to 2035', () => {
  it('around each clock change there is one occurrence a day, each later than the one before', () => {
    for (const timeZone of ZONES) {
      for (const change of transitions(timeZone)) {
        const from = change.toPlainDate().subtract({ days: 2 }).toString();
        const hour = change.subtract({ minutes: 30 }).toPlainTime().toString({ smallestUnit: 'minute' });
        checkRun(daily(hour, timeZone), from, 3);
      }
    }
  });

  it('on any day and at any time the same', () => {
    const days = fc.integer({ min: 0, max: 16 * 365 });
    const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 });
    for (const timeZone of ZONES) {
      fc.assert(
        fc.property(days, minutes, fc.integer({ min: 1, max: EVERY_DAY }), (day, minute, chosen) => {
          const from = Temporal.PlainDate.from('2020-01-01').add({ days: day }).toString();
          const time = Temporal.PlainTime.from('00:00').add({ minutes: minute }).toString({ smallestUnit: 'minute' });
          checkRun(daily(time, timeZone), from, 3);
          checkRun({ time, timeZone, days: chosen }, from, 3);
          const { at } = occurrenceOn(daily(time, timeZone), from);
          // A gap may move it past midnight, no further.
          const drift = Temporal.PlainDate.from(from).until(localDate(at, timeZone)).days;
          return drift === 0 || drift === 1;
        }),
        { numRuns: 3 },
      );
    }
  });

  it.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca', 'America/Nuuk'])(
    'day for day in %s',
    timeZone => checkRun(daily('02:30', timeZone), '2026-01-01', 2 * 365),
  );
});
