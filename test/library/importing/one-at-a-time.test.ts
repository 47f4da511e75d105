import { expect, it } from 'vitest';
import { oneAtATime } from '../../../src/library/importing/index.ts';

it('runs one after the other, in their order, also behind one that fails, and refuses what comes too late', async () => {
  const inTurn = oneAtATime(3);
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const job = (number: number) => async () => {
    most = Math.max(most, ++running);
    await new Promise(setImmediate);
    order.push(number);
    running--;
    if (number === 2) throw new Error('broken');
    return number;
  };
  const jobs = [1, 2, 3, 4, 5].map(number => inTurn(job(number)));
  expect(jobs[4]).toBeUndefined();
  const ended = await Promise.allSettled(jobs.slice(0, 4));
  expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect([most, order]).toEqual([1, [1, 2, 3, 4]]);
  expect(await inTurn(job(6))).toBe(6);
});
