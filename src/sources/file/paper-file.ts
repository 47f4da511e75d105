import { createHash } from 'node:crypto';
import { on } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { Page, Source } from '../source.ts';
import { SourceError } from '../source-error.ts';
import { messageSchema, type Request } from './messages.ts';

/** A file of 10,000 references with abstracts is some 20 MB. */
const MOST_BYTES = 200 * 2 ** 20;
/** Of the thread that reads; a file that needs more is no file of papers. */
const MEMORY_MB = 1024;
/** So long a file must not have changed, in ms: reference managers write theirs in a fraction of that. */
const REST_MS = 1000;
/** After so many looks at a file that changes all the time, the next run tries again. */
const MOST_LOOKS = 60;

const positionSchema = z.object({
  /** Of the file's content; another content is read from its beginning. */
  hash: z.string(),
  /** Papers that were taken over. */
  taken: z.int().min(0),
  done: z.boolean(),
});

type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

/** Files are read one after the other: each may take up to the memory of its thread. */
let before: Promise<void> = Promise.resolve();

/**
 * A file of papers: BibTeX, RIS or CSL-JSON, as reference managers export them, JSONL, or a saved page; which of them
 * it is tells its content. Read by a thread of its own, since large ones take seconds, only when it has changed, and
 * not while it is being written.
 */
export function paperFile(path: string, pause: Pause = (ms, signal) => sleep(ms, undefined, { signal })): Source {
  return {
    async *pages({ position, signal }) {
      const { promise: done, resolve: release } = Promise.withResolvers<void>();
      const turn = before;
      before = turn.then(() => done);
      try {
        await turn;
        signal.throwIfAborted();
        await rested(path, pause, signal);
        yield* readIfChanged(path, positionSchema.safeParse(position).data, signal);
      } finally {
        release();
      }
    },
  };
}

async function* readIfChanged(
  path: string,
  position: z.infer<typeof positionSchema> | undefined,
  signal: AbortSignal,
): AsyncGenerator<Page> {
  try {
    if (position?.done && position.hash === (await hashOf(path))) return;
  } catch (error) {
    throw unreadable(path, error);
  }
  const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), {
    workerData: { path, before: position },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  try {
    yield* pagesOf(worker, path, signal);
  } finally {
    await worker.terminate();
  }
}

/** Each slice is asked for when the one before is taken in: this thread never has more than one of them to unpack. */
async function* pagesOf(worker: Worker, path: string, signal: AbortSignal): AsyncGenerator<Page> {
  const ask = () => worker.postMessage('next' satisfies Request);
  try {
    const messages = on(worker, 'message', { signal });
    ask();
    for await (const [message] of messages) {
      const read = messageSchema.parse(message);
      if (read.kind === 'unreadable') throw new SourceError(read.why);
      const { papers, hash, taken, of, passedOver } = read;
      const done = taken >= of;
      yield {
        papers,
        position: { hash, taken, done },
        progress: { seen: taken, of },
        ...(passedOver.length > 0 && { passedOver }),
      };
      if (done) return;
      ask();
    }
  } catch (error) {
    if (isOutOfMemory(error)) throw new SourceError(`${path} is too large to be read.`, error);
    throw error;
  }
}

/** Waits until nobody writes the file any more: half of it would be taken for the whole. */
async function rested(path: string, pause: Pause, signal: AbortSignal): Promise<void> {
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const { size, mtimeMs } = await stat(path).catch(error => {
      throw unreadable(path, error);
    });
    if (size > MOST_BYTES)
      throw new SourceError(`${path} is larger than ${MOST_BYTES / 2 ** 20} MB, which is not read.`);
    const rest = REST_MS - Math.abs(Date.now() - mtimeMs);
    if (rest <= 0) return;
    await pause(rest, signal);
  }
  throw new SourceError(`${path} is being written all the time. The next run tries again.`);
}

function unreadable(path: string, error: unknown): SourceError {
  const why = error instanceof Error ? error.message : String(error);
  return new SourceError(`${path} cannot be read: ${why}. Look at the path that the source names.`, error);
}

/** Piece by piece: 200 MB at once would hold up everything else for most of a second. */
async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 2 ** 18 })) hash.update(piece);
  return hash.digest('base64url');
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
