import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextMerge, type Size } from '../../../src/search/disk/policy.ts';

const MOST = 1_000_000;
const sizes = (...papers: number[]): Size[] => papers.map(count => ({ papers: count, dead: 0 }));
const rotten = (papers: number, dead: number): Size => ({ papers, dead });

it.each<[string, Size[], { from: number; to: number } | undefined]>([
  ['no segment', [], undefined],
  ['a single one', sizes(5), undefined],
  ['three small ones wait for a fourth', sizes(1, 1, 1), undefined],
  ['four small ones are joined', sizes(1, 1, 1, 1), { from: 0, to: 4 }],
  ['a large one stays out of it', sizes(50_000, 1, 1, 1, 1), { from: 1, to: 5 }],
  ['one of the least size stays out, of what is small beside it', sizes(1000, 1, 1, 1, 1), { from: 1, to: 5 }],
  ['one below the least size is taken along', sizes(999, 1, 1, 1), { from: 0, to: 4 }],
  ['twice as large as all behind it stays', sizes(8000, 1000, 1000, 1000, 1000), { from: 1, to: 5 }],
  ['less than twice as large joins them', sizes(7999, 1000, 1000, 1000, 1000), { from: 0, to: 5 }],
  ['a row where each is twice what follows is left alone', sizes(64_000, 16_000, 4000, 1000), undefined],
  ['no merge beyond the most', sizes(MOST - 3, 2, 1, 1, 1), { from: 1, to: 5 }],
  ['as many as the most are joined', sizes(MOST / 4, MOST / 4, MOST / 4, MOST / 4), { from: 0, to: 4 }],
  ['dead papers do not count', [rotten(9000, 1001), ...sizes(1000, 1000, 1000, 1000)], { from: 0, to: 5 }],
  ['a share of dead papers is borne', [rotten(10_000, 1500)], undefined],
  ['more is cleared away', [rotten(10_000, 1501)], { from: 0, to: 1 }],
  ['a small one is not worth it', [rotten(999, 999)], undefined],
  ['one of the least size is', [rotten(1000, 151)], { from: 0, to: 1 }],
  ['the first of several', [...sizes(90_000), rotten(20_000, 9000), rotten(3000, 2000)], { from: 1, to: 2 }],
  ['joining comes first', [rotten(50_000, 40_000), ...sizes(1, 1, 1, 1)], { from: 1, to: 5 }],
])('%s', (_what, segments, expected) => {
  expect(nextMerge(segments, MOST)).toEqual(expected);
});

describe('after all merges', () => {
  it('few segments are left, each paper was written few times, and merging ends', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 300 }), batches => {
        let segments: Size[] = [];
        let written = 0;
        for (const batch of batches) {
          segments.push({ papers: batch, dead: 0 });
          for (let merge = nextMerge(segments, MOST); merge; merge = nextMerge(segments, MOST)) {
            const joined = segments.slice(merge.from, merge.to).reduce((sum, { papers }) => sum + papers, 0);
            written += joined;
            segments = segments.toSpliced(merge.from, merge.to - merge.from, { papers: joined, dead: 0 });
          }
        }
        const total = batches.reduce((sum, batch) => sum + batch, 0);
        expect(segments.reduce((sum, { papers }) => sum + papers, 0)).toBe(total);
        // A row of segments each twice as large as all behind it, and up to three that wait.
        expect(segments.length).toBeLessThanOrEqual(4 + Math.log2(1 + total / 1000));
        expect(written / total).toBeLessThanOrEqual(4 + Math.log2(batches.length));
      }),
      { numRuns: 50 },
    );
  });
});
