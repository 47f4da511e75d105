import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { SortedLines } from './sorted-lines.ts';

/** The words of the language at large, and those that are near to each in meaning. */
export interface Neighbours {
  /** Words of the language, and frequent names. */
  knows(word: string): boolean;
  /** Words of the language alone. */
  isWord(word: string): boolean;
  /** The words nearest in meaning that have this one among their own nearest, the nearest first; at most six. */
  of(word: string): string[];
}

/** Made by `npm run neighbours`; a line is a word, then its neighbours with spaces between. */
const near = new URL('../../../data/word-neighbours.txt', import.meta.url);
/** English words without names, one a line; made by `npm run words`. */
const words = new URL('../../../data/words.txt', import.meta.url);

/** So many of the nearest words are near in meaning; those behind them mostly share a subject at best. */
const MOST_NEAR = 6;

let tables: { near: SortedLines; words: SortedLines } | undefined;

/** Reads the files ahead of the first query that needs them: some 4 MB. */
export async function prepareNeighbours(): Promise<void> {
  const [one, other] = await Promise.all([readFile(near), readFile(words)]);
  tables ??= { near: new SortedLines(one), words: new SortedLines(other) };
}

function read() {
  tables ??= { near: new SortedLines(readFileSync(near)), words: new SortedLines(readFileSync(words)) };
  return tables;
}

export const neighbours: Neighbours = {
  knows: word => read().near.has(word) || read().words.has(word),
  isWord: word => read().words.has(word),
  of: word =>
    nearestTo(word)
      .slice(0, MOST_NEAR)
      .filter(other => nearestTo(other).includes(word)),
};

function nearestTo(word: string): string[] {
  return read().near.find(word)?.split(' ').slice(1) ?? [];
}
