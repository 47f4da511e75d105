import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { stem } from '../analysis/stem.ts';
import { SortedLines } from './sorted-lines.ts';

/** The words of the language at large, and those that are near to each in meaning. */
export interface Neighbours {
  knows(word: string): boolean;
  /** Terms of the words nearest in meaning, the nearest first; at most a dozen. */
  of(word: string): string[];
}

/** Made by `npm run neighbours`; a line is a word, then its neighbours with spaces between. */
const near = new URL('../../../data/word-neighbours.txt', import.meta.url);
/** English words, one a line: those that are rarer, or have no neighbours; made by `npm run words`. */
const others = new URL('../../../data/words.txt', import.meta.url);

let tables: { near: SortedLines; others: SortedLines } | undefined;

/** Reads the files ahead of the first query that needs them: some 4 MB. */
export async function prepareNeighbours(): Promise<void> {
  const [one, other] = await Promise.all([readFile(near), readFile(others)]);
  tables ??= { near: new SortedLines(one), others: new SortedLines(other) };
}

function read() {
  tables ??= { near: new SortedLines(readFileSync(near)), others: new SortedLines(readFileSync(others)) };
  return tables;
}

export const neighbours: Neighbours = {
  knows: word => [read().near, read().others].some(lines => lines.find(word) !== undefined),
  of: word => read().near.find(word)?.split(' ').slice(1).map(stem) ?? [],
};
