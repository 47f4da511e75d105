import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Past } from '../../../src/model/past.ts';
import { choose } from '../../../src/subscriptions/selection/choosing.ts';

const NOBODY: ReadonlySet<string> = new Set();
const pool = (size: number) => Array.from({ length: size }, (_, i) => `paper${i}`);

/** Posts `days` times in a row, as a subscription does. */
function run(seed: string, papers: readonly string[], count: number, days: number): string[][] {
  const past = new Map<string, { times: number; last: number }>();
  return Array.from({ length: days }, (_, day) => {
    const chosen = choose({ pool: papers, count, past, taken: NOBODY, seed });
    for (const id of chosen) past.set(id, { times: (past.get(id)?.times ?? 0) + 1, last: day });
    return chosen;
  });
}

describe('choosing', () => {
  it('no paper comes again before every one has come', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 5 }), (seed, size, most) => {
        const count = Math.min(most, size);
        const posted = run(seed, pool(size), count, 3 * size).flat();
        for (let first = 0; first + size <= posted.length; first += size) {
          expect(new Set(posted.slice(first, first + size)).size).toBe(size);
        }
      }),
    );
  });

  it('after that the longest unseen comes first', () => {
    const days = run('a', pool(7), 1, 21).flat();
    expect(days.slice(7, 14)).toEqual(days.slice(0, 7));
  });

  it('a digest never holds a paper twice, and is as large as the pool allows', () => {
    expect(run('a', pool(3), 5, 2).map(chosen => new Set(chosen).size)).toEqual([3, 3]);
    expect(choose({ pool: [], count: 5, past: new Map(), taken: NOBODY, seed: 'a' })).toEqual([]);
  });

  it('a paper that joins the collection comes before any comes again', () => {
    const past: Past = new Map(pool(5).map((id, i) => [id, { times: 2, last: i }]));
    expect(choose({ pool: [...pool(5), 'new'], count: 1, past, taken: NOBODY, seed: 'a' })).toEqual(['new']);
  });

  it('leaves to others what they post that day, unless nothing else is left', () => {
    const taken = new Set(['paper0', 'paper1']);
    const options = { pool: pool(3), count: 1, past: new Map(), seed: 'a' };
    expect(choose({ ...options, taken })).toEqual(['paper2']);
    expect(choose({ ...options, taken: new Set(pool(3)) })).toHaveLength(1);
  });

  it('draws what is fresh first, but never one again before all came, nor one that others post that day', () => {
    const options = { pool: pool(4), count: 4, past: new Map([['paper0', { times: 1, last: 1 }]]), seed: 'a' };
    const fresh = new Set(['paper0', 'paper1', 'paper2']);
    expect(choose({ ...options, taken: new Set(['paper1']), fresh })).toEqual(['paper2', 'paper3', 'paper1', 'paper0']);
  });

  it('is fair: over many subscriptions each paper comes first about equally often', () => {
    const papers = pool(20);
    const firsts = Array.from({ length: 4_000 }, (_, i) =>
      choose({ pool: papers, count: 1, past: new Map(), taken: NOBODY, seed: `subscription ${i}` }),
    ).flat();
    const counts = papers.map(id => firsts.filter(first => first === id).length);
    // 200 each are expected; five standard deviations are 69.
    expect(Math.min(...counts)).toBeGreaterThan(131);
    expect(Math.max(...counts)).toBeLessThan(269);
  });

  it('each subscription has its own order, the same each time', () => {
    expect(run('a', pool(20), 1, 20)).toEqual(run('a', pool(20), 1, 20));
    expect(run('a', pool(20), 1, 20)).not.toEqual(run('b', pool(20), 1, 20));
  });
});
