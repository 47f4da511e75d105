import { expect, it } from 'vitest';
import { sqliteTarget } from '../store/each-store.ts';
import { killWhileDelivering } from './daily.ts';
import { seeded } from './seeded.ts';

it('a bot that is killed 40 times while it delivers posts every paper once', { timeout: 600_000 }, async () => {
  const options = { target: sqliteTarget(), kills: 40, workers: 0, random: seeded(20260115) };
  const { occurrences, threads, lost, doubled, threadless, pending } = await killWhileDelivering(options);
  expect({ lost, doubled, threadless, pending }).toEqual({ lost: [], doubled: [], threadless: [], pending: [] });
  expect(occurrences).toBeGreaterThan(40);
  expect(threads).toBeGreaterThan(20);
});
