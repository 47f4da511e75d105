import { expect, it } from 'vitest';
import { pace } from '../../src/store/pace.ts';
import { eachStore } from './each-store.ts';

eachStore('the pace of all processes', openFresh => {
  it('gives each its turns after those that are reserved, and at once where nobody asked just now', async () => {
    const { reserve } = pace(await openFresh());
    const now = Date.UTC(2026, 0, 1);
    const turns = [await reserve(now, 80), await reserve(now + 10, 20), await reserve(now + 30, 40)];
    expect(turns).toEqual([now, now + 80, now + 100]);
    expect(await reserve(now + 500, 20)).toBe(now + 500);
  });

  it('gives no turn twice to processes that ask at the same moment', async () => {
    const { reserve } = pace(await openFresh());
    const now = Date.UTC(2026, 0, 1);
    const turns = await Promise.all(Array.from({ length: 20 }, () => reserve(now, 10)));
    expect(turns.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => now + 10 * i));
  });

  it('lets nobody wait for turns that a clock reserved which is ahead', async () => {
    const { reserve } = pace(await openFresh());
    const now = Date.UTC(2026, 0, 1);
    await reserve(now + 60_000, 20);
    expect(await reserve(now, 20)).toBe(now);
  });
});
