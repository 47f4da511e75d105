import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import type { PaperRecord } from '../../papers/record.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import type { Message } from './messages.ts';
import { readPapers } from './read-papers.ts';

/** Reads a file of papers outside of the main thread: whatever it holds, the bot goes on answering. */
const { path, before } = z
  .object({ path: z.string(), before: z.object({ hash: z.string(), taken: z.number(), done: z.boolean() }).optional() })
  .parse(workerData);

/** Papers handed over at once: the main thread takes some ms for them. */
const SLICE = 200;

let content: Promise<Content> | undefined;
let taken: number | undefined;

parentPort?.on('message', async () => {
  try {
    content ??= read();
    const { papers, hash, passedOver } = await content;
    // The content that was there before goes on where it was; passages are listed once, with the first slice.
    const first = taken === undefined;
    taken ??= before?.hash === hash ? Math.min(before.taken, papers.length) : 0;
    const slice = papers.slice(taken, taken + SLICE);
    taken += slice.length;
    say({ kind: 'papers', papers: slice, hash, taken, of: papers.length, passedOver: first ? passedOver : [] });
  } catch (error) {
    // It may be gone since it was looked at.
    const gone = error instanceof Error && 'syscall' in error;
    if (!(error instanceof OperatorError || gone)) throw error;
    say({ kind: 'unreadable', why: gone ? `${path} cannot be read: ${error.message}` : error.message });
  }
});

function say(message: Message): void {
  parentPort?.postMessage(message);
}

interface Content {
  papers: PaperRecord[];
  hash: string;
  passedOver: string[];
}

async function read(): Promise<Content> {
  const bytes = await readFile(path);
  const { records, rejected, passedOver } = await readPapers(path, bytes);
  return {
    papers: records,
    hash: createHash('sha256').update(bytes).digest('base64url'),
    passedOver: [
      ...rejected.map(({ line, excerpt, why }) => `line ${line}, “${excerpt.slice(0, 60)}”: ${why}`),
      ...passedOver.map(({ line, text }) => `line ${line}: ${text}`),
    ],
  };
}
