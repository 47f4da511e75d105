import { Temporal } from 'temporal-polyfill';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import { openDatabase } from '../../src/store/index.ts';
import { Postbox, type Sent, WISH } from './postbox.ts';
import { DAY, dailyOver, HOUR, papers, passTime, SILENT } from './rig.ts';

/** Noon in UTC of New Year’s Eve: in every zone the year is about to begin, or has just begun. */
const START = Date.UTC(2025, 11, 31, 12);
const PAPERS = 50;

/** With the hour that a clock change takes away; how often it does so in the year. */
const SCHEDULES = [
  { timeZone: 'Europe/Berlin', time: '02:30', skipped: 1 },
  { timeZone: 'America/New_York', time: '02:30', skipped: 1 },
  { timeZone: 'Australia/Lord_Howe', time: '02:15', skipped: 1 },
  { timeZone: 'Africa/Casablanca', time: '02:30', skipped: 1 },
  { timeZone: 'America/Nuuk', time: '23:30', skipped: 1 },
];

describe('a year of subscriptions', () => {
  const sent = new Map<string, Sent[]>();

  beforeAll(async () => {
    const folder = temporaryFolder();
    const database = await openDatabase({ path: folder.file('year.sqlite'), log: SILENT });
    const clock = drivenClock(START);
    const daily = await dailyOver(database, clock, { collection: papers(PAPERS) });
    const postbox = new Postbox(clock);
    daily.start(postbox);
    for (const { timeZone, time } of SCHEDULES) {
      const place = { ...WISH.place, channelId: timeZone, guildId: timeZone };
      await daily.subscribe({ ...WISH, place, schedule: { time, timeZone, days: 0b1111111 } }, '7');
    }
    await passTime(clock, 366 * DAY, 6 * HOUR);
    await daily.stop();
    await database.close();
    folder.remove();
    for (const { timeZone } of SCHEDULES) {
      sent.set(
        timeZone,
        postbox.sent.filter(({ post }) => post.place.channelId === timeZone),
      );
    }
    // Thousands of commits, each of which waits for the disk.
  }, 180_000);

  it.each(SCHEDULES)('in $timeZone at $time: one post a day, each at its time', ({ timeZone, time, skipped }) => {
    const posts = sent.get(timeZone) ?? [];
    const moments = posts.map(({ at }) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone));
    const elsewhen = moments.filter(moment => moment.toPlainTime().toString({ smallestUnit: 'minute' }) !== time);
    // Where the time does not exist, the post comes later by the length of the gap.
    expect(elsewhen.map(moment => moment.toString())).toHaveLength(skipped);
    const gaps = posts.slice(1).map(({ at }, i) => (at - (posts[i]?.at ?? 0)) / HOUR);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(22.5);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(25.5);
    expect([366, 367]).toContain(posts.length);
    expect(posts.map(({ post }) => post.number)).toEqual(posts.map((_, i) => i + 1));
  });

  it.each(SCHEDULES)('in $timeZone: every paper once before any comes again', ({ timeZone }) => {
    const posts = sent.get(timeZone) ?? [];
    for (let first = 0; first + PAPERS <= posts.length; first += PAPERS) {
      const round = posts.slice(first, first + PAPERS).map(({ post }) => post.papers[0]?.id);
      expect(new Set(round).size).toBe(PAPERS);
    }
  });
});
