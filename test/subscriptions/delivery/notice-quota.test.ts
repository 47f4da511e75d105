import { expect, it } from 'vitest';
import { drivenClock } from '../../../src/sandbox/clock/driven-clock.ts';
import { createNoticeQuota } from '../../../src/subscriptions/delivery/notice-quota.ts';

it('of thirty notices in an hour the next waits, for each person in each server alone', async () => {
  const clock = drivenClock();
  const mayTell = createNoticeQuota(clock);
  for (let i = 0; i < 30; i += 1) expect(mayTell('7 1')).toBe(true);
  expect(mayTell('7 1')).toBe(false);
  expect(mayTell('7 2')).toBe(true);
  await clock.advance(59 * 60_000);
  expect(mayTell('7 1')).toBe(false);
  await clock.advance(60_000);
  expect(mayTell('7 1')).toBe(true);
});

it('a clock that was ahead keeps nobody from hearing', () => {
  let now = 3 * 24 * 60 * 60_000;
  const mayTell = createNoticeQuota({ now: () => now, after: () => () => {} });
  for (let i = 0; i < 30; i += 1) mayTell('7 1');
  now = 0;
  expect(mayTell('7 1')).toBe(true);
});
