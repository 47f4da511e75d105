import { parentPort, workerData } from 'node:worker_threads';
import type { SparseMatrix } from './matrix.ts';
import { truncatedSvd } from './svd.ts';

export interface Work {
  matrix: SparseMatrix;
  rank: number;
}

const { matrix, rank }: Work = workerData;
const factors = truncatedSvd(matrix, rank);
parentPort?.postMessage(factors, [factors.right.buffer, factors.rows.buffer]);
