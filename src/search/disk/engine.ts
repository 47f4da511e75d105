import { Worker } from 'node:worker_threads';
import { Searcher } from '../searcher.ts';
import type { IndexChange, PaperList, SearchIndex } from '../types.ts';
import { BrokenIndexError } from './broken.ts';
import type { DiskCollection } from './collection.ts';
import type { Begin, Order, Report } from './messages.ts';
import type { Changes } from './writer.ts';

/** Of the writing thread's memory: with more it keeps garbage longer, and is no faster. */
const YOUNG_MB = 24;

const stopped = () => new Error('The thread that writes the index has ended.');

interface Waiting {
  resolve(): void;
  reject(error: Error): void;
}

/** The index on disk: searching reads its files, changing them is a thread of its own. */
export class DiskEngine extends Searcher implements SearchIndex {
  readonly #collection: DiskCollection;
  readonly #begin: Begin;
  #worker: Worker | undefined;
  #waiting: Waiting[] = [];
  #generation = 0;
  #revision: number;
  #settled = Promise.withResolvers<void>();
  /** Whether changes or merges are under way. */
  #isBusy = false;
  /** Fulfilled when no writing thread runs. */
  #gone: Promise<void> = Promise.resolve();
  #release: () => void = () => undefined;
  #tellBroken: (error: Error) => void = () => undefined;
  #closed = false;

  constructor(collection: DiskCollection, begin: Begin, revision: number) {
    super(collection);
    this.#revision = revision;
    this.#collection = collection;
    this.#begin = begin;
    this.#settled.resolve();
  }

  /** `release` is called when the index was closed. */
  onClose(release: () => void): void {
    this.#release = release;
  }

  /** `tell` is called when the writing thread, or taking up what it wrote, finds a file broken. */
  onBroken(tell: (error: Error) => void): void {
    this.#tellBroken = tell;
  }

  /**
   * Goes on without the papers, or the vectors, of a broken file; false when nothing that is searched is of that file.
   */
  giveUp(file: string | undefined): boolean {
    return file !== undefined && this.#collection.view.giveUp(file);
  }

  /** Nothing is written any more; searching goes on. */
  async stopWriting(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    // From now on nothing that it still says counts: a last “merged” would let the program end while it is waited for.
    this.#end(stopped(), worker);
    await worker.terminate();
  }

  /** Fulfilled when there is nothing to be merged. */
  get settled(): Promise<void> {
    return this.#settled.promise;
  }

  get generation(): number {
    return this.#generation;
  }

  get papers(): PaperList {
    return this.#collection.papers;
  }

  /** See {@link DiskCollection.findTopics}. */
  findTopics(): Promise<void> {
    return this.#collection.findTopics();
  }

  update(changes: readonly IndexChange[]): Promise<void> {
    if (changes.length === 0) return Promise.resolve();
    return this.take({ changes, revision: changes.at(-1)?.revision ?? this.#revision });
  }

  /** Takes changes in; without a revision it may be that they are searchable only with later ones. */
  take(changes: Changes): Promise<void> {
    this.#revision = changes.revision ?? this.#revision;
    const worker = this.#writer();
    // Who waits for what came before waits for this too.
    if (!this.#isBusy) this.#settled = Promise.withResolvers();
    this.#isBusy = true;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      worker.ref();
      send(worker, { kind: 'apply', changes });
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const worker = this.#worker;
    if (worker) {
      this.#end(stopped(), worker);
      worker.ref();
      send(worker, { kind: 'end' });
    }
    await this.#gone;
    this.#collection.view.close();
    this.#release();
  }

  #writer(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: this.#begin,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    worker.on('message', (report: Report) => void this.#hear(report, worker));
    worker.on('error', error => this.#end(error, worker));
    worker.on('exit', () => this.#end(stopped(), worker));
    const before = this.#gone;
    this.#gone = new Promise<void>(resolve => worker.once('exit', () => resolve())).then(() => before);
    this.#worker = worker;
    return worker;
  }

  async #hear(report: Report, worker: Worker): Promise<void> {
    if (worker !== this.#worker) return;
    if (report.kind === 'applied') {
      this.#waiting.shift()?.resolve();
      return;
    }
    if (report.kind === 'merged') {
      if (this.#waiting.length > 0) return;
      this.#settle();
      worker.unref();
      return;
    }
    try {
      await this.#collection.adopt(report.commit);
      this.#generation++;
      send(worker, { kind: 'adopted' });
    } catch (error) {
      this.#end(error instanceof Error ? error : new Error(String(error)), worker);
      await worker.terminate();
    }
  }

  /** What was under way has failed; the next change begins with what the files hold. */
  #end(error: Error, worker: Worker): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#settle();
    for (const { reject } of waiting) reject(error);
    if (error.name === BrokenIndexError.name) this.#tellBroken(error);
  }

  #settle(): void {
    this.#isBusy = false;
    this.#settled.resolve();
  }
}

function send(worker: Worker, order: Order): void {
  worker.postMessage(order);
}
