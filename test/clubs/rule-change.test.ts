import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { dayOf, meetingAt, meetingDateFrom, overlapping, sessionsAfter } from '../../src/clubs/calendar.ts';
import type { GivenUp, Holiday, MeetingRule, PlannedSession } from '../../src/clubs/club.ts';
import { sessionsInFile } from '../../src/clubs/in-file.ts';
import { type Before, changeRule } from '../../src/clubs/rule-change.ts';

const HOUR_MS = 3_600_000;
const ZONE = 'Europe/Berlin';
const at = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime(ZONE).epochMilliseconds;
const thursdays: MeetingRule = {
  rhythm: 'weekly',
  weekday: 4,
  time: '18:00',
  timeZone: ZONE,
  anchor: '2026-01-15',
};
const paper = { id: 'p', decidedBy: 'guest', votes: 0, voters: 0 } as const;
const planned = (date: string, more: Partial<PlannedSession> = {}): PlannedSession => ({
  date,
  at: meetingAt(thursdays, date),
  moves: 0,
  cancelled: false,
  ...more,
});

/** A rule as somebody asks for it: from its first meeting that is still ahead. */
function asked(now: number, change: Partial<MeetingRule>, before: MeetingRule = thursdays): MeetingRule {
  const rule = { ...before, ...change };
  if (rule.weekday === before.weekday && rule.rhythm === before.rhythm) return rule;
  const { leftOut: _, ...plain } = rule;
  const today = { ...plain, anchor: dayOf(now, ZONE) };
  const date = meetingDateFrom(today, today.anchor);
  if (meetingAt(today, date) > now) return { ...today, anchor: date };
  const tomorrow = Temporal.PlainDate.from(date).add({ days: 1 }).toString();
  return { ...today, anchor: meetingDateFrom({ ...today, anchor: tomorrow }, tomorrow) };
}

function next(before: Partial<Before>, change: Partial<MeetingRule>, now: number, count: number) {
  const club = { rule: thursdays, holidays: [], known: [], ...before };
  const { rule, sessions } = changeRule(club, asked(now, change, club.rule), { minutes: 60, now });
  const coming = sessionsAfter({ rule, holidays: club.holidays, known: sessions }, now, count);
  return { rule, begins: coming.map(session => `${dayOf(session.at, ZONE)} ${clock(session.at)}`) };
}

const clock = (instant: number) =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(ZONE).toPlainTime().toString().slice(0, 5);

describe('a change of the weekday', () => {
  it('leaves out the weeks only that have a session of which something is decided', () => {
    const { begins } = next({ known: [planned('2026-02-05', { paper })] }, { weekday: 2 }, at('2026-01-14T12:00'), 5);
    expect(begins).toEqual([
      '2026-01-20 18:00',
      '2026-01-27 18:00',
      '2026-02-05 18:00',
      '2026-02-10 18:00',
      '2026-02-17 18:00',
    ]);
  });

  it('counts a session that was moved where it is now', () => {
    const known = [planned('2026-01-22', { at: at('2026-01-30T18:00'), moves: 1 })];
    const { begins } = next({ known }, { weekday: 5 }, at('2026-01-21T12:00'), 3);
    expect(begins).toEqual(['2026-01-23 18:00', '2026-01-30 18:00', '2026-02-06 18:00']);
  });

  it('gives no second session to a week that has had one, however often it is made', () => {
    const now = at('2026-01-15T20:00');
    const first = next({}, { weekday: 6 }, now, 1);
    expect(first.begins).toEqual(['2026-01-24 18:00']);
    expect(next({ rule: first.rule, changes: 1 }, { weekday: 5 }, now, 1).begins).toEqual(['2026-01-23 18:00']);
    const near = next({}, { weekday: 2 }, now, 1);
    expect(next({ rule: near.rule, changes: 1 }, { weekday: 5 }, now, 1).begins).toEqual(['2026-01-23 18:00']);
    const monthly = { ...thursdays, rhythm: 'third' } as const;
    const third = next({ rule: monthly }, { weekday: 6 }, now, 1);
    expect(third.begins).toEqual(['2026-02-21 18:00']);
    expect(next({ rule: third.rule, changes: 1 }, { weekday: 5 }, now, 1).begins).toEqual(['2026-02-20 18:00']);
  });

  it('begins at once where nothing was held yet', () => {
    const now = at('2026-01-12T12:00');
    const first = next({}, { weekday: 3 }, now, 1);
    expect(first.begins).toEqual(['2026-01-14 18:00']);
    expect(next({ rule: first.rule, changes: 1 }, { weekday: 2 }, now, 1).begins).toEqual(['2026-01-13 18:00']);
  });
});

