import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { OperatorError } from '../../operator-error.ts';
import type { PaperRecord } from '../../papers/record.ts';
import type { Message } from './messages.ts';
import { readPapers } from './read-papers.ts';

/** Reads a file of papers outside of the main thread: whatever it holds, the bot goes on answering. */
const { path, bytes, from } = z
  .object({ path: z.string(), bytes: z.instanceof(Uint8Array), from: z.number() })
  .parse(workerData);

/** Papers handed over at once: the main thread takes some ms for them. */
const SLICE = 200;

const say = (message: Message) => parentPort?.postMessage(message);

try {
  const { papers, passedOver } = await read();
  let taken = Math.min(from, papers.length);
  do {
    const slice = papers.slice(taken, taken + SLICE);
    say({
      kind: 'papers',
      papers: slice,
      taken: taken + slice.length,
      of: papers.length,
      // Told once, with the first slice.
      passedOver: taken === from ? passedOver : [],
    });
    taken += slice.length;
  } while (taken < papers.length);
} catch (error) {
  if (!(error instanceof OperatorError)) throw error;
  say({ kind: 'unreadable', why: error.message });
}

async function read(): Promise<{ papers: PaperRecord[]; passedOver: string[] }> {
  const { records, rejected, passedOver } = await readPapers(path, bytes);
  return {
    papers: records,
    passedOver: [
      ...rejected.map(({ line, excerpt, why }) => `line ${line}, “${excerpt.slice(0, 60)}”: ${why}`),
      ...passedOver.map(({ line, text }) => `line ${line}: ${text}`),
    ],
  };
}
