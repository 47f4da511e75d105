import { describe, expect, it } from 'vitest';
import { backoff, retryAfter } from '../../../src/sources/http/backoff.ts';

describe('the pause after a failure', () => {
  it('doubles, up to five minutes', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 20].map(failures => backoff(failures, () => 1) / 1000)).toEqual([
      5, 10, 20, 40, 80, 160, 300, 300, 300,
    ]);
  });

  it('is half by chance', () => {
    expect([0, 0.5, 1].map(random => backoff(2, () => random))).toEqual([5_000, 7_500, 10_000]);
  });
});

describe('Retry-After', () => {
  const now = Date.UTC(2026, 0, 15, 12);
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Thu, 15 Jan 2026 12:01:00 GMT', 60_000],
    ['Thu, 15 Jan 2026 11:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j', (header, ms) => {
    expect(retryAfter(header, now)).toBe(ms);
  });
});
