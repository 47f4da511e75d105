import type { Log } from '../log.ts';
import { loadCollection, watchCollection } from '../papers/index.ts';
import type { Paper } from '../papers/paper.ts';
import { buildIndex, remembering, type SearchIndex } from '../search/index.ts';
import type { Store } from '../store/index.ts';
import { type Following, follow } from './following.ts';
import { takeOver } from './take-over.ts';

/** Papers read at a time. */
const PAGE = 500;

export interface LivingIndex {
  index: SearchIndex;
  /** Reads the collection's file anew, also if it looks unchanged. */
  reload(): void;
  stop(): void;
}

export interface LivingIndexOptions {
  /** The collection's file. */
  path: string;
  store: Pick<Store, 'papers' | 'collectionFile' | 'alone'>;
  /** Whether to take up what changes in the file. One process does; another would take its own copy for news. */
  watchesFile: boolean;
  log: Log;
}

/**
 * The collection made searchable; the index follows it. A collection that never had a paper begins with those of the file.
 * @throws {CollectionError} in words for the operator, when it is to begin with the file and cannot.
 */
export async function livingIndex({ path, store, watchesFile, log }: LivingIndexOptions): Promise<LivingIndex> {
  const { papers } = store;
  const begins = (await papers.revision()) === 0;
  if (begins) await takeOver(await loadCollection(path), store);
  const { all, revision } = await everything(papers);
  const index = await buildIndex(all);
  const following = follow({
    papers,
    from: revision,
    shared: !store.alone,
    onChanges: changes => index.update(changes),
    log,
  });
  const watch = watchesFile ? watchFile({ path, store, following, log }) : undefined;
  // What changed in it while nobody looked.
  if (!begins) watch?.reload();
  return {
    index: remembering(index),
    reload: () => watch?.reload(),
    stop() {
      watch?.stop();
      following.stop();
    },
  };
}

function watchFile({
  path,
  store,
  following,
  log,
}: Pick<LivingIndexOptions, 'path' | 'store' | 'log'> & { following: Following }) {
  return watchCollection(path, {
    async onChange(papers) {
      const { changed, removed } = await takeOver(papers, store);
      await following.caughtUp();
      log.info({ papers: papers.length, changed, removed }, 'The collection was read anew');
    },
    onError: err => log.error({ err }, 'The changed collection cannot be used; the one before stays in force'),
  });
}

/** All papers in the order of their changes, as an index that has followed from the start would hold them. */
async function everything(papers: Store['papers']): Promise<{ all: Paper[]; revision: number }> {
  const all: Paper[] = [];
  let revision = 0;
  for (;;) {
    const changes = await papers.changes(revision, PAGE);
    const last = changes.at(-1);
    if (!last) return { all, revision };
    revision = last.revision;
    for (const { paper } of changes) if (paper) all.push(paper);
  }
}
