import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { type Metrics, NO_METRICS, secondsSince } from '../monitoring/index.ts';
import { refuseUnlessAccepted } from '../papers/accepted.ts';
import { loadCollection, watchCollection } from '../papers/index.ts';
import type { Paper } from '../papers/paper.ts';
import type { Log } from '../platform/log.ts';
import {
  buildIndex,
  type DiskIndexOptions,
  openDiskIndex,
  readTopics,
  remembering,
  type SearchIndex,
  type Topic,
} from '../search/index.ts';
import type { Papers, Store } from '../store/index.ts';
import { type Following, follow } from './following.ts';
import { takeOver } from './take-over.ts';

/** Papers read at a time. */
const PAGE = 500;
/** From so many papers on the index is on disk: in memory it would take some 10 kB a paper. */
const MANY = 20_000;

/** The index is asked while it is built. */
export class NotSearchableYet extends Error {
  override name = 'NotSearchableYet';
}

export interface LivingIndex {
  /** @throws {NotSearchableYet} while it is built. */
  readonly index: SearchIndex;
  /** Fulfilled when the index is there. Rejected when it cannot be built, or the bot ends first. */
  readonly ready: Promise<void>;
  isReady(): boolean;
  /** Of the collection, up to which the index has taken up its changes; 0 while it is built. */
  readonly revision: number;
  /** Calls the listener after each batch of changes that the index has taken up. */
  onChange(listener: () => void): void;
  /** Reads the collection's file again, also if it looks unchanged. */
  reload(): void;
  stop(): void;
  /** Frees what the index holds, when nobody asks it any more. */
  close(): Promise<void>;
}

export interface IndexPlace {
  /** Where the index is; missing: on disk for large collections. */
  kind?: 'memory' | 'disk' | undefined;
  /** The folder of an index on disk. */
  folder: string;
  /** Tells the database from others: an index of another one is of no use. */
  database: string;
  /** The file of the field's topics; missing: those of machine learning. */
  topicsPath?: string | undefined;
}

interface IndexSettings {
  index?: 'memory' | 'disk' | undefined;
  indexPath: string;
  databaseUrl?: string | undefined;
  databasePath: string;
  topicsPath?: string | undefined;
}

/** Where the settings say that the index is. */
export function indexPlace({ index, indexPath, databaseUrl, databasePath, topicsPath }: IndexSettings): IndexPlace {
  return { kind: index, folder: indexPath, database: databaseUrl ?? resolve(databasePath), topicsPath };
}

export interface LivingIndexOptions {
  /** The collection's file. */
  path: string;
  store: Pick<Store, 'papers' | 'collectionFile' | 'alone'>;
  place: IndexPlace;
  /** Whether to take up what changes in the file. One process does; another would take its own copy for news. */
  watchesFile: boolean;
  /** Makes the index in memory. */
  build?: typeof buildIndex | undefined;
  /** Opens the index on disk. */
  openDisk?: typeof openDiskIndex | undefined;
  metrics?: Metrics;
  log: Log;
}

/** The index, and what keeps it in step with the collection. */
interface Running {
  index: SearchIndex;
  following: Following;
  watch: ReturnType<typeof watchFile> | undefined;
}

/**
 * The collection made searchable; the index follows it. A collection that never had a paper begins with those of the
 * file. An index on disk that must be built is not waited for: see `ready`.
 * @throws {CollectionError} with a message for the operator, when it is to begin with the file and cannot.
 */
