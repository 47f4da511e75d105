import { expect, it } from 'vitest';
import { sqliteTarget } from '../store/each-store.ts';
import { killWhileOpening } from './discussions.ts';
import { seeded } from './seeded.ts';

it('a process killed while it opens a discussion leaves one thread, found by the next', async () => {
  const rounds = await killWhileOpening(sqliteTarget().path, 40, seeded(20261124));
  expect(rounds).toHaveLength(40);
  expect(rounds.filter(({ threads }) => threads !== 1)).toEqual([]);
}, 600_000);
