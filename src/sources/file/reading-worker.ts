import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { OperatorError } from '../../operator-error.ts';
import { decode } from '../../papers/decode.ts';
import type { PaperRecord } from '../../papers/record.ts';
import { entryRecord, readReferences } from '../../papers/references/index.ts';
import { readSource } from '../../papers/sources.ts';
import type { Message } from './messages.ts';

/** Reads a file of papers outside of the main thread: whatever it holds, the bot goes on answering. */
const { path, bytes, from } = z
  .object({ path: z.string(), bytes: z.instanceof(Uint8Array), from: z.number() })
  .parse(workerData);

/** Papers handed over at once: the main thread takes some ms for them. */
const SLICE = 200;

const say = (message: Message) => parentPort?.postMessage(message);

try {
  const { papers, passedOver } = read();
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

function read(): { papers: PaperRecord[]; passedOver: string[] } {
  const text = decode(bytes);
  if (text === undefined) throw new OperatorError(`${path} is no text.`);
  const content = readReferences(text, Number.POSITIVE_INFINITY);
  if (content.kind !== 'entries') {
    const { records, passedOver } = readSource(path, text);
    return { papers: records, passedOver: passedOver.map(({ line, text: said }) => `line ${line}: ${said}`) };
  }
  const papers = content.entries.map(entryRecord);
  const untitled = papers.filter(paper => paper === undefined).length;
  return {
    papers: papers.filter(paper => paper !== undefined),
    passedOver: [
      ...content.broken.map(({ excerpt, why }) => `“${excerpt.slice(0, 60)}”: ${why}`),
      ...(untitled > 0 ? [`entries without a title: ${untitled}`] : []),
    ],
  };
}
