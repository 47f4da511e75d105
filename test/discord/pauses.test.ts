import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identifyPauseMs, pauseMs, withinDay } from '../../src/discord/gateway/pauses.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('the pause before the next try', () => {
  it('doubles from a second up to 15', () => {
    const pauses = [0, 1, 2, 3, 4, 5, 40, 4000].map(tries => pauseMs(tries, 1));
    expect(pauses).toEqual([1, 2, 4, 8, 15, 15, 15, 15].map(seconds => seconds * SECOND));
  });

  it('is shortened at random, to half at most', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.double({ min: 0, max: 0.999, noNaN: true }), (tries, random) => {
        const whole = pauseMs(tries, 1);
        const pause = pauseMs(tries, random);
        expect(pause).toBeGreaterThanOrEqual(whole / 2);
        expect(pause).toBeLessThanOrEqual(whole);
      }),
    );
  });
});

describe('sessions of a day', () => {
  it('are never more than Discord allows, however fast they are lost', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 * MINUTE }), { minLength: 1, maxLength: 20 }), lives => {
        const total = 1000;
        let begun: number[] = [];
        let now = 0;
        for (let i = 0; now < 3 * DAY; i += 1) {
          const used = withinDay(begun, now).length;
          const limit = { total, remaining: total - used, reset_after: DAY };
          now += identifyPauseMs(begun, limit, now);
          begun = [...withinDay(begun, now), now];
          if (begun.length > total) return false;
          now += lives[i % lives.length] ?? 0;
        }
        return true;
      }),
      { numRuns: 20 },
    );
  });

  it('are not spared while most of them are left, but for the 5 s between two', () => {
    const limit = { total: 1000, remaining: 900, reset_after: DAY };
    expect(identifyPauseMs([], limit, 0)).toBe(0);
    expect(identifyPauseMs([0], limit, SECOND)).toBe(4 * SECOND);
    expect(identifyPauseMs([0], limit, MINUTE)).toBe(0);
  });

  it('of which Discord has few left are spread over the time until there are more', () => {
    const limit = { total: 1000, remaining: 10, reset_after: HOUR };
    expect(identifyPauseMs([], limit, 0)).toBe(0);
    expect(identifyPauseMs([0], limit, 0)).toBe(6 * MINUTE);
  });

  it('that are used up come back when Discord says', () => {
    expect(identifyPauseMs([], { total: 1000, remaining: 0, reset_after: 3 * HOUR }, 0)).toBe(3 * HOUR);
  });
});
