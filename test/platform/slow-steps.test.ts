import { expect, it } from 'vitest';
import { sayingSlowSteps } from '../../src/platform/slow-steps.ts';
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';

it('a step that takes long is said within two seconds, once; a quick one is not', async () => {
  const clock = drivenClock();
  const said: string[] = [];
  const step = sayingSlowSteps(clock, what => said.push(what));
  step('quick');
  await clock.advance(100);
  step('slow');
  await clock.advance(2_000);
  expect(said).toEqual(['slow']);
  await clock.advance(60_000);
  step('last');
  step(undefined);
  await clock.advance(60_000);
  expect(said).toEqual(['slow']);
});
