import { expect, it } from 'vitest';
import { within } from '../../src/platform/within.ts';

it('answers what the work answers, or throws what it throws', async () => {
  expect(await within(60_000, Promise.resolve('there'))).toBe('there');
  await expect(within(60_000, Promise.reject(new Error('The database is away.')))).rejects.toThrow('is away');
});

it('waits no longer than it is told', async () => {
  await expect(within(1, new Promise(() => {}))).rejects.toThrow('No answer within 1 ms.');
});
