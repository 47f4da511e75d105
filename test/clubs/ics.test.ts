import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { sessionsAfter } from '../../src/clubs/calendar.ts';
import type { Session } from '../../src/clubs/club.ts';
import { writeCalendar } from '../../src/clubs/ics.ts';

const ZONES = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'America/St_Johns'];
const AFTER = Date.UTC(2026, 0, 1);

const fileOf = (entries: Parameters<typeof writeCalendar>[0]['entries']) =>
  writeCalendar({ clubId: 'abc', name: 'Papers', minutes: 60, now: AFTER, entries });
const eventsIn = (file: string) =>
  new ICAL.Component(ICAL.parse(file)).getAllSubcomponents('vevent').map(event => new ICAL.Event(event));
const entry = (session: Session, words = 'A paper') => ({ session, title: words, description: words, where: words });

describe('a calendar file, read by another program', () => {
  it.each(ZONES)('has the same instants over a year of clock changes in %s', timeZone => {
    const rule = { rhythm: 'weekly', weekday: 4, time: '18:00', timeZone, anchor: '2026-01-01' } as const;
    const sessions = sessionsAfter({ rule, holidays: [], known: [] }, AFTER, 60);
    const events = eventsIn(fileOf(sessions.map(session => entry(session))));
    expect(events.map(event => event.startDate.toJSDate().getTime())).toEqual(sessions.map(({ at }) => at));
    expect(events.map(event => event.endDate.toJSDate().getTime())).toEqual(sessions.map(({ at }) => at + 3_600_000));
    // Two hours of UTC in a zone with clock changes, one in the others.
    const hours = new Set(sessions.map(({ at }) => new Date(at).toISOString().slice(11, 16)));
    expect(hours.size).toBe(timeZone === 'Asia/Kolkata' ? 1 : 2);
  });

  it('has every text as it was, in lines of at most 75 octets', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), words => {
        const shown = words.replace(/[\p{Cc}]/gu, ' ').trim() || 'x';
        const file = fileOf([entry({ date: '2026-01-01', at: AFTER, moves: 0, cancelled: false }, shown)]);
        const [event] = eventsIn(file);
        expect([event?.summary, event?.description, event?.location]).toEqual([shown, shown, shown]);
        for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      }),
    );
  });

  it('names a session alike when it is moved, with a higher number, and says that it is cancelled', () => {
    const session = { date: '2026-01-01', at: AFTER, moves: 0, cancelled: false };
    const [before] = eventsIn(fileOf([entry(session)]));
    const [moved] = eventsIn(fileOf([entry({ ...session, at: AFTER + 1000, moves: 1, changes: 1 })]));
    const [gone] = eventsIn(fileOf([entry({ ...session, cancelled: true, changes: 2 })]));
    const [back] = eventsIn(fileOf([entry({ ...session, changes: 3 })]));
    expect([moved?.uid, gone?.uid, back?.uid]).toEqual([before?.uid, before?.uid, before?.uid]);
    expect([before, moved, gone, back].map(event => event?.sequence)).toEqual([0, 1, 2, 3]);
    expect(gone?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
  });
});
