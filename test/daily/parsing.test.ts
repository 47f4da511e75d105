import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import data from '../../data/time-zones.json' with { type: 'json' };
import { daysInWords, parseDays } from '../../src/daily/days.ts';
import { parseTime } from '../../src/daily/time-of-day.ts';
import { findZone, suggestZones } from '../../src/daily/zones.ts';

describe('a time of day', () => {
  it.each([
    ['08:30', '08:30'],
    ['8:30', '08:30'],
    ['8:30 am', '08:30'],
    ['8:30 PM', '20:30'],
    ['8.30 p.m.', '20:30'],
    ['8pm', '20:00'],
    ['12 am', '00:00'],
    ['12:15 pm', '12:15'],
    ['0830', '08:30'],
    ['23:59', '23:59'],
    ['noon', '12:00'],
    [' 7 ', '07:00'],
  ])('%s', (text, time) => expect(parseTime(text)).toBe(time));

  it.each(['', '24:00', '25:00', '8:60', '13 pm', '0 am', 'soon', '8:3', '-1:00', '08:30:00', '8:30 Berlin'])(
    'not %s',
    text => expect(parseTime(text)).toBeUndefined(),
  );

  it('of any text is a time of 24 hours or nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d:. apm]{0,8}$/)), text =>
        /^([01]\d|2[0-3]):[0-5]\d$/.test(parseTime(text) ?? '00:00'),
      ),
    );
  });
});

describe('days', () => {
  it.each([
    ['every day', 'every day'],
    ['Daily', 'every day'],
    ['weekdays', 'on weekdays'],
    ['mon-fri', 'on weekdays'],
    ['sat, sun', 'at the weekend'],
    ['mon,thu', 'on Monday and Thursday'],
    ['Monday and Thursday', 'on Monday and Thursday'],
    ['Thursdays', 'every Thursday'],
    ['tue', 'every Tuesday'],
    ['fri – mon', 'on Monday, Friday, Saturday and Sunday'],
  ])('%s: %s', (text, words) => expect(daysInWords(parseDays(text) ?? 0)).toBe(words));

  it.each(['', 'someday', 'm', 't', 'mon,xyz', 'mon-', '-', 'mon-tue-wed', '1,2'])('not %s', text =>
    expect(parseDays(text)).toBeUndefined(),
  );

  it('are read back from the words for them', () => {
    for (let days = 1; days < 128; days += 1) {
      const words = daysInWords(days).replace(/^(on|every|at the) (?!day)/, '');
      expect(parseDays(words)).toBe(days);
    }
  });
});

describe('a time zone', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['berlin', 'Europe/Berlin'],
    ['munich', 'Europe/Berlin'],
    ['new york', 'America/New_York'],
    ['America/New York', 'America/New_York'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['America/Godthab', 'America/Nuuk'],
    ['US/Eastern', 'America/New_York'],
    ['utc', 'UTC'],
    ['Etc/UTC', 'UTC'],
    ['Europe/Berlin (Munich)', 'Europe/Berlin'],
    ['san francisco', 'America/Los_Angeles'],
  ])('%s is %s', (text, zone) => expect(findZone(text)).toBe(zone));

  it.each(['', 'CEST', '+02:00', 'Mars/Olympus', 'Europe', 'constructor'])('not %s', text =>
    expect(findZone(text)).toBeUndefined(),
  );

  it('every name of ours is known to the calendar', () => {
    for (const zone of Object.keys(data.zones)) new Intl.DateTimeFormat('en', { timeZone: zone });
  });

  it('every name that the system lists is found', () => {
    const lost = Intl.supportedValuesOf('timeZone').filter(zone => findZone(zone) === undefined);
    expect(lost).toEqual([]);
  });

  it.each([
    ['berl', 'Europe/Berlin'],
    ['kolk', 'Asia/Kolkata'],
    ['calc', 'Asia/Kolkata'],
    ['utc', 'UTC'],
    ['new y', 'America/New_York'],
    ['bost', 'America/New_York'],
    ['kiev', 'Europe/Kyiv'],
  ])('typing %s suggests %s first', (typed, zone) => expect(suggestZones(typed, 25)[0]?.zone).toBe(zone));

  it('suggestions fit Discord’s limits and name themselves', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 5 }), typed => {
        const suggested = suggestZones(typed, 25);
        return (
          suggested.length <= 25 &&
          suggested.every(({ name, zone }) => name.length <= 100 && findZone(name) === zone && findZone(zone) === zone)
        );
      }),
    );
  });
});
