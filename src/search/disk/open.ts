import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import ofMachineLearning from '../../../data/topics.json' with { type: 'json' };
import { type Clock, systemClock } from '../../platform/clock.ts';
import { takeOwnership } from '../../platform/file-lock.ts';
import type { Log } from '../../platform/log.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import { ANALYSIS_VERSION } from '../analysis/version.ts';
import { Field } from '../field.ts';
import type { Topic } from '../topics.ts';
import type { IndexChange, SearchIndex } from '../types.ts';
import { BrokenIndexError, isBroken } from './broken.ts';
import { DiskCollection } from './collection.ts';
import { DiskEngine } from './engine.ts';
import { moveIndex, readManifest, removeManifest } from './manifest.ts';
import { MendingIndex } from './mending.ts';
import type { Begin } from './messages.ts';
import { View } from './view.ts';
import { removeIndex } from './writer.ts';

/** What is indexed. */
export interface Feed {
  /** Tells it from other collections. */
  name: string;
  /** Of its latest change. */
  revision(): Promise<number>;
  /**
   * What has changed since a revision, the oldest change first; a paper that changed twice comes once. 0: everything.
   */
  changes(after: number, limit: number): Promise<(IndexChange & { revision: number })[]>;
}

export interface DiskIndexOptions {
  /** Where the index is kept; nothing else may be in it. */
  directory: string;
  feed: Feed;
  /** Topics of the field; by default those of machine learning. */
  topics?: readonly Topic[] | undefined;
  log: Log;
  /** For trying again what failed; the default is the system's time. */
  after?: Clock['after'];
  /** Called when there is no index that is of use: building it may take minutes. */
  onBuild?: (() => void) | undefined;
  /** Ends the building; the promise is then rejected. */
  signal?: AbortSignal | undefined;
}

/** Changes read at a time: some 50 ms of work. */
const PAGE = 500;
/** The log tells each time so many papers more are indexed. */
const TOLD_EVERY = 50_000;

/**
 * Opens the index on disk as it is, if it is whole, of this version and of this collection; else it is built again.
 * Afterwards it has everything that the collection has; `revision` is that of the collection.
 * @throws {OperatorError} when the directory cannot be used.
 */
export async function openDiskIndex({
  directory,
  feed,
  topics = ofMachineLearning,
  log,
  after = systemClock.after,
  onBuild = () => undefined,
  signal,
}: DiskIndexOptions): Promise<{ index: SearchIndex; revision: number }> {
  const release = await own(directory);
  const begin: Begin = { directory, topics, collection: feed.name, analysis: analysisWith(topics) };
  try {
    const { engine, revision } =
      (await caughtUp(await opened(begin, feed, log), feed, log, signal)) ??
      (await builtFrom(await empty(begin, onBuild), feed, log, signal));
    const buildAgain = async (broken: DiskEngine, signal: AbortSignal) => {
      await broken.stopWriting();
      const whole = await builtAgain(begin, feed, log, signal);
      broken.onClose(() => undefined);
      whole.onClose(release);
      return whole;
    };
    engine.onClose(release);
    return { index: new MendingIndex(engine, buildAgain, { log, after }), revision };
  } catch (error) {
    release();
    throw error;
  }
}

async function own(directory: string): Promise<() => void> {
  let release: (() => void) | undefined;
  try {
    await mkdir(directory, { recursive: true });
    release = takeOwnership(join(directory, 'owner'));
  } catch (error) {
    throw new OperatorError(
      `The search index cannot be kept in ${directory}: ${error instanceof Error ? error.message : error}. INDEX_PATH must name a folder that this user may write.`,
      error,
    );
  }
  if (release) return release;
  throw new OperatorError(
    `Another Offprint is already using the search index in ${directory}. End that one first, or give this one a folder of its own with INDEX_PATH.`,
  );
}

/** Where words begin in scripts without spaces, and what is a letter, the runtime's ICU knows. */
function analysisWith(topics: readonly Topic[]): string {
  const digest = createHash('sha256').update(JSON.stringify(topics)).digest('hex').slice(0, 12);
  return `${ANALYSIS_VERSION}-${digest}-${process.versions.icu}`;
}

