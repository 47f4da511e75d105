import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  anchorBeside,
  dayOf,
  daysBefore,
  meetingAt,
  meetingDateFrom,
  overlapping,
  sessionsAfter,
} from '../../src/clubs/calendar.ts';
import { type MeetingRule, RHYTHMS, type Session } from '../../src/clubs/club.ts';

const ZONES = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Pacific/Apia'];
const thursdays: MeetingRule = {
  rhythm: 'weekly',
  weekday: 4,
  time: '18:00',
  timeZone: 'Europe/Berlin',
  anchor: '2026-01-15',
};
const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const datesOf = (sessions: readonly Session[]) => sessions.map(({ date }) => date);
const dates = (rule: MeetingRule, from: string, count: number) => {
  const found: string[] = [];
  for (let date = meetingDateFrom(rule, from); found.length < count; ) {
    found.push(date);
    date = meetingDateFrom(rule, Temporal.PlainDate.from(date).add({ days: 1 }).toString());
  }
  return found;
};

describe('the dates of a rule', () => {
  it.each([
    ['weekly', ['2026-01-15', '2026-01-22', '2026-01-29']],
    ['two-weeks', ['2026-01-15', '2026-01-29', '2026-02-12']],
    ['four-weeks', ['2026-01-15', '2026-02-12', '2026-03-12']],
    ['first', ['2026-02-05', '2026-03-05', '2026-04-02']],
    ['second', ['2026-02-12', '2026-03-12', '2026-04-09']],
    ['third', ['2026-01-15', '2026-02-19', '2026-03-19']],
    ['fourth', ['2026-01-22', '2026-02-26', '2026-03-26']],
    ['last', ['2026-01-29', '2026-02-26', '2026-03-26']],
  ] as const)('%s', (rhythm, expected) => {
    expect(dates({ ...thursdays, rhythm }, '2026-01-01', 3)).toEqual(expected);
  });

  const rules = fc.record({
    rhythm: fc.constantFrom(...RHYTHMS),
    weekday: fc.integer({ min: 1, max: 7 }),
    time: fc.constantFrom('00:30', '02:30', '12:00', '23:45'),
    timeZone: fc.constantFrom(...ZONES),
    anchor: fc
      .integer({ min: 0, max: 1500 })
      .map(days => Temporal.PlainDate.from('2024-01-01').add({ days }).toString()),
  });

  it('are such weekdays, none before the anchor, and each is found again from itself', () => {
    fc.assert(
      fc.property(rules, fc.integer({ min: -100, max: 1000 }), (rule, days) => {
        const from = Temporal.PlainDate.from(rule.anchor).add({ days }).toString();
        for (const date of dates(rule, from, 5)) {
          expect(Temporal.PlainDate.from(date).dayOfWeek).toBe(rule.weekday);
          expect(date >= rule.anchor && date >= from).toBe(true);
          expect(meetingDateFrom(rule, date)).toBe(date);
        }
      }),
    );
  });

  it('of a month are one for each, of weeks as far apart as they should', () => {
    fc.assert(
      fc.property(rules, rule => {
        const found = dates(rule, rule.anchor, 8).map(date => Temporal.PlainDate.from(date));
        const gaps = found.slice(1).map((date, i) => (found[i] ?? date).until(date, { largestUnit: 'days' }).days);
        const weeks = { weekly: 7, 'two-weeks': 14, 'four-weeks': 28 }[String(rule.rhythm)];
        if (weeks !== undefined) expect(new Set(gaps)).toEqual(new Set([weeks]));
        else for (const gap of gaps) expect([28, 35]).toContain(gap);
      }),
    );
  });

  it('have their time on the clock of the zone, also over clock changes', () => {
    fc.assert(
      fc.property(rules, rule => {
        for (const date of dates(rule, rule.anchor, 60)) {
          const begins = Temporal.Instant.fromEpochMilliseconds(meetingAt(rule, date)).toZonedDateTimeISO(
            rule.timeZone,
          );
          const wanted = Temporal.PlainDateTime.from(`${date}T${rule.time}`);
          const isThere = begins.toPlainDateTime().equals(wanted);
          // A time that a clock change skips is the only other one, and it comes later.
          const skipped = wanted.toZonedDateTime(rule.timeZone, { disambiguation: 'earlier' });
          expect(isThere || !skipped.toPlainDateTime().equals(wanted)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('sessions', () => {
  const plan = { rule: thursdays, holidays: [], known: [] };

  it('keep their hour when the clocks change', () => {
    const found = sessionsAfter(plan, at('2026-03-20T00:00Z'), 2).map(session => session.at);
    expect(found).toEqual([at('2026-03-26T17:00Z'), at('2026-04-02T16:00Z')]);
  });

  it('are not on holidays', () => {
    const holidays = [{ from: '2026-01-20', to: '2026-02-05' }];
    expect(datesOf(sessionsAfter({ ...plan, holidays }, at('2026-01-14T00:00Z'), 2))).toEqual([
      '2026-01-15',
      '2026-02-12',
    ]);
  });

  it('that are moved count by their new time, and keep their name', () => {
    const moved = { date: '2026-01-22', at: at('2026-02-02T17:00Z'), moves: 1, cancelled: false };
    const found = sessionsAfter({ ...plan, known: [moved] }, at('2026-01-16T00:00Z'), 3);
    expect(datesOf(found)).toEqual(['2026-01-29', '2026-01-22', '2026-02-05']);
  });

  it('that are on record are not on holidays either, unless they were moved', () => {
    const holidays = [{ from: '2026-01-20', to: '2026-01-24' }];
    const own = { date: '2026-01-22', at: at('2026-01-22T17:00Z'), moves: 0, cancelled: false };
    const moved = { ...own, at: at('2026-01-23T17:00Z'), moves: 1 };
    const first = (known: Session) =>
      sessionsAfter({ ...plan, holidays, known: [known] }, at('2026-01-16T00:00Z'), 1).map(({ date }) => date);
    expect(first(own)).toEqual(['2026-01-29']);
    expect(first(moved)).toEqual(['2026-01-22']);
  });

  it('that are cancelled are left out', () => {
    const gone = { date: '2026-01-22', at: at('2026-01-22T17:00Z'), moves: 0, cancelled: true };
    const known = { ...plan, known: [gone] };
    expect(datesOf(sessionsAfter(known, at('2026-01-16T00:00Z'), 1))).toEqual(['2026-01-29']);
    expect(datesOf(sessionsAfter(known, at('2026-01-16T00:00Z'), 1, { cancelled: true }))).toEqual(['2026-01-22']);
  });

  it('end where holidays never do', () => {
    const holidays = [{ from: '2026-01-01', to: '2099-01-01' }];
    expect(sessionsAfter({ ...plan, holidays }, at('2026-01-14T00:00Z'), 1)).toEqual([]);
  });

  it('come one after the other, whatever the instant', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 * 24 }), hours => {
        const after = at('2026-01-15T00:00Z') + hours * 3_600_000;
        const [first, second] = sessionsAfter(plan, after, 2);
        expect(first?.at).toBeGreaterThan(after);
        expect(sessionsAfter(plan, first?.at ?? 0, 1)).toEqual([second]);
      }),
    );
  });
});

it('days before are days of the calendar, at the same time of the day', () => {
  const session = at('2026-03-31T16:00Z');
  expect(daysBefore(session, 5, 'Europe/Berlin')).toBe(at('2026-03-26T17:00Z'));
  expect(dayOf(at('2026-03-31T22:30Z'), 'Europe/Berlin')).toBe('2026-04-01');
});

describe('a new rule', () => {
  it('never has a session in a week, or of two monthly rules in a month, that has one already', () => {
    const days = fc.integer({ min: 0, max: 400 }).map(day => Temporal.PlainDate.from('2026-01-01').add({ days: day }));
    fc.assert(
      fc.property(days, fc.constantFrom(...RHYTHMS), fc.integer({ min: 1, max: 7 }), (kept, rhythm, weekday) => {
        const rule = { ...thursdays, rhythm, weekday, anchor: '2026-01-01' };
        const anchor = anchorBeside(rule, { rhythm }, [kept.toString()]);
        const first = Temporal.PlainDate.from(meetingDateFrom({ ...rule, anchor }, anchor));
        const monday = kept.subtract({ days: kept.dayOfWeek - 1 });
        expect(monday.until(first).days).toBeGreaterThanOrEqual(
          ['first', 'second', 'third', 'fourth', 'last'].includes(rhythm) ? 1 : 7,
        );
        if (!['weekly', 'two-weeks', 'four-weeks'].includes(rhythm))
          expect(first.toPlainYearMonth()).not.toEqual(kept.toPlainYearMonth());
      }),
    );
    expect(anchorBeside(thursdays, thursdays, [])).toBe(thursdays.anchor);
  });
});

describe('a session', () => {
  it('overlaps with another one that is not over', () => {
    const plan = { rule: thursdays, holidays: [], known: [] };
    const [one, two] = sessionsAfter(plan, at('2026-01-14T00:00Z'), 2);
    if (!one || !two) throw new Error('two sessions are needed');
    const hour = 3_600_000;
    expect(overlapping(plan, two, one.at + hour / 2, hour)?.date).toBe(one.date);
    expect(overlapping(plan, two, one.at - hour / 2, hour)?.date).toBe(one.date);
    expect(overlapping(plan, two, one.at + hour, hour)).toBeUndefined();
    expect(overlapping(plan, one, one.at, hour)).toBeUndefined();
    const gone = { ...plan, known: [{ ...one, cancelled: true }] };
    expect(overlapping(gone, two, one.at, hour)).toBeUndefined();
  });
});
