import { expect, it } from 'vitest';
import { LeaseWatch } from '../../../src/app/shards/lease-watch.ts';

/** A watch over one lease whose end the test sets; `undefined` once read fails. */
function watched(end: number | undefined) {
  const state = { now: 1_000_000, end, isAway: false, takesMs: 0 };
  const read = async <T>(found: T) => {
    state.now += state.takesMs;
    if (state.isAway) throw new Error('away');
    return found;
  };
  const leases = {
    end: () => read(state.end),
    ends: () => read(state.end === undefined ? [] : [{ name: 'x', end: state.end }]),
  };
  const watch = new LeaseWatch(leases, { now: () => state.now, after: () => () => {} });
  const look = async (afterMs = 0) => {
    state.now += afterMs;
    return watch.look('x').catch(() => 'failed');
  };
  return { state, watch, look };
}

it('knows a lease that nobody has', async () => {
  expect(await watched(undefined).look()).toBe('free');
});

it.each([
  ['ahead', 60_000],
  ['behind', -60_000],
])('leaves a lease that moves to a holder whose clock is %s', async (_, skew) => {
  const { state, look } = watched(1_000_000 + skew);
  for (let renewed = 0; renewed < 10; renewed += 1) {
    expect(await look(5_000)).toBe('kept');
    expect(await look(4_000)).toBe('kept');
    state.end = (state.end ?? 0) + 10_000;
  }
});

it('gives up a lease that did not move for 30 s of looks', async () => {
  const { look } = watched(1_030_000);
  expect(await look()).toBe('kept');
  for (let i = 0; i < 5; i += 1) expect(await look(5_000)).toBe('kept');
  expect(await look(5_000)).toEqual({ left: 1_030_000 });
});

it('takes at once what ended minutes before the first look', async () => {
  expect(await watched(1_000_000 - 180_000).look()).toEqual({ left: 820_000 });
  expect(await watched(1_000_000 - 170_000).look()).toBe('kept');
});

it('watches anew after the database was away, however long ago the lease ended by then', async () => {
  const { state, look } = watched(1_030_000);
  expect(await look()).toBe('kept');
  state.isAway = true;
  for (let i = 0; i < 60; i += 1) expect(await look(5_000)).toBe('failed');
  state.isAway = false;
  expect(await look(1_000)).toBe('kept');
  expect(await look(10_000)).toBe('kept');
  // The holder comes back to its lease.
  state.end = state.now + 30_000;
  expect(await look(10_000)).toBe('kept');
});

it('watches anew after a look for which the database took long', async () => {
  const { state, look } = watched(1_030_000);
  expect(await look()).toBe('kept');
  expect(await look(20_000)).toBe('kept');
  state.takesMs = 16_000;
  expect(await look()).toBe('kept');
  state.takesMs = 0;
  expect(await look(20_000)).toBe('kept');
  expect(await look(10_000)).toEqual({ left: 1_030_000 });
});

it('tells which of several are kept', async () => {
  const { state, watch } = watched(1_030_000);
  expect(await watch.kept('x')).toEqual(['x']);
  for (let i = 0; i < 6; i += 1) {
    state.now += 5_000;
    await watch.kept('x');
  }
  expect(await watch.kept('x')).toEqual([]);
});