describe('a change of the time', () => {
  it('leaves a session at its old time that would be over at the new one', () => {
    for (const known of [[planned('2026-01-22', { paper })], [planned('2026-01-22')], []])
      expect(next({ known }, { time: '15:30' }, at('2026-01-22T16:05'), 2).begins).toEqual([
        '2026-01-22 18:00',
        '2026-01-29 15:30',
      ]);
  });

  it('takes along what is planned', () => {
    const known = [planned('2026-01-22', { paper }), planned('2026-01-29')];
    expect(next({ known }, { time: '19:00' }, at('2026-01-22T16:05'), 3).begins).toEqual([
      '2026-01-22 19:00',
      '2026-01-29 19:00',
      '2026-02-05 19:00',
    ]);
  });

  it('holds no session again that was held today', () => {
    expect(next({}, { time: '20:00' }, at('2026-01-22T19:00'), 1).begins).toEqual(['2026-01-29 20:00']);
  });

  it('leaves out a session at the time of one that was moved', () => {
    const known = [planned('2026-01-22', { at: at('2026-01-29T20:30'), moves: 1 })];
    expect(next({ known }, { time: '20:00' }, at('2026-01-21T12:00'), 2).begins).toEqual([
      '2026-01-29 20:30',
      '2026-02-05 20:00',
    ]);
  });
});

const upTo = (max: number) => fc.integer({ min: 0, max });
const deeds = fc.oneof(
  fc.record({ do: fc.constant('wait' as const), hours: upTo(200) }),
  fc.record({ do: fc.constant('weekday' as const), weekday: fc.integer({ min: 1, max: 7 }) }),
  fc.record({ do: fc.constant('time' as const), hour: fc.integer({ min: 8, max: 20 }) }),
  fc.record({ do: fc.constant('length' as const), hours: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ do: fc.constantFrom('guest' as const, 'cancel' as const), which: upTo(5) }),
  fc.record({ do: fc.constant('move' as const), which: upTo(5), hours: fc.integer({ min: -200, max: 200 }) }),
  fc.record({ do: fc.constant('holiday' as const), days: fc.integer({ min: 1, max: 30 }) }),
);
type Deed = typeof deeds extends fc.Arbitrary<infer One> ? One : never;

