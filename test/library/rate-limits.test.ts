import { expect, it } from 'vitest';
import { RATES, rateLimits } from '../../src/library/rate-limits.ts';
import { drivenClock } from '../../src/sandbox/driven-clock.ts';

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
