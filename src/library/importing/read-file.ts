import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { FileContent } from './entry.ts';

/** Entries of one file. More than anyone's reading list takes at once; reading them takes a second or two. */
export const MOST_ENTRIES = 1000;
/** Far beyond what a thousand entries need. */
const PATIENCE_MS = 10_000;
const MEMORY_MB = 256;

const contentSchema: z.ZodType<FileContent> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('entries'),
    entries: z.array(z.object({ title: z.string().exactOptional(), names: z.array(z.string()) })),
    broken: z.array(z.object({ excerpt: z.string(), why: z.string() })),
  }),
  z.object({ kind: z.literal('too-many'), count: z.number() }),
  z.object({ kind: z.literal('no-references') }),
]);

/** The entries of a BibTeX or RIS file; which of the two it is tells its content, not its name. */
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
    return contentSchema.parse(content);
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

/** UTF-8 as nearly everything is, UTF-16 where a mark at the start says so, else the one of older Windows programs; undefined for what is no text. */
function decode(bytes: Uint8Array): string | undefined {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  const text = decodeAs(encoding, bytes) ?? decodeAs('windows-1252', bytes);
  return text?.includes('\0') ? undefined : text;
}

function decodeAs(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
