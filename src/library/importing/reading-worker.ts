import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { looksLikeBibtex, readBibtexFile } from './bibtex-file.ts';
import type { FileContent } from './entry.ts';
import { looksLikeRis, readRisFile } from './ris-file.ts';

/** Reads a reference file outside of the main thread: whatever the file holds, the bot goes on answering. */
const { text, mostEntries } = z.object({ text: z.string(), mostEntries: z.number() }).parse(workerData);
parentPort?.postMessage(read());

function read(): FileContent {
  if (looksLikeBibtex(text)) return readBibtexFile(text, mostEntries);
  if (looksLikeRis(text)) return readRisFile(text, mostEntries);
  return { kind: 'no-references' };
}
