import { expect, it } from 'vitest';
import { soakGateway } from './gateway.ts';

it('ten minutes of a gateway that misbehaves at random: one session, few of them, and soon back', async () => {
  const report = await soakGateway({ seed: 7, seconds: 600 });
  expect(report.wrong).toEqual([]);
  expect(report.most).toBe(1);
  expect(report.longestAway).toBeLessThanOrEqual(30);
  // Discord allows 1,000 a day: ten minutes of this may cost a tenth of it, and the log stays readable.
  expect(report.begun).toBeLessThan(100);
  expect(report.lines).toBeLessThan(100);
});
