import { describe, expect, it } from 'vitest';
import { drivenClock, followingClock } from '../../../src/sandbox/clock/driven-clock.ts';

const MINUTE = 60_000;

describe.each([
  ['driven', drivenClock],
  ['following', followingClock],
] as const)('a %s clock', (_, make) => {
  it('runs what falls due in order of time, then of age', async () => {
    const clock = make();
    const ran: string[] = [];
    clock.after(3 * MINUTE, () => ran.push('c'));
    clock.after(MINUTE, () => ran.push('a'));
    clock.after(2 * MINUTE, () => ran.push('b1'));
    clock.after(2 * MINUTE, () => ran.push('b2'));
    clock.after(9 * MINUTE, () => ran.push('late'));
    const cancel = clock.after(MINUTE, () => ran.push('cancelled'));
    cancel();
    await clock.advance(4 * MINUTE);
    expect(ran).toEqual(['a', 'b1', 'b2', 'c']);
    expect(clock.waiting).toBe(1);
  });

  it('shows whole milliseconds, as the system does', async () => {
    const clock = make();
    const at: number[] = [];
    clock.after(0.5, () => at.push(clock.now()));
    await clock.advance(10.25);
    expect([...at, clock.now()].filter(Number.isInteger)).toHaveLength(2);
  });

  it('lets a timer set the next one, at the time that it is then', async () => {
    const clock = make();
    const start = clock.now();
    const at: number[] = [];
    const again = async () => {
      at.push(Math.floor((clock.now() - start) / MINUTE));
      await Promise.resolve();
      if (at.length < 3) clock.after(MINUTE, () => void again());
    };
    clock.after(MINUTE, () => void again());
    await clock.advance(10 * MINUTE);
    expect(at).toEqual([1, 2, 3]);
    expect(clock.now() - start).toBeGreaterThanOrEqual(10 * MINUTE);
  });
});

it('a driven clock stands still by itself', async () => {
  const clock = drivenClock(1_000);
  await new Promise(resolve => setTimeout(resolve, 5));
  expect(clock.now()).toBe(1_000);
});

it('a following clock runs by itself', async () => {
  const clock = followingClock();
  await new Promise<void>(resolve => clock.after(1, resolve));
  const real = Date.now();
  await clock.advance(MINUTE);
  expect(clock.now()).toBeGreaterThanOrEqual(real + MINUTE);
});
