import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { NOTICES, type PlannedSession, type Session, STEPS } from '../../src/clubs/club.ts';
import { ballotTimes, dueSteps, noticeName, readStepName, stepName, stepsOf } from '../../src/clubs/steps.ts';

const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const session: Session = { date: '2026-03-31', at: at('2026-03-31T16:00Z'), moves: 0, cancelled: false };
const spec = {
  rule: {
    rhythm: 'weekly',
    weekday: 2,
    time: '18:00',
    timeZone: 'Europe/Berlin',
    anchor: '2026-01-13',
  } as const,
  minutes: 60,
  opensDays: 5,
  closesDays: 2,
  presenting: 'rotation' as const,
  off: [],
  since: at('2026-01-01T00:00Z'),
};
const NONE: ReadonlySet<string> = new Set();

describe('the steps of a session', () => {
  it('have their times on the club’s clock, over a clock change too', () => {
    expect(stepsOf(session, spec).map(({ kind, at: due }) => [kind, new Date(due).toISOString().slice(0, 16)])).toEqual(
      [
        ['event', '2026-03-26T17:00'],
        ['ballot-opens', '2026-03-26T17:00'],
        ['ballot-closes', '2026-03-29T16:00'],
        ['presenter-asked', '2026-03-29T16:00'],
        ['presenter-late', '2026-03-30T16:00'],
        ['reminder-day', '2026-03-30T16:00'],
        ['reminder-hour', '2026-03-31T15:00'],
        ['session-opens', '2026-03-31T16:00'],
        ['summary', '2026-04-01T17:00'],
      ],
    );
  });

  it('can be switched off', () => {
    const kinds = (more: Partial<Parameters<typeof stepsOf>[1]>) =>
      stepsOf(session, { ...spec, ...more }).map(s => s.kind);
    expect(kinds({ off: ['event', 'ballot', 'day-before', 'summary'], presenting: 'none' })).toEqual([
      'ballot-closes',
      'reminder-hour',
      'session-opens',
    ]);
  });

  it('have a name that can be read', () => {
    for (const kind of STEPS) {
      expect(readStepName(stepName(session, kind))).toEqual({ session: session.date, moves: 0, kind });
      expect(readStepName(`${stepName(session, kind)}:3`)?.kind).toBe(kind);
    }
    expect(stepName({ date: '2026-03-31', moves: 2 }, 'reminder-day')).toBe('2026-03-31~2/reminder-day');
    expect(stepName({ date: '2026-03-31', moves: 2 }, 'ballot-opens')).toBe('2026-03-31/ballot-opens');
    for (const kind of NOTICES) {
      expect(readStepName(noticeName('2026-03-31', kind, 2))).toEqual({ session: '2026-03-31', moves: 2, kind });
      expect(readStepName(`${noticeName('2026-03-31', kind, 2)}:3`)?.kind).toBe(kind);
    }
    expect(readStepName('2026-03-31')).toBeUndefined();
    expect(readStepName('2026-03-31/party')).toBeUndefined();
  });
});

