import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RATINGS, ratingOf } from '../../src/clubs/reception.ts';

const ratings = fc.array(fc.constantFrom(...RATINGS), { minLength: 1, maxLength: 50 });

it('a rating lies between the least and the most that people gave, whatever their order', () => {
  fc.assert(
    fc.property(ratings, fc.infiniteStream(fc.nat()), (given, order) => {
      const rating = ratingOf(given);
      expect(rating?.people).toBe(given.length);
      expect(rating?.mean).toBeGreaterThanOrEqual(Math.min(...given));
      expect(rating?.mean).toBeLessThanOrEqual(Math.max(...given));
      const keys = given.map(() => order.next().value);
      const shuffled = given.map((one, i) => [keys[i] ?? 0, one] as const).sort(([a], [b]) => a - b);
      expect(ratingOf(shuffled.map(([, one]) => one))).toEqual(rating);
    }),
  );
});

it('there is none where nobody rated, and it has one decimal', () => {
  expect(ratingOf([])).toBeUndefined();
  expect(ratingOf([5, 4, 4])).toEqual({ mean: 4.3, people: 3 });
});
