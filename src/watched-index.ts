import type { Log } from './log.ts';
import { loadCollection, watchCollection } from './papers/index.ts';
import { buildIndex, remembering, type SearchIndex } from './search/index.ts';

export interface WatchedIndex {
  /** The one in force. */
  index(): SearchIndex;
  /** Reads the collection anew, also if its file looks unchanged. */
  reload(): void;
  stop(): void;
}

/**
 * The collection made searchable, and made anew when its file changes.
 * @throws {CollectionError} in words for the operator.
 */
export async function watchedIndex(path: string, log: Log): Promise<WatchedIndex> {
  let index = remembering(await buildIndex(await loadCollection(path)));
  const watch = watchCollection(path, {
    async onChange(papers) {
      index = remembering(await buildIndex(papers));
      log.info({ papers: papers.length }, 'The collection was read anew');
    },
    onError: err => log.error({ err }, 'The changed collection cannot be used; the one before stays in force'),
  });
  return { index: () => index, reload: watch.reload, stop: watch.stop };
}