describe('what is due', () => {
  it('is each step once, in its order, however often and whenever it is asked', () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 20 * 24 * 60 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(minutes, times => {
        const done = new Set<string>();
        const order: string[] = [];
        for (const minute of times.toSorted((a, b) => a - b)) {
          const now = at('2026-03-20T00:00Z') + minute * 60_000;
          const { due, missed, nextAt } = dueSteps([session], spec, now, done);
          for (const step of [...due, ...missed]) {
            expect(step.at).toBeLessThanOrEqual(now);
            expect(done.has(step.name)).toBe(false);
            done.add(step.name);
          }
          for (const step of due) {
            expect(step.endsAt).toBeGreaterThan(now);
            order.push(step.kind);
          }
          if (nextAt !== undefined) expect(nextAt).toBeGreaterThan(now);
        }
        expect(order).toEqual(STEPS.filter(kind => order.includes(kind)));
      }),
    );
  });

  it('comes exactly at its time where the clock is followed', () => {
    const done = new Set<string>();
    const kinds: string[] = [];
    let now = spec.since;
    for (;;) {
      const { due, missed, nextAt } = dueSteps([session], spec, now, done);
      expect(missed).toEqual([]);
      for (const step of due) {
        expect(step.at).toBe(now);
        kinds.push(step.kind);
        done.add(step.name);
      }
      if (nextAt === undefined) break;
      now = nextAt;
    }
    expect(kinds).toEqual(STEPS);
  });

  it('is nothing of a session that is cancelled', () => {
    expect(dueSteps([{ ...session, cancelled: true }], spec, session.at, NONE)).toEqual({ due: [], missed: [] });
  });

  it('of a club that is set up between opening and closing is the ballot, at once, and nothing that is over', () => {
    const now = at('2026-03-28T12:00Z');
    const { due, missed } = dueSteps([session], { ...spec, since: now }, now, NONE);
    expect(due.map(({ kind }) => kind)).toEqual(['event', 'ballot-opens']);
    expect(missed).toEqual([]);
  });

  it('is the close of an open ballot, and what follows, also where a change of the rule puts its time into the past', () => {
    const now = at('2026-03-29T20:00Z');
    const open = { ...session, ballot: 'open' as const };
    const changed = { ...spec, since: now, off: ['event' as const] };
    const kinds = (later: number, one: PlannedSession = open) =>
      dueSteps([one], changed, now + later, NONE).due.map(({ kind }) => kind);
    // The other half of the time is for the presenter.
    expect(kinds(0)).toEqual(['ballot-opens']);
    expect(kinds(22 * 3_600_000)).toEqual(['reminder-day', 'ballot-closes', 'presenter-asked']);
    const { missed } = dueSteps([open], { ...spec, since: session.at }, session.at, NONE);
    expect(missed.map(({ kind }) => kind)).toEqual(['ballot-closes', 'presenter-asked']);
  });

  it('is the close of a ballot that closes on the day of its session, in time to ask somebody', () => {
    const atEach = stepsOf(session, { ...spec, closesDays: 0 });
    const times = (kind: string) => atEach.find(step => step.kind === kind);
    expect(times('ballot-closes')?.at).toBe(at('2026-03-31T14:00Z'));
    expect(times('presenter-asked')?.at).toBeLessThan(times('presenter-late')?.at ?? 0);
    for (const step of atEach) expect(step.endsAt).toBeGreaterThan(step.at);
  });

  it('of a club that is set up after the ballot would have closed is a ballot of half the time that is left', () => {
    const now = at('2026-03-30T12:00Z');
    const late = { ...spec, since: now };
    expect(dueSteps([session], late, now, NONE).due.map(({ kind }) => kind)).toEqual(['event', 'ballot-opens']);
    expect(ballotTimes(session, late)).toMatchObject({ closes: at('2026-03-31T02:00Z'), isShort: true });
    // So it is where the session was moved to be so near, or is restored.
    expect(ballotTimes({ ...session, since: now }, spec)).toMatchObject({ closes: at('2026-03-31T02:00Z') });
    expect(ballotTimes(session, spec)).toMatchObject({ closes: at('2026-03-29T16:00Z'), isShort: false });
  });

  it('is the close of a ballot when people were told, whatever is changed later', () => {
    const closesAt = at('2026-03-29T16:00Z');
    const later = at('2026-03-29T15:00Z');
    const told = { ...session, closesAt, ballot: 'open' as const };
    const closes = (one: PlannedSession, since = 0) => ballotTimes(one, { ...spec, since }).closes;
    expect(closes(told, later)).toBe(closesAt);
    expect(closes({ ...told, at: session.at + 1_800_000, since: later })).toBe(closesAt);
    // Nothing is done again: closed, or with too few papers for a ballot.
    const over = { ...session, closesAt, since: closesAt + 3_600_000 };
    expect([closes(over), closes({ ...over, ballot: 'closed' })]).toEqual([closesAt, closesAt]);
    // Cancelled while it should have closed, or moved to before that: there is still time to vote.
    expect(closes({ ...over, ballot: 'open' })).toBeGreaterThan(closesAt + 3_600_000);
    expect(closes({ ...told, at: closesAt - 3_600_000, since: closesAt - 48 * 3_600_000 })).toBeLessThan(closesAt);
  });

  it('of every session is a ballot that closes between the setting up of its club and its beginning', () => {
    const spans = fc.integer({ min: 1, max: 12 * 24 * 60 });
    fc.assert(
      fc.property(spans, fc.integer({ min: 0, max: 4 }), (minutes, closesDays) => {
        const since = session.at - minutes * 60_000;
        const { opens, closes } = ballotTimes(session, { ...spec, closesDays, since });
        expect(closes).toBeGreaterThanOrEqual(since);
        expect(closes).toBeLessThan(session.at);
        expect(opens).toBeLessThanOrEqual(closes);
        const left = closes - Math.max(since, opens);
        expect(left).toBeGreaterThanOrEqual(Math.min(6 * 3_600_000, (session.at - since) / 2) - 60_000);
      }),
    );
  });

  it('after a long absence is only what still makes sense', () => {
    const { due, missed } = dueSteps([session], spec, at('2026-03-31T15:30Z'), NONE);
    expect(due.map(({ kind }) => kind)).toEqual([
      'event',
      'ballot-closes',
      'presenter-asked',
      'presenter-late',
      'reminder-hour',
    ]);
    expect(missed.map(({ kind }) => kind)).toEqual(['ballot-opens', 'reminder-day']);
  });
});
