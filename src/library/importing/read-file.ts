import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { decode } from '../../papers/decode.ts';
import { type FileContent, fileContentSchema } from '../../papers/references/index.ts';

/** Entries of one file. More than anyone's reading list takes at once; reading them takes a second or two. */
export const MOST_ENTRIES = 1000;
/** Far beyond what a thousand entries need. */
const PATIENCE_MS = 10_000;
const MEMORY_MB = 256;

/** The entries of a BibTeX, RIS or CSL-JSON file; which of them it is tells its content, not its name. */
export async function readFile(bytes: Uint8Array): Promise<FileContent | { kind: 'too-slow' }> {
  const text = decode(bytes);
  if (text === undefined) return { kind: 'no-references' };
  const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), {
    workerData: { text, mostEntries: MOST_ENTRIES },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const overdue = AbortSignal.timeout(PATIENCE_MS);
  try {
    const [content] = await once(worker, 'message', { signal: overdue });
    return fileContentSchema.parse(content);
  } catch (error) {
    if (overdue.aborted || isOutOfMemory(error)) return { kind: 'too-slow' };
    throw error;
  } finally {
    await worker.terminate();
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