interface Opened {
  engine: DiskEngine;
  revision: number;
}

/** Undefined when there is none that is of use; the log tells why. */
async function opened(begin: Begin, feed: Feed, log: Log): Promise<Opened | undefined> {
  try {
    const manifest = await readManifest(begin);
    if (!manifest) return undefined;
    const { revision } = manifest;
    if (revision === undefined) throw new BrokenIndexError('its building was interrupted');
    if (revision > (await feed.revision())) throw new BrokenIndexError('the collection is older than it');
    return openedAt(await View.open(begin.directory, manifest), begin, revision);
  } catch (error) {
    return refused(error, log);
  }
}

/** Damage that shows only when something is written ends in the same way. Undefined when the index is of no use. */
async function caughtUp(
  found: Opened | undefined,
  feed: Feed,
  log: Log,
  signal: AbortSignal | undefined,
): Promise<Opened | undefined> {
  try {
    return found && (await builtFrom(found, feed, log, signal));
  } catch (error) {
    return refused(error, log);
  }
}

/** Rethrows what is no damage. */
function refused(error: unknown, log: Log): undefined {
  if (!isBroken(error)) throw error;
  log.warn({ reason: error.message }, 'The search index on disk cannot be used; it is built again');
}

/**
 * The index with all changes of the collection; closed when that fails. Whoever ends the program does not wait until it
 * is built.
 */
async function builtFrom(found: Opened, feed: Feed, log: Log, signal: AbortSignal | undefined): Promise<Opened> {
  const { engine } = found;
  try {
    const revision = await stoppable(engine, signal, () => catchUp(found, feed, log, signal));
    await engine.findTopics();
    return { engine, revision };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** Waits for the work of an engine, whose writing the signal stops. */
async function stoppable<T>(engine: DiskEngine, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  const stop = () => void engine.stopWriting();
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await work();
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

async function empty(begin: Begin, onBuild = () => {}): Promise<Opened> {
  onBuild();
  await removeIndex(begin.directory);
  return openedAt(View.empty(begin.directory), begin, 0);
}

async function openedAt(view: View, begin: Begin, revision: number): Promise<Opened> {
  const collection = new DiskCollection(view, await Field.of(begin.topics));
  return { engine: new DiskEngine(collection, begin, revision), revision };
}

/** A folder within that of an index, in which it is built again. */
const AGAIN = 'again';

/**
 * The same index built from the collection, in the place of one that is damaged; that goes on being searched meanwhile.
 */
async function builtAgain(begin: Begin, feed: Feed, log: Log, signal: AbortSignal): Promise<DiskEngine> {
  const directory = join(begin.directory, AGAIN);
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory);
  // When this is interrupted, the index is built when it is opened.
  await removeManifest(begin.directory);
  const fresh = await empty({ ...begin, directory });
  await builtFrom(fresh, feed, log, signal);
  try {
    await stoppable(fresh.engine, signal, () => fresh.engine.settled);
    signal.throwIfAborted();
  } finally {
    await fresh.engine.close();
  }
  await removeIndex(begin.directory);
  await moveIndex(directory, begin.directory);
  const manifest = await readManifest(begin);
  if (!manifest) throw new BrokenIndexError('what was built again is not there');
  const { engine } = await openedAt(await View.open(begin.directory, manifest), begin, manifest.revision ?? 0);
  await engine.findTopics();
  return engine;
}

/** Answers the revision that the index has then. */
async function catchUp({ engine, revision }: Opened, feed: Feed, log: Log, signal?: AbortSignal): Promise<number> {
  let known = revision;
  let taken = 0;
  for (;;) {
    signal?.throwIfAborted();
    const changes = await feed.changes(known, PAGE);
    known = changes.at(-1)?.revision ?? known;
    const last = changes.length < PAGE;
    if (taken + changes.length > 0 || engine.size === 0)
      await engine.take(last ? { changes, revision: known } : { changes });
    if (Math.floor((taken + changes.length) / TOLD_EVERY) > Math.floor(taken / TOLD_EVERY))
      log.info({ papers: taken + changes.length }, 'The search index is being built');
    taken += changes.length;
    if (last) return known;
  }
}
