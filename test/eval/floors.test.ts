import { beforeAll, describe, expect, it } from 'vitest';
import { buildIndex, type SearchIndex } from '../../src/search/index.ts';
import { ownTest, type TestCollection } from './judged.ts';
import { type Metrics, mean, measure } from './metrics.ts';
import { relatedScores } from './related.ts';

/**
 * The quick part of `npm run eval`: the project's own papers and queries. A floor is what the ranking reached when it
 * was set, less 0.01: rounding and the order of equals may move a figure a little, a weight that is lost moves it more.
 */
const FLOORS = {
  tune: { ndcg10: 0.9362, recall100: 0.9736, mrr: 0.9562, success1: 0.9337 },
  report: { ndcg10: 0.8961, recall100: 0.9765, mrr: 0.9275, success1: 0.9014 },
} as const;
const RELATED_FLOOR = 0.833;
const DEPTH = 100;

describe('search over the project’s own papers', () => {
  let own: TestCollection;
  let index: SearchIndex;
  beforeAll(async () => {
    own = await ownTest();
    index = await buildIndex(own.papers);
    await index.settled;
  });

  it.each(['tune', 'report'] as const)('is no worse than it was on the half “%s”', half => {
    const perQuery = own.queries
      .filter(query => query.half === half)
      .map(({ text, judged }) =>
        measure(
          index.search(text, { limit: DEPTH }).hits.map(({ paper }) => paper.id),
          judged,
        ),
      );
    const of = (key: keyof Metrics) => mean(perQuery.map(metrics => metrics[key]));
    const reached = { ndcg10: of('ndcg10'), recall100: of('recall100'), mrr: of('mrr'), success1: of('success1') };
    expect(perQuery.length).toBeGreaterThan(150);
    for (const key of ['ndcg10', 'recall100', 'mrr', 'success1'] as const)
      expect(reached[key], key).toBeGreaterThanOrEqual(FLOORS[half][key]);
  });

  it('finds related papers no worse than it did', async () => {
    const scores = await relatedScores(index, DEPTH);
    expect(mean(scores)).toBeGreaterThanOrEqual(RELATED_FLOOR);
  });
});
