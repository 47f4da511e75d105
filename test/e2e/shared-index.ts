import { createHash } from 'node:crypto';
import type { Paper } from '../../src/papers/paper.ts';
import { buildIndex, type IndexOptions, type SearchIndex } from '../../src/search/index.ts';

/** Below so many papers it costs nothing to build one. */
const WORTH_IT = 50;

const built = new Map<string, Promise<SearchIndex>>();

/**
 * As `buildIndex`; but hundreds of bots begin with the papers that come with Offprint, and share one index of them
 * until one has others.
 */
export async function sharedIndex(papers: readonly Paper[], options: IndexOptions = {}): Promise<SearchIndex> {
  if (papers.length < WORTH_IT) return buildIndex(papers, options);
  const key = createHash('sha256')
    .update(JSON.stringify([papers, options]))
    .digest('hex');
  const shared = built.get(key) ?? buildIndex(papers, options);
  built.set(key, shared);
  return ownOnceChanged(await shared, () => buildIndex(papers, options));
}

/** The shared index up to the first update, which is made to one of the bot's own. */
function ownOnceChanged(shared: SearchIndex, build: () => Promise<SearchIndex>): SearchIndex {
  let current = shared;
  let before = 0;
  let own: Promise<SearchIndex> | undefined;
  const buildOwn = async () => {
    const index = await build();
    before += current.generation + 1;
    current = index;
    return index;
  };
  const different: Pick<SearchIndex, 'update' | 'close'> = {
    async update(changes) {
      own ??= buildOwn();
      await (await own).update(changes);
    },
    async close() {
      await (await own)?.close();
    },
  };
  return new Proxy(shared, {
    get(_, name) {
      if (name === 'update' || name === 'close') return different[name];
      if (name === 'generation') return before + current.generation;
      const value: unknown = Reflect.get(current, name);
      return typeof value === 'function' ? value.bind(current) : value;
    },
  });
}
