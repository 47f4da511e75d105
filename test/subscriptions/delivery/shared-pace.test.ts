import { expect, it } from 'vitest';
import { drivenClock } from '../../../src/sandbox/clock/driven-clock.ts';
import { sharedPace } from '../../../src/subscriptions/delivery/shared-pace.ts';

const SECOND = 1000;
const NEVER = new AbortController().signal;

it('what several processes begin in a second is hardly fewer, and no more, than Discord takes', async () => {
  const clock = drivenClock();
  let reserved = clock.now();
  const pace = {
    async reserve(now: number, ms: number) {
      reserved = Math.max(reserved, now) + ms;
      return reserved - ms;
    },
  };
  const begun: number[] = [];
  const send = async (turnsOf: ReturnType<typeof sharedPace>) => {
    for (let sent = 0; sent < 200; sent += 4) {
      const turn = await turnsOf(4);
      await Promise.all(
        Array.from({ length: 4 }, async (_, number) => {
          await turn(number);
          begun.push(clock.now());
        }),
      );
    }
  };
  const all = Promise.all(Array.from({ length: 4 }, () => send(sharedPace({ alone: false, pace }, clock, NEVER))));
  for (let passed = 0; passed < 17 * SECOND; passed += 5) await clock.advance(5);
  await all;
  const from = begun[0] ?? 0;
  // The first few need not wait for each other.
  for (let second = 1; second < 16; second += 1) {
    const inIt = begun.filter(at => at >= from + second * SECOND && at < from + (second + 1) * SECOND).length;
    expect(inIt).toBeLessThanOrEqual(50);
    expect(inIt).toBeGreaterThanOrEqual(48);
  }
});

it('a process alone, and one whose database is away, wait for nobody', async () => {
  const clock = drivenClock();
  const fails = {
    reserve: () => Promise.reject(new Error('away')),
  };
  for (const alone of [true, false]) {
    const turn = await sharedPace({ alone, pace: fails }, clock, NEVER)(4);
    await turn(3);
  }
  expect(clock.waiting).toBe(0);
});

it('a process that ends waits for no turn any more, though its clock may stand still', async () => {
  const clock = drivenClock();
  const later = { reserve: async (now: number) => now + SECOND };
  const ending = new AbortController();
  const turn = await sharedPace({ alone: false, pace: later }, clock, ending.signal)(2);
  const waiting = turn(1);
  ending.abort();
  await waiting;
  await turn(0);
  expect(clock.waiting).toBe(0);
});
