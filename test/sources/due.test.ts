import { describe, expect, it } from 'vitest';
import { dueAt } from '../../src/sources/due.ts';
import { sourceSettingsSchema } from '../../src/sources/settings.ts';

const HOUR_MS = 3_600_000;
const settings = sourceSettingsSchema.parse({ name: 'sample', kind: 'hugging-face', every: '2h' });
const counts = { seen: 0, added: 0, changed: 0 };

describe('a source is due', () => {
  it('at once when it was never read, or its reading was cut short', () => {
    expect(dueAt({ settings })).toBe(0);
    expect(dueAt({ settings, state: { name: 'sample', startedAt: 5, failures: 0, counts } })).toBe(5);
  });

  it('after its interval, counted from the start of the latest run', () => {
    const state = { name: 'sample', startedAt: 1000, endedAt: 5000, finishedAt: 5000, failures: 0, counts };
    expect(dueAt({ settings, state })).toBe(1000 + 2 * HOUR_MS);
  });

  it('sooner after a failure, but ever later, and never later than its interval', () => {
    const after = (failures: number) =>
      dueAt({ settings, state: { name: 'sample', startedAt: 0, endedAt: 1000, error: 'x', failures, counts } }) - 1000;
    expect([1, 2, 3, 4, 5, 50].map(after).map(ms => ms / 60_000)).toEqual([10, 20, 40, 80, 120, 120]);
  });
});