/** A weekly club as time goes on. */
function live(all: readonly Deed[]) {
  const club = {
    rule: thursdays,
    minutes: 60,
    holidays: [] as Holiday[],
    known: [] as PlannedSession[],
    givenUp: [] as GivenUp[],
    changes: 0,
  };
  let now = at('2026-01-12T12:00');
  const held: PlannedSession[] = [];
  /** Mondays of weeks from which somebody took a session, or to which one was moved. */
  const emptied = new Set<string>();
  const filled = new Set<string>();
  /** Sessions in the calendar of somebody who takes every file, by their dates. */
  const calendar = new Map<string, number>();
  const takeFile = () => {
    for (const { date, at, cancelled } of sessionsInFile(club, now))
      if (cancelled) calendar.delete(date);
      else calendar.set(date, at);
  };
  takeFile();
  const put = (one: PlannedSession) => {
    club.known = [...club.known.filter(({ date }) => date !== one.date), one];
  };
  const ahead = (count: number) => sessionsAfter(club, now, count);
  for (const deed of all) {
    const edit = (change: Partial<MeetingRule>) => {
      const known = club.known.filter(one => one.at > now - 14 * 24 * HOUR_MS);
      const { minutes } = club;
      const made = changeRule({ ...club, known }, asked(now, change, club.rule), { minutes, now });
      if (JSON.stringify(made.rule) !== JSON.stringify(club.rule)) {
        club.known = [...club.known.filter(one => one.at <= now), ...made.sessions];
        Object.assign(club, { rule: made.rule, givenUp: made.givenUp, changes: club.changes + 1 });
      }
    };
    const one = 'which' in deed ? ahead(6)[deed.which] : undefined;
    switch (deed.do) {
      case 'wait': {
        const until = now + deed.hours * HOUR_MS;
        held.push(...ahead(40).filter(session => session.at <= until));
        now = until;
        break;
      }
      case 'weekday':
        edit({ weekday: deed.weekday });
        break;
      case 'time':
        edit({ time: `${String(deed.hour).padStart(2, '0')}:00` });
        break;
      case 'length':
        club.minutes = deed.hours * 60;
        edit({});
        break;
      case 'guest':
        if (one) put({ ...one, paper });
        break;
      case 'cancel':
        if (one) put({ ...one, cancelled: true });
        if (one) emptied.add(monday(one.at));
        break;
      case 'move': {
        const to = (one?.at ?? 0) + deed.hours * HOUR_MS;
        if (!one || to <= now || overlapping(club, one, to, club.minutes * 60_000)) break;
        emptied.add(monday(one.at));
        filled.add(monday(to));
        put({ ...one, at: to, moves: one.moves + 1 });
        break;
      }
      case 'holiday': {
        const from = Temporal.PlainDate.from(dayOf(now, ZONE)).add({ days: deed.days }).toString();
        const hit = ahead(8).filter(({ date, moves }) => moves === 0 && date === from);
        for (const session of hit) emptied.add(monday(session.at));
        club.holidays = [...club.holidays, { from, to: from }];
        emptied.add(monday(at(`${from}T12:00`)));
        break;
      }
    }
    takeFile();
  }
  return {
    now,
    minutes: club.minutes,
    sessions: [...held, ...ahead(12)],
    held: held.length,
    emptied,
    filled,
    inCalendar: [...calendar.values()].filter(begins => begins > now).sort((a, b) => a - b),
  };
}

function monday(instant: number): string {
  const day = Temporal.PlainDate.from(dayOf(instant, ZONE));
  return day.subtract({ days: day.dayOfWeek - 1 }).toString();
}

it('whatever changes come, a weekly club has one session each week, and no two at a time', () => {
  fc.assert(
    fc.property(fc.array(deeds, { maxLength: 12 }), all => {
      const { now, minutes, sessions, held, emptied, filled } = live(all);
      const coming = sessions.slice(held);
      for (const [i, one] of coming.entries()) {
        const last = coming[i - 1];
        if (!last) continue;
        // Two that people have planned can overlap once sessions are longer.
        const apart = [one, last].every(({ moves, paper }) => moves > 0 || paper) ? 1 : minutes * 60_000;
        expect(one.at - last.at).toBeGreaterThanOrEqual(apart);
      }
      const weeks = new Map<string, number>();
      for (const session of sessions) weeks.set(monday(session.at), (weeks.get(monday(session.at)) ?? 0) + 1);
      for (const [week, count] of weeks) if (!filled.has(week)) expect([week, count]).toEqual([week, 1]);
      // This week, and the next one where this week has had its session, may be lost to the change itself.
      for (let i = 2; i < 8; i += 1) {
        const week = monday(now + i * 7 * 24 * HOUR_MS);
        if (!emptied.has(week)) expect([week, weeks.get(week) ?? 0]).not.toEqual([week, 0]);
      }
    }),
    { numRuns: 300 },
  );
});

it('whatever changes come, a calendar that takes each file shows the sessions that take place, and no others', () => {
  fc.assert(
    fc.property(fc.array(deeds, { maxLength: 12 }), all => {
      const { sessions, held, inCalendar } = live(all);
      const coming = sessions.slice(held).map(({ at }) => at);
      expect(inCalendar.slice(0, coming.length)).toEqual(coming);
    }),
  );
});
