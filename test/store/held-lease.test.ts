import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { expect, it } from 'vitest';
import { takeGateway } from '../../src/app/gateway-lease.ts';
import { holdLease } from '../../src/store/held-lease.ts';
import { leases } from '../../src/store/leases.ts';
import { NO_SIGNALS } from '../../src/store/signals.ts';
import { eachStore, type TestStore } from './each-store.ts';

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

eachStore('the turn at the gateway', openFresh => {
  const turnOn = (store: TestStore) =>
    takeGateway({ store: { leases: leases(store), signals: NO_SIGNALS }, clock: store.clock, log, onLost: () => {} });
  /** Time passes until this is fulfilled, with room for the database in between. */
  async function passing<T>({ clock }: TestStore, wanted: Promise<T>): Promise<T> {
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    wanted.then(over, over);
    for (let turn = 0; turn < 3_000 && !isOver; turn += 1) {
      await clock.advance(250);
      await sleep(3);
    }
    expect(isOver).toBe(true);
    return wanted;
  }

  it('that a process with a clock three days ahead left behind keeps nobody for three days', async () => {
    const store = await openFresh();
    const ahead = store.clock.now() + 3 * 24 * 60 * 60_000;
    await leases(store).hold('gateway', 'gone', ahead, ahead + 30_000);
    const begun = store.clock.now();
    expect(await (await passing(store, turnOn(store))).mayAct()).toBe(true);
    expect(store.clock.now() - begun).toBeLessThan(10 * 60_000);
  });

  it('is not taken from a process with such a clock that is there', async () => {
    const store = await openFresh();
    const held = leases(store);
    let ahead = store.clock.now() + 3 * 24 * 60 * 60_000;
    await held.hold('gateway', 'there', ahead, ahead + 30_000);
    let taken = false;
    void turnOn(store).then(() => {
      taken = true;
    });
    for (let turn = 0; turn < 6; turn += 1) {
      await passing(store, new Promise<void>(resolve => store.clock.after(10_000, resolve)));
      ahead += 10_000;
      expect(await held.hold('gateway', 'there', ahead, ahead + 30_000)).toBe(true);
    }
    expect(taken).toBe(false);
  });

  it('passes to a standby that is asked, before the first one leaves, and each interaction belongs to one', async () => {
    const store = await openFresh();
    const first = await turnOn(store);
    await first.arrived();
    const standby = turnOn(store);
    await expect.poll(() => leases(store).end('gateway-standby')).toBeDefined();
    let hasLeft = false;
    const handedOver = first.handOver().then(() => {
      hasLeft = true;
    });
    const next = await passing(store, standby);
    expect(hasLeft).toBe(false);
    expect(await next.mayAct()).toBe(false);
    const both = await Promise.all(['1', '2', '3'].flatMap(id => [first.mayAct(id), next.mayAct(id)]));
    expect(both.filter(mine => mine)).toHaveLength(3);
    const arrived = next.arrived();
    await passing(store, handedOver);
    expect(await first.mayAct()).toBe(true);
    await first.release();
    await passing(store, arrived);
    expect(await next.mayAct()).toBe(true);
    // Nobody else gets the same ones any more, and nothing of them is kept.
    await store.clock.advance(15_000);
    await expect
      .poll(
        async () =>
          (await store.db.selectFrom('lease').select('name').where('name', 'like', 'interaction:%').execute()).length,
      )
      .toBe(0);
    expect(await next.mayAct('1')).toBe(true);
  });

  it('is not kept by a standby that does not come in time', async () => {
    const store = await openFresh();
    const first = await turnOn(store);
    const now = store.clock.now();
    await leases(store).hold('gateway-standby', 'dead', now, now + 30_000);
    await passing(store, first.handOver());
    expect(store.clock.now() - now).toBeGreaterThanOrEqual(5_000);
    await first.release();
    expect(await leases(store).end('gateway')).toBeUndefined();
  });

  it('without a standby is left at once', async () => {
    const store = await openFresh();
    const first = await turnOn(store);
    await first.handOver();
    await first.release();
    expect(await leases(store).end('gateway')).toBeUndefined();
  });
});
