import { createHash } from 'node:crypto';
import { on } from 'node:events';
import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { Page, Source } from '../source.ts';
import { SourceError } from '../source-error.ts';
import { messageSchema } from './messages.ts';

/** A file of 10,000 references with abstracts is some 20 MB. */
const MOST_BYTES = 200 * 2 ** 20;
/** Of the thread that reads; a file that needs more is no file of papers. */
const MEMORY_MB = 1024;

const positionSchema = z.object({
  /** Of the file's content; another content is read from its beginning. */
  hash: z.string(),
  /** Papers that were taken over. */
  taken: z.int().min(0),
  done: z.boolean(),
});

/**
 * A file of papers: BibTeX, RIS or CSL-JSON, as reference managers export them, JSONL, or a saved page; which of them it is tells its
 * content. Read by a thread of its own, since large ones take seconds, and only when it has changed.
 */
export function paperFile(path: string): Source {
  return {
    async *pages({ position, signal }) {
      const bytes = await contentOf(path);
      const hash = createHash('sha256').update(bytes).digest('base64url');
      const before = positionSchema.safeParse(position).data;
      const same = before?.hash === hash;
      if (same && before.done) return;
      const from = same ? before.taken : 0;
      const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), {
        workerData: { path, bytes, from },
        resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      });
      try {
        yield* pagesOf(worker, hash, path, signal);
      } finally {
        await worker.terminate();
      }
    },
  };
}

async function* pagesOf(worker: Worker, hash: string, path: string, signal: AbortSignal): AsyncGenerator<Page> {
  try {
    for await (const [message] of on(worker, 'message', { signal })) {
      const read = messageSchema.parse(message);
      if (read.kind === 'unreadable') throw new SourceError(read.why);
      const { papers, taken, of, passedOver } = read;
      const done = taken >= of;
      yield {
        papers,
        position: { hash, taken, done },
        progress: { seen: taken, of },
        ...(passedOver.length > 0 && { passedOver }),
      };
      if (done) return;
    }
  } catch (error) {
    if (isOutOfMemory(error)) throw new SourceError(`${path} is too large to be read.`, error);
    throw error;
  }
}

async function contentOf(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path).catch(error => {
    throw new SourceError(`${path} cannot be read: ${error.message}. Look at the path that the source names.`, error);
  });
  if (bytes.length > MOST_BYTES)
    throw new SourceError(`${path} is larger than ${MOST_BYTES / 2 ** 20} MB, which is not read.`);
  return bytes;
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
