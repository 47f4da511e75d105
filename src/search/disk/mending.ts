import type { Paper } from '../../papers/paper.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { OtherLanguage } from '../analysis/language.ts';
import type {
  Explanation,
  IndexChange,
  PaperList,
  Related,
  Resolution,
  SearchAnswer,
  SearchIndex,
  SearchOptions,
  Suggestion,
  Topic,
  TopicCount,
} from '../types.ts';
import { BrokenIndexError, isBroken } from './broken.ts';
import type { DiskEngine } from './engine.ts';

/** Ends soon after the signal, with what it throws. */
type BuildAgain = (broken: DiskEngine, signal: AbortSignal) => Promise<DiskEngine>;

/** What could not be built again is tried again after this long, in ms: a disk that was full may have room by then. */
const TRY_AGAIN_MS = 60_000;

/**
 * An index on disk that outlives damage. Where a file turns out to be broken, its papers are given up for the moment
 * and the rest is searched; the index is built again from the collection beside it, and takes its place. Changes that
 * come meanwhile are taken in afterwards.
 */
export class MendingIndex implements SearchIndex {
  readonly papers: PaperList;
  readonly #buildAgain: BuildAgain;
  readonly #log: Log;
  readonly #after: Clock['after'];
  #cancelTry = () => {};
  #waitsToTry = false;
  #engine: DiskEngine;
  /** While the index is built again. */
  #mending: Promise<void> | undefined;
  #isBroken = false;
  readonly #closing = new AbortController();
  /** Of engines before this one, and of parts that were given up. */
  #generations = 0;

  constructor(engine: DiskEngine, buildAgain: BuildAgain, { log, after }: { log: Log; after: Clock['after'] }) {
    this.#after = after;
    this.#buildAgain = buildAgain;
    this.#log = log;
    this.#engine = this.#watched(engine);
    this.papers = this.#papers();
  }

  get size(): number {
    return this.#engine.size;
  }

  get settled(): Promise<void> {
    return this.#mending ? this.#mending.then(() => this.#engine.settled) : this.#engine.settled;
  }

  get languages(): readonly OtherLanguage[] {
    return this.#engine.languages;
  }

  get generation(): number {
    return this.#generations + this.#engine.generation;
  }

  async update(changes: readonly IndexChange[]): Promise<void> {
    if (this.#isBroken) await this.#mended();
    try {
      await this.#engine.update(changes);
    } catch (error) {
      if (isBroken(error)) this.#found(error);
      if (!this.#isBroken) throw error;
      await this.#mended();
      await this.#engine.update(changes);
    }
  }

  /**
   * Writing to what is left would look like a whole index of few papers at the next start. Changes are asked for again
   * soon: no try for each.
   */
  async #mended(): Promise<void> {
    if (!this.#waitsToTry) await this.#mend();
    if (this.#isBroken)
      throw new BrokenIndexError('The search index is damaged and takes in no changes until it is built again.');
  }

  get(id: string): Paper | undefined {
    return this.#ask(engine => engine.get(id));
  }

  named(text: string): Paper | undefined {
    return this.#ask(engine => engine.named(text));
  }

  topics(): TopicCount[] {
    return this.#ask(engine => engine.topics());
  }

  topicsOf(id: string): Topic[] {
    return this.#ask(engine => engine.topicsOf(id));
  }

  topicNamed(text: string): Topic | undefined {
    return this.#ask(engine => engine.topicNamed(text));
  }

  explain(query: string, ids: readonly string[]): Map<string, Explanation> {
    return this.#ask(engine => engine.explain(query, ids));
  }

  search(query: string, options?: SearchOptions): SearchAnswer {
    return this.#ask(engine => engine.search(query, options));
  }

  suggest(typed: string, limit?: number): Suggestion[] {
    return this.#ask(engine => engine.suggest(typed, limit));
  }

  related(id: string, limit?: number): Related[] {
    return this.#ask(engine => engine.related(id, limit));
  }

  resolve(text: string): Resolution {
    return this.#ask(engine => engine.resolve(text));
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#cancelTry();
    await this.#mending;
    await this.#engine.close();
  }

  /** What is broken is given up, and the rest asked again. */
  #ask<T>(question: (engine: DiskEngine) => T): T {
    for (;;) {
      try {
        return question(this.#engine);
      } catch (error) {
        if (!isBroken(error)) throw error;
        this.#found(error);
        if (!this.#engine.giveUp(error.file)) throw error;
        this.#generations++;
      }
    }
  }

  #papers(): PaperList {
    const at = (position: number) => this.#ask(engine => engine.papers.at(position));
    const length = () => this.#engine.papers.length;
    return {
      get length() {
        return length();
      },
      at,
      *[Symbol.iterator]() {
        for (let position = 0; position < length(); position++) {
          const paper = at(position);
          if (paper) yield paper;
        }
      },
    };
  }

  #watched(engine: DiskEngine): DiskEngine {
    engine.onBroken(error => this.#found(error));
    return engine;
  }

  #found(error: Error): void {
    if (!this.#isBroken)
      this.#log.warn(
        { reason: error.message },
        'The search index on disk is damaged. Searches go on with what is whole while it is built again',
      );
    this.#isBroken = true;
    if (!this.#waitsToTry) void this.#mend();
  }

  /** Fulfilled when the index is whole, or cannot be made so now: it is tried again in a while. */
  #mend(): Promise<void> {
    this.#mending ??= this.#replace().finally(() => {
      this.#mending = undefined;
    });
    return this.#mending;
  }

  async #replace(): Promise<void> {
    const broken = this.#engine;
    try {
      const whole = await this.#buildAgain(broken, this.#closing.signal);
      this.#generations += broken.generation + 1;
      this.#engine = this.#watched(whole);
      this.#isBroken = false;
      this.#waitsToTry = false;
      this.#cancelTry();
      this.#log.info({ papers: whole.size }, 'The search index on disk is whole again');
    } catch (err) {
      if (this.#closing.signal.aborted) return;
      this.#log.error({ err }, 'The search index cannot be built again now; it is tried again in a minute');
      this.#cancelTry();
      this.#waitsToTry = true;
      this.#cancelTry = this.#after(TRY_AGAIN_MS, () => {
        this.#waitsToTry = false;
        void this.#mend();
      });
      return;
    }
    await broken.close();
  }
}
