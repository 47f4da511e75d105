import type { Subscription } from '../../model/subscription.ts';
import type { Paper } from '../../papers/paper.ts';
import type { PaperList, SearchIndex } from '../../search/types.ts';

/**
 * Ids of the papers that a subscription chooses from: none that was withdrawn, or of which there is nothing to read.
 */
export type Pools = (subscription: Pick<Subscription, 'query' | 'topic'>) => readonly string[];

/** They are kept until the index changes, since many subscriptions ask the same. */
export function createPools(index: () => SearchIndex): Pools {
  const pools = new Map<string, readonly string[]>();
  let of: { index: SearchIndex; generation: number } | undefined;
  return ({ query = '', topic = '' }) => {
    const current = index();
    if (of?.index !== current || of.generation !== current.generation) pools.clear();
    of = { index: current, generation: current.generation };
    const key = JSON.stringify([query, topic]);
    const known = pools.get(key);
    if (known) return known;
    const papers =
      query === '' && topic === ''
        ? spread(current.papers)
        : current.search(query, { limit: current.size, ...(topic !== '' && { topic }) }).hits.map(hit => hit.paper);
    const pool = papers.filter(({ withdrawn, abstract }) => !withdrawn && abstract !== '').map(({ id }) => id);
    pools.set(key, pool);
    return pool;
  };
}

/** Of a collection larger than this, some papers stand for all: enough for years, and to read them holds up nobody. */
const MOST = 20_000;
const SPREAD = 2000;

function spread(papers: PaperList): Paper[] {
  if (papers.length <= MOST) return [...papers];
  return Array.from({ length: SPREAD }, (_, i) => papers.at(Math.floor((i * papers.length) / SPREAD)) ?? []).flat();
}
