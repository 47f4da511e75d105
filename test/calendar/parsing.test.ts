import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import data from '../../data/time-zones.json' with { type: 'json' };
import { daysInWords, parseDays } from '../../src/calendar/days.ts';
import { parseTime } from '../../src/calendar/time-of-day.ts';
import { findZone, meaningsOf, suggestZones } from '../../src/calendar/time-zones.ts';

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
    ['every Monday', 'every Monday'],
    ['Every monday and thursday', 'on Monday and Thursday'],
    ['each Tue & Fri', 'on Tuesday and Friday'],
    ['on Mondays', 'every Monday'],
    ['every weekday', 'on weekdays'],
    ['on the weekend', 'at the weekend'],
    ['on weekends', 'at the weekend'],
    ['at the weekend', 'at the weekend'],
    ['Monday to Friday', 'on weekdays'],
    ['from Monday through Wednesday', 'on Monday, Tuesday and Wednesday'],
    ['every Mon, every Wed', 'on Monday and Wednesday'],
    ['weekends and Monday', 'on Monday, Saturday and Sunday'],
    ['7 days a week', 'every day'],
  ])('%s: %s', (text, words) => expect(daysInWords(parseDays(text) ?? 0)).toBe(words));

  it.each([
    '',
    'someday',
    'm',
    't',
    'mon,xyz',
    'mon-',
    '-',
    'mon-tue-wed',
    '1,2',
    'every',
    'every other Monday',
    'every second day',
    'on',
    'to Friday',
  ])('not %s', text => expect(parseDays(text)).toBeUndefined());

  it('are read back from the words for them', () => {
    for (let days = 1; days < 128; days += 1) {
      expect(parseDays(daysInWords(days))).toBe(days);
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

  it.each(['', 'Mars/Olympus', 'Europe', 'constructor', 'UTC+25', 'UTC+14:30', 'UTC+1:75', '1'])('not %s', text =>
    expect(findZone(text)).toBeUndefined(),
  );

  it.each([
    ['CET', 'Europe/Brussels'],
    ['cest', 'Europe/Brussels'],
    ['EET', 'Europe/Athens'],
    ['PST', 'America/Los_Angeles'],
    ['PDT', 'America/Los_Angeles'],
    ['Pacific Time', 'America/Los_Angeles'],
    ['ET', 'America/New_York'],
    ['EST', 'America/New_York'],
    ['JST', 'Asia/Tokyo'],
    ['HST', 'Pacific/Honolulu'],
    ['Z', 'UTC'],
  ])('%s is the clock of %s, summer time included', (text, zone) => expect(findZone(text)).toBe(zone));

  it.each([
    ['UTC+1', '+01:00'],
    ['utc +1', '+01:00'],
    ['GMT-5', '-05:00'],
    ['UTC−3', '-03:00'],
    ['UTC+5:30', '+05:30'],
    ['UTC+0530', '+05:30'],
    ['+02:00', '+02:00'],
    ['-0330', '-03:30'],
    ['UTC+0', 'UTC'],
    ['UTC+00:00', 'UTC'],
    ['UTC+14', '+14:00'],
  ])('%s is the same all year: %s', (text, zone) => {
    expect(findZone(text)).toBe(zone);
    expect(findZone(findZone(text) ?? '')).toBe(zone);
  });

  it.each([
    ['Berlin, Germany', 'Europe/Berlin'],
    ['berlin,de', 'Europe/Berlin'],
    ['Mumbai, India', 'Asia/Kolkata'],
    ['Kyiv, Ukraine', 'Europe/Kyiv'],
    ['London, UK', 'Europe/London'],
    ['London, England', 'Europe/London'],
    ['New York, USA', 'America/New_York'],
    ['New York, NY', 'America/New_York'],
    ['San Francisco, California, United States', 'America/Los_Angeles'],
    ['San Francisco, CA', 'America/Los_Angeles'],
    ['Vancouver, BC, Canada', 'America/Vancouver'],
    ['Munich, Bavaria, Germany', 'Europe/Berlin'],
    ['Istanbul, Türkiye', 'Europe/Istanbul'],
  ])('%s is %s', (text, zone) => expect(findZone(text)).toBe(zone));

  it.each(['Paris, Texas', 'Berlin, France', 'Paris, Atlantis', 'Berlin,', ', Germany', 'Athens, GA'])(
    'not %s: that is elsewhere',
    text => expect(findZone(text)).toBeUndefined(),
  );

  it.each([
    ['IST', ['Asia/Kolkata', 'Asia/Jerusalem', 'Europe/Dublin']],
    ['CST', ['America/Chicago', 'Asia/Shanghai', 'America/Havana']],
    ['bst', ['Europe/London', 'Asia/Dhaka']],
  ])('%s may be several, and is asked about', (text, zones) => {
    expect(findZone(text)).toBeUndefined();
    expect(meaningsOf(text)).toEqual(zones);
    expect(
      suggestZones(text, 25)
        .map(({ zone }) => zone)
        .slice(0, zones.length),
    ).toEqual(zones);
  });

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
    ['cet', 'Europe/Brussels'],
    ['utc+1', '+01:00'],
    ['Berlin, Ger', 'Europe/Berlin'],
    ['Berlin, Germany', 'Europe/Berlin'],
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
