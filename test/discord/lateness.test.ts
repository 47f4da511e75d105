import { SnowflakeUtil } from 'discord.js';
import { expect, it } from 'vitest';
import { createLateness } from '../../src/discord/lateness.ts';
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import { SILENT } from '../subscriptions/rig.ts';

const NOW = Date.UTC(2026, 5, 1);
/** Made so many ms ago, by Discord's clock. */
const made = (at: number) => SnowflakeUtil.generate({ timestamp: at }).toString();

/** A bot whose clock is behind Discord's by so much, in ms; below 0 it is ahead. */
function behind(ms: number, { answers = true } = {}) {
  const clock = drivenClock(NOW - ms);
  let asked = 0;
  // An HTTP date counts whole seconds.
  const date = () => Math.floor((clock.now() + ms) / 1000) * 1000;
  const ask = async () => {
    asked += 1;
    return answers ? date() : undefined;
  };
  const lateness = createLateness({ clock, ask, log: SILENT });
  return { lateness, clock, asked: () => asked };
}

it.each<[string, number, number, boolean]>([
  ['fresh, with clocks alike', 0, 0, false],
  ['two seconds old', 0, 2000, false],
  ['three seconds old', 0, 3000, true],
  ['fresh, where our clock is an hour behind', 3_600_000, 0, false],
  ['three seconds old, where our clock is an hour behind', 3_600_000, 3000, true],
  ['fresh, where our clock is an hour ahead', -3_600_000, 0, false],
  ['four seconds old, where our clock is an hour ahead', -3_600_000, 4000, true],
])('an interaction is too late or not: %s', async (_what, clockBehindMs, ageMs, late) => {
  const { lateness } = behind(clockBehindMs);
  await lateness.compare();
  expect(await lateness.isTooLate(made(NOW - ageMs))).toBe(late);
});

it('nothing is given up on a guess: a clock that was set ahead is noticed by asking again', async () => {
  const { lateness, clock, asked } = behind(0);
  await lateness.compare();
  const now = clock.now();
  clock.now = () => now + 60_000;
  // Discord's own clock did not move: a fresh interaction only seems to be a minute old.
  const lateByUs = await lateness.isTooLate(made(NOW + 60_000));
  expect([lateByUs, asked()]).toEqual([false, 1]);
  expect(await lateness.isTooLate(made(NOW))).toBe(true);
  expect(asked()).toBe(2);
});

it('where Discord does not say what time it is, interactions tell', async () => {
  const { lateness, clock } = behind(10_000, { answers: false });
  expect(await lateness.isTooLate(made(NOW))).toBe(false);
  await clock.advance(5000);
  expect(await lateness.isTooLate(made(NOW))).toBe(true);
  expect(await lateness.isTooLate(made(NOW + 5000))).toBe(false);
});
