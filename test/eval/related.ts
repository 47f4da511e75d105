import type { SearchIndex } from '../../src/search/index.ts';
import { ownRelated } from './judged.ts';
import { measure } from './metrics.ts';

/**
 * nDCG@10 of the related papers of each of the project's own papers that is judged. @param depth How many are asked
 * for.
 */
export async function relatedScores(index: SearchIndex, depth: number): Promise<number[]> {
  const judged = await ownRelated();
  return [...judged].map(([id, like]) => {
    const found = index.related(id, depth).map(({ paper }) => paper.id);
    return measure(found, like).ndcg10;
  });
}
