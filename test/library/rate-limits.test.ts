import { expect, it } from 'vitest';
import { RATES, rateLimits } from '../../src/library/rate-limits.ts';
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';

const { times, perMs } = RATES.openThread;

it('lets a burst through, then tells when there will be one more', async () => {
  const clock = drivenClock();
  const limits = rateLimits(clock);
  for (let i = 0; i < times; i++) expect(limits.take('openThread', 'me')).toEqual({ allowed: true });
  const refused = limits.take('openThread', 'me');
  if (refused.allowed) throw new Error('not limited');
  expect(refused.againAt - clock.now()).toBe(perMs / times);
  expect(limits.take('openThread', 'you')).toEqual({ allowed: true });
  expect(limits.take('import', 'me')).toEqual({ allowed: true });
  await clock.advance(refused.againAt - clock.now() - 1);
  expect(limits.take('openThread', 'me').allowed).toBe(false);
  await clock.advance(1);
  expect(limits.take('openThread', 'me').allowed).toBe(true);
  expect(limits.take('openThread', 'me').allowed).toBe(false);
});

it.each<[keyof typeof RATES, number, number]>([
  ['search', 60, 60],
  ['suggest', 180, 60],
  ['vote', 30, 60],
  ['save', 30, 60],
  ['openThread', 5, 600],
  ['postNow', 5, 600],
  ['addPaper', 10, 3600],
  ['discussions', 10, 60],
  ['export', 10, 600],
  ['import', 5, 3600],
  ['privacy', 5, 3600],
])('%s: a person may do it %i times at once, and is whole again after %i seconds', async (what, uses, seconds) => {
  const clock = drivenClock();
  const limits = rateLimits(clock);
  const burst = () => {
    let taken = 0;
    while (limits.take(what, 'me').allowed) taken += 1;
    return taken;
  };
  expect(burst()).toBe(uses);
  await clock.advance(seconds * 1000 - 1);
  expect(burst()).toBe(uses - 1);
  await clock.advance(seconds * 1000 + 1);
  expect(burst()).toBe(uses);
});
