import type { SearchIndex } from '../search/types.ts';
import type { Subscription } from './subscription.ts';

/** Ids of the papers that a subscription chooses from. Kept for each index, since many subscriptions ask the same. */
export function createPools(
  index: () => SearchIndex,
): (subscription: Pick<Subscription, 'query'>) => readonly string[] {
  const pools = new WeakMap<SearchIndex, Map<string, readonly string[]>>();
  return ({ query = '' }) => {
    const current = index();
    let known = pools.get(current);
    if (!known) {
      known = new Map();
      pools.set(current, known);
    }
    let pool = known.get(query);
    if (!pool) {
      const papers =
        query === '' ? current.papers : current.search(query, { limit: current.size }).hits.map(hit => hit.paper);
      pool = papers.map(paper => paper.id);
      known.set(query, pool);
    }
    return pool;
  };
}
