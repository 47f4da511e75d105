import { expect, it } from 'vitest';
import { sqliteTarget } from '../store/each-store.ts';
import { seeded } from './seeded.ts';
import { readAndKill } from './sources.ts';

it('a source whose reading is killed 40 times gives the same collection as one that is read in peace', {
  timeout: 600_000,
}, async () => {
  const disturbed = await readAndKill(sqliteTarget(), 40, seeded(20260115));
  const undisturbed = await readAndKill(sqliteTarget(), 0, () => 1);
  expect(disturbed.kills).toBe(40);
  expect(disturbed.papers).toEqual(undisturbed.papers);
  expect(disturbed.papers.length).toBeGreaterThan(2_000);
  // It went on where it was: had each run begun again, none would have come to the end.
  expect(disturbed.requests).toBeLessThan(undisturbed.requests * 2);
});
