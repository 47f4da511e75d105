import { expect, it } from 'vitest';
import type { Paper } from '../../../src/papers/paper.ts';
import { buildIndex } from '../../../src/search/index.ts';
import { createPools } from '../../../src/subscriptions/selection/pool.ts';

function paper(n: number, more: Partial<Paper> = {}): Paper {
  return { id: `${n}`.padStart(10, '0'), title: `Paper ${n}`, abstract: 'On noise.', links: [], authors: [], ...more };
}

it('the paper of the day is chosen from what the collection holds now, and never one that was withdrawn or has no abstract', async () => {
  const index = await buildIndex([paper(1), paper(2, { withdrawn: true }), paper(4, { title: 'Noise', abstract: '' })]);
  const poolOf = createPools(() => index);
  expect([poolOf({}), poolOf({ query: 'noise' })]).toEqual([[paper(1).id], [paper(1).id]]);
  await index.update([
    { id: paper(3).id, paper: paper(3) },
    { id: paper(1).id, paper: paper(1, { withdrawn: true }) },
  ]);
  expect([poolOf({}), poolOf({ query: 'noise' })]).toEqual([[paper(3).id], [paper(3).id]]);
});
