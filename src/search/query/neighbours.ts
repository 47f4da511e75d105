import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { stem } from '../analysis/stem.ts';

/** The words of the language at large, and those that are near to each in meaning. */
export interface Neighbours {
  knows(word: string): boolean;
  /** Terms of the words nearest in meaning, the nearest first; at most a dozen. */
  of(word: string): string[];
}

/** Made by `npm run neighbours`; a line is a word, then its neighbours with spaces between. */
const file = new URL('../../../data/word-neighbours.txt', import.meta.url);

let lines: Map<string, string> | undefined;

/** Reads the file ahead of the first query that needs it: some 3 MB. */
export async function prepareNeighbours(): Promise<void> {
  lines ??= parse(await readFile(file, 'utf8'));
}

function table(): Map<string, string> {
  lines ??= parse(readFileSync(file, 'utf8'));
  return lines;
}

function parse(text: string): Map<string, string> {
  return new Map(text.split('\n').map(line => [line.slice(0, Math.max(0, line.indexOf(' '))), line]));
}

export const neighbours: Neighbours = {
  knows: word => table().has(word),
  of: word => table().get(word)?.split(' ').slice(1).map(stem) ?? [],
};
