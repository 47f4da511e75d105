import { expect, it } from 'vitest';
import { onPostgres } from '../store/each-store.ts';
import { killWhileDelivering } from './daily.ts';
import { seeded } from './seeded.ts';

onPostgres('a bot and two workers that are killed 40 times while they deliver', makeTarget => {
  it('post every paper once', { timeout: 600_000 }, async () => {
    const options = { target: await makeTarget(), kills: 40, workers: 2, random: seeded(20260329) };
    const { occurrences, threads, lost, doubled, threadless, pending } = await killWhileDelivering(options);
    expect({ lost, doubled, threadless, pending }).toEqual({ lost: [], doubled: [], threadless: [], pending: [] });
    expect(occurrences).toBeGreaterThan(40);
    expect(threads).toBeGreaterThan(20);
  });
});
