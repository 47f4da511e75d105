import { setImmediate } from 'node:timers/promises';

/** How long work may hold the event loop at a stretch, in milliseconds; the aim is that nothing waits more than 50. */
const SLICE = 12;

/** Runs `step` for each item, and lets everything else that waits have its turn every few milliseconds. */
export async function inSlices<T>(items: Iterable<T>, step: (item: T, position: number) => void): Promise<void> {
  let position = 0;
  let started = performance.now();
  for (const item of items) {
    step(item, position++);
    if (performance.now() - started > SLICE) {
      await setImmediate();
      started = performance.now();
    }
  }
}
