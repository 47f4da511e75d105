import { expect, it } from 'vitest';
import { Recent } from '../../src/search/recent.ts';

it('keeps the latest entries, twice as many at most', () => {
  const recent = new Recent<number, number>(10);
  for (let i = 0; i < 100; i++) recent.set(i, i);
  const kept = Array.from({ length: 100 }, (_, i) => recent.get(i)).filter(value => value !== undefined);
  expect(kept).toEqual(expect.arrayContaining([90, 91, 92, 93, 94, 95, 96, 97, 98, 99]));
  expect(kept.length).toBeLessThanOrEqual(20);
});

it('is bounded by the characters of its keys, and keeps none that alone is longer', () => {
  const recent = new Recent<string, string>(1000, key => key.length);
  const keys = Array.from({ length: 100 }, (_, i) => String(i).padStart(100, 'x'));
  for (const key of keys) recent.set(key, key);
  const kept = keys.filter(key => recent.get(key) !== undefined);
  expect(kept.length).toBeGreaterThanOrEqual(10);
  expect(kept.length).toBeLessThanOrEqual(20);
  recent.set('y'.repeat(1001), '');
  expect(recent.get('y'.repeat(1001))).toBeUndefined();
});

it('counts an entry that is set again once', () => {
  const recent = new Recent<string, number>(3);
  recent.set('old', 0);
  for (let i = 0; i < 100; i++) recent.set('same', i);
  expect(recent.get('old')).toBe(0);
  expect(recent.get('same')).toBe(99);
});