export async function livingIndex({
  path,
  store,
  place,
  watchesFile,
  build = buildIndex,
  openDisk = openDiskIndex,
  metrics = NO_METRICS,
  log,
}: LivingIndexOptions): Promise<LivingIndex> {
  const { papers } = store;
  const topics = place.topicsPath === undefined ? undefined : await readTopics(place.topicsPath);
  const begins = (await papers.revision()) === 0;
  if (begins) await takeOver(await loadCollection(path), store);
  const listeners: (() => void)[] = [];
  const ending = new AbortController();
  let revision = 0;
  let running: Running | undefined;
  /** Until the index is there, or is known to take long. */
  let isWaitedFor = true;

  /** From then on the index follows the collection, and the collection its file. */
  function run({ index, revision: opened }: Opened): Running {
    revision = opened;
    const following = follow({
      papers,
      from: opened,
      shared: !store.alone,
      onChanges: changes => index.update(changes),
      onKnown(known) {
        revision = known;
        for (const listener of listeners) listener();
      },
      log,
    });
    const watch = watchesFile ? watchFile({ path, store, following, log }) : undefined;
    // What changed in it while nobody looked: before the start, and while an index on disk was built.
    if (!begins || !isWaitedFor) watch?.reload();
    return { index: remembering(index), following, watch };
  }

  async function open(onBuild: () => void): Promise<void> {
    const begun = performance.now();
    const kind = isOnDisk(place.kind, await papers.count()) ? 'disk' : 'memory';
    const opened =
      kind === 'disk'
        ? await onDiskIndex(openDisk, papers, place, topics, { log, onBuild, signal: ending.signal })
        : await inMemory(papers, topics, build);
    metrics.indexOpened({ kind, seconds: secondsSince(begun) });
    running = run(opened);
    if (ending.signal.aborted) stop();
  }

  function stop(): void {
    ending.abort();
    running?.watch?.stop();
    running?.following.stop();
  }

  const building = Promise.withResolvers<void>();
  const ready = open(building.resolve);
  // Whoever needs it is told; nobody may be waiting when it fails.
  ready.catch(err => {
    if (!isWaitedFor && !ending.signal.aborted) log.error({ err }, 'The search index could not be built');
  });
  await Promise.race([ready, building.promise]);
  isWaitedFor = false;
  return {
    get index() {
      if (!running) throw new NotSearchableYet('The search index is being built.');
      return running.index;
    },
    ready,
    isReady: () => running !== undefined,
    get revision() {
      return revision;
    },
    onChange: listener => void listeners.push(listener),
    reload: () => running?.watch?.reload(),
    stop,
    async close() {
      await ready.catch(() => undefined);
      await running?.index.close();
    },
  };
}

/** Whether the index of so many papers is on disk. */
export function isOnDisk(kind: IndexPlace['kind'], papers: number): boolean {
  return kind === undefined ? papers >= MANY : kind === 'disk';
}

function onDiskIndex(
  openDisk: typeof openDiskIndex,
  { revision, changes }: Papers,
  { folder, database }: IndexPlace,
  topics: readonly Topic[] | undefined,
  options: Pick<DiskIndexOptions, 'log' | 'onBuild' | 'signal'>,
): Promise<Opened> {
  const name = createHash('sha256').update(database).digest('hex');
  return openDisk({ directory: folder, feed: { name, revision, changes }, topics, ...options });
}

interface Opened {
  index: SearchIndex;
  revision: number;
}

async function inMemory(
  papers: Papers,
  topics: readonly Topic[] | undefined,
  build: typeof buildIndex,
): Promise<Opened> {
  const { all, revision } = await everything(papers);
  return { index: await build(all, { topics }), revision };
}

function watchFile({
  path,
  store,
  following,
  log,
}: Pick<LivingIndexOptions, 'path' | 'store' | 'log'> & { following: Following }) {
  return watchCollection(path, {
    async onChange(papers) {
      const { changed, removed } = await takeOver(papers, store, loss => refuseUnlessAccepted(path, loss));
      await following.caughtUp();
      log.info({ papers: papers.length, changed, removed }, 'The collection was read again');
    },
    onError: err =>
      log.error({ err }, 'The changed collection cannot be used; the one before stays in force, and it is tried again'),
  });
}

/** All papers in the order of their changes, as an index that has followed from the start would hold them. */
async function everything(papers: Papers): Promise<{ all: Paper[]; revision: number }> {
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
