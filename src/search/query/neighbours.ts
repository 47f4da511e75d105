import { readFileSync } from 'node:fs';
import { stem } from '../analysis/stem.ts';

/** The words of the language at large, and those that are near to each in meaning. */
export interface Neighbours {
  knows(word: string): boolean;
  /** Terms of the words nearest in meaning, the nearest first; at most a dozen. */
  of(word: string): string[];
}

/** Made by `npm run neighbours`; a line is a word, then its neighbours with spaces between. */
const file = new URL('../../../data/word-neighbours.txt', import.meta.url);

/** Read when a query first has a word that the collection lacks: some 3 MB, in about 20 ms. */
let lines: Map<string, string> | undefined;

function table(): Map<string, string> {
  lines ??= new Map(
    readFileSync(file, 'utf8')
      .split('\n')
      .map(line => [line.slice(0, Math.max(0, line.indexOf(' '))), line]),
  );
  return lines;
}

export const neighbours: Neighbours = {
  knows: word => table().has(word),
  of: word => table().get(word)?.split(' ').slice(1).map(stem) ?? [],
};
