import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { readReferences } from '../../papers/references/index.ts';

/** Reads a reference file outside of the main thread: whatever the file holds, the bot goes on answering. */
const { text, mostEntries } = z.object({ text: z.string(), mostEntries: z.number() }).parse(workerData);
parentPort?.postMessage(readReferences(text, mostEntries));
