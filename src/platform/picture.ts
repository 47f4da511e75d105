import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';

/** Drawing takes some 100 ms of processor time; on a machine that is busy with other things longer. */
const PATIENCE_MS = 10_000;

/** The font that pictures are drawn with: whatever the machine has, they look the same. */
export const FONT = 'Didact Gothic';

/**
 * An SVG as a PNG, drawn in a thread of its own, which takes its memory (some 50 MB) with it when it ends. Texts in
 * {@link FONT}; an SVG refers to nothing outside of itself.
 * @throws {Error} when it is no SVG, or drawing takes too long.
 */
export async function drawPicture(svg: string): Promise<Uint8Array> {
  const worker = new Worker(new URL('./picture-worker.ts', import.meta.url), { workerData: svg });
  try {
    const [png] = await once(worker, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) });
    return z.instanceof(Uint8Array).parse(png);
  } finally {
    await worker.terminate();
  }
}
