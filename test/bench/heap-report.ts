/**
 * Loaded into a bot ahead of its own code (`--expose-gc --import`): at the word `report` of the process that started
 * it, says how much memory is in use after a full collection.
 */
import { setTimeout as wait } from 'node:timers/promises';

/** What a collection finds to be unused may free more, and buffers are given back a moment later. */
const COLLECTIONS = 3;
const PAUSE_MS = 50;

process.on('message', async word => {
  if (word !== 'report') return;
  for (let i = 0; i < COLLECTIONS; i++) {
    globalThis.gc?.();
    await wait(PAUSE_MS);
  }
  process.send?.(process.memoryUsage());
});
// The bot ends as it would alone.
process.channel?.unref();
