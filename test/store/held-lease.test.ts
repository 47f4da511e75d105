import pino from 'pino';
import { expect, it } from 'vitest';
import { holdLease } from '../../src/store/held-lease.ts';
import { leases } from '../../src/store/leases.ts';
import { eachStore } from './each-store.ts';

const log = pino({ level: 'silent' });

eachStore('a lease', openFresh => {
  it('is looked up by a process that has slept before it does anything, and was lost to another meanwhile', async () => {
    const store = await openFresh();
    /** How long this process has slept: its timers have not run, and by the time the clock has gone on. */
    let slept = 0;
    const sleeper = { now: () => store.clock.now() + slept, after: store.clock.after };
    let lost = 0;
    const held = await holdLease({
      leases: leases(store),
      name: 'gateway',
      clock: sleeper,
      log,
      onLost: () => {
        lost += 1;
      },
    });
    expect(await held?.isHeld()).toBe(true);
    slept = 20_000;
    expect(await held?.isHeld()).toBe(true);
    slept = 60_000;
    const now = sleeper.now();
    expect(await leases(store).hold('gateway', 'another', now, now + 30_000)).toBe(true);
    expect(await Promise.all([held?.isHeld(), held?.isHeld()])).toEqual([false, false]);
    expect(lost).toBe(1);
    slept = 600_000;
    expect(await held?.isHeld()).toBe(false);
  });
});
