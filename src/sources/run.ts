import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Intake } from '../collection/index.ts';
import { keptApartInWords } from '../papers/kept-apart.ts';
import type { PaperRecord } from '../papers/record.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Counts, PassedOver, Store } from '../store/index.ts';
import { holdLease } from '../store/index.ts';
import { keeps } from './keep.ts';
import { asks, type SourceSettings } from './settings.ts';
import type { Source } from './source.ts';
import { add, inWords, isEmpty, note, tallyFrom } from './tally.ts';

/**
 * Records taken in at once, some 20 ms of work (0.8 ms each, measured): between two batches everything else has its
 * turn.
 */
const BATCH = 25;
/** Without a day to begin with, the first run goes back this far, in days. */
const FIRST_DAYS = 7;

export interface Progress extends Counts {
  /** How far the listing was read, where the source says it: 0 to 1. */
  done?: number;
}

export interface RunReport extends Counts, PassedOver {}

export interface RunOptions {
  settings: SourceSettings;
  /** What to read; when it throws, the run has failed. */
  open: () => Source;
  /** Reads it again from this day on, YYYY-MM-DD. */
  since?: string | undefined;
  store: Pick<Store, 'sources' | 'leases'>;
  intake: Intake;
  clock: Clock;
  log: Log;
  signal: AbortSignal;
  onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * Reads a source to its end: each page goes into the collection, then its position on record. So whatever ends a run,
 * the next one goes on where it was, and no page is missed; a page may be taken in twice, which changes nothing.
 * @returns undefined when another process is reading this source.
 * @throws {SourceError} in words, or the signal's reason; what was taken in stays.
 */
export async function runSource(options: RunOptions): Promise<RunReport | undefined> {
  const { settings, store, clock, log } = options;
  const lost = new AbortController();
  const lease = await holdLease({
    leases: store.leases,
    name: runLease(settings.name),
    clock,
    log,
    onLost: () => lost.abort(new Error(`Another process has begun to read the source ${settings.name}.`)),
  });
  if (!lease) return undefined;
  const signal = AbortSignal.any([options.signal, lost.signal]);
  try {
    const report = await readToTheEnd({ ...options, signal });
    const { seen, notes, noted } = report;
    // A file that has not changed is not read again: what was said of it still holds.
    const passedOver = seen > 0 || noted > 0 ? { notes, noted } : undefined;
    await store.sources.end(settings.name, clock.now(), { passedOver });
    return report;
  } catch (error) {
    // Whoever stops a run knows it; the next one goes on from here, whenever that is.
    signal.throwIfAborted();
    const why = error instanceof Error ? error.message : String(error);
    await store.sources.end(settings.name, clock.now(), { error: why });
    throw error;
  } finally {
    await lease.release();
  }
}

/** The lease of whoever reads the source. */
export function runLease(name: string): string {
  return `reading ${name}`;
}

async function readToTheEnd(options: RunOptions): Promise<RunReport> {
  const { settings, open, since, store, intake, clock, signal, onProgress } = options;
  const now = clock.now();
  const { position, passedOver: before } = await store.sources.start(settings.name, {
    asks: asks(settings),
    at: now,
    fromStart: since !== undefined,
  });
  const counts: Counts = { seen: 0, added: 0, changed: 0 };
  const tally = tallyFrom(before?.unfinished);
  const reading = { since: since ?? firstDay(settings, now), signal, ...(position !== undefined && { position }) };
  for await (const page of open().pages(reading)) {
    for (const words of page.passedOver ?? []) note(tally, words);
    for (let at = 0; at < page.papers.length; at += BATCH) {
      await nextTurn();
      signal.throwIfAborted();
      const papers = page.papers.slice(at, at + BATCH);
      const batch = papers.map(paper => asKept(settings, paper));
      const { added, changed, refused, keptApart, ids, ...passedOver } = await intake.upsert(batch);
      tally.notKept += papers.filter((paper, i) => ids[i] === undefined && !isKept(settings, paper)).length;
      for (const { title, reason } of refused) note(tally, `“${title}”: ${reason}`);
      for (const two of keptApart) note(tally, keptApartInWords(two));
      add(tally.withoutAbstract, passedOver.withoutAbstract);
      add(tally.takenOut, passedOver.takenOut);
      counts.seen += batch.length;
      counts.added += added.length;
      counts.changed += changed.length;
    }
    const unfinished = isEmpty(tally) ? undefined : { notes: [], noted: 0, ...before, unfinished: tally };
    await store.sources.moveOn(settings.name, page.position, { ...counts }, unfinished);
    const { progress } = page;
    onProgress?.({ ...counts, ...(progress && { done: progress.seen / Math.max(1, progress.of) }) });
    signal.throwIfAborted();
  }
  return { ...counts, ...inWords(tally, settings) };
}

/** What is not kept still tells what is new about papers that are there. */
function asKept(settings: SourceSettings, paper: PaperRecord): PaperRecord {
  if (!isKept(settings, paper)) return { ...paper, onlyKnown: true };
  return settings.kind === 'file' && settings.abstracts === 'optional' ? { ...paper, abstractOptional: true } : paper;
}

function isKept({ keep }: SourceSettings, paper: PaperRecord): boolean {
  return keep === undefined || keeps(keep, paper);
}

function firstDay(settings: SourceSettings, now: number): string {
  const set = 'since' in settings ? settings.since : undefined;
  return set ?? new Date(now - FIRST_DAYS * 86_400_000).toISOString().slice(0, 10);
}
