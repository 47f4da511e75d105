import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { SparseMatrix } from './matrix.ts';
import type { Factors } from './svd.ts';
import type { Work } from './worker.ts';

/** Directions kept: from 96 to 128 all are alike on collections of some 1,400 papers. */
const MOST_DIRECTIONS = 112;
/**
 * A small collection has fewer subjects than that; with as many directions as papers nothing would be drawn together.
 */
const PAPERS_PER_DIRECTION = 3;

/**
 * The strongest directions of a matrix of papers and terms, found by a thread of its own. The matrix is handed over.
 * @throws {Error} the thread's, when it fails.
 */
export async function factorise(matrix: SparseMatrix): Promise<Factors> {
  const work: Work = { matrix, rank: Math.min(MOST_DIRECTIONS, Math.ceil(matrix.rows / PAPERS_PER_DIRECTION)) };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: work,
    transferList: [matrix.starts.buffer, matrix.places.buffer, matrix.values.buffer],
  });
  running.add(worker);
  try {
    const [factors]: Factors[] = await once(worker, 'message');
    if (!factors) throw new Error('The latent space was not built: its worker answered nothing.');
    return factors;
  } finally {
    running.delete(worker);
  }
}

const running = new Set<Worker>();

/** Ends what this thread has under way; nothing is found any more. */
export async function stopFactorising(): Promise<void> {
  await Promise.all([...running].map(worker => worker.terminate()));
}
