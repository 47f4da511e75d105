/**
 * `npm run bench:changes [-- <papers> <changes>]`: whether an index that has gone through many changes is as small and
 * as fast as it was, and as one built anew of the same papers; and how long its updates hold up everything else. Papers
 * come from a pool twice as large, so that the collection stays of one kind. Reported, never asserted; the ratios are
 * what can be compared between machines.
 */
import { loadCollection } from '../../src/papers/index.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { buildIndex } from '../../src/search/index.ts';
import type { IndexChange, SearchIndex } from '../../src/search/types.ts';
import { madePapers, randomNumbers } from './made-papers.ts';
import { QUERIES } from './queries.ts';

const [papers = 10_000, changes = 100_000] = process.argv.slice(2).map(Number);
const BATCH = 100;
const ROUNDS = 20;
const WARM_UP = 3;

const random = randomNumbers(7);
const pool = shuffled([...madePapers(await loadCollection('data/papers.jsonl'), 2 * papers)]);
/** Those that the index holds, and those that it does not. */
const inside = pool.slice(0, papers);
const outside = pool.slice(papers);

// The pauses before a new latent space keep no process alive; shorter than usual, so that the benchmark has many of
// them.
const alive = setInterval(() => {}, 2 ** 30);
const options = { pauses: 1 };
// Fills what is kept of words whatever the index holds.
await (await buildIndex(pool)).settled;
const base = await memoryMb();
const index = await buildIndex(inside, options);
await index.settled;
// The first answers of a process take longer.
times(index);
const before = { memory: (await memoryMb()) - base, ...times(index) };
const updates = await changed(index);
await index.settled;
const after = { memory: (await memoryMb()) - base, ...times(index) };
const anew = await buildIndex(inside, options);
await anew.settled;
const fresh = { memory: Number.NaN, ...times(anew) };
clearInterval(alive);

console.log(`${papers} papers, ${changes} changes: ${updates.each.toFixed(2)} ms of processor time each`);
console.log(
  `turns of the event loop: 99 of 100 up to ${updates.p99.toFixed(0)} ms, the longest ${updates.longest.toFixed(0)} ms`,
);
row('', ['before', 'after', 'after/before', 'built anew', 'after/anew']);
for (const [name, of] of [
  ['memory, MB', ({ memory }: Figures) => memory],
  ['search p50, ms', ({ search }: Figures) => search.p50],
  ['search p99, ms', ({ search }: Figures) => search.p99],
  ['autocomplete p50, ms', ({ suggest }: Figures) => suggest.p50],
  ['autocomplete p99, ms', ({ suggest }: Figures) => suggest.p99],
] as const) {
  const [x, y, z] = [of(before), of(after), of(fresh)];
  row(
    name,
    [x, y, y / x, z, y / z].map(figure => (Number.isNaN(figure) ? '' : figure.toFixed(2))),
  );
}

/** One in three comes, one goes, one is another text under the same id. */
async function changed(to: SearchIndex) {
  const turns = watchTurns();
  const { user } = process.threadCpuUsage();
  for (let done = 0; done < changes; done += BATCH)
    await to.update(Array.from({ length: BATCH }, (_, i) => next(i % 3)));
  return { each: (process.threadCpuUsage().user - user) / 1e3 / changes, ...turns.end() };
}

/** How long each turn of the event loop takes, in ms of processor time: other programs do not count. */
function watchTurns() {
  const turns: number[] = [];
  let going = true;
  let before = process.threadCpuUsage().user;
  const turn = () => {
    const now = process.threadCpuUsage().user;
    turns.push((now - before) / 1e3);
    before = now;
    if (going) setImmediate(turn);
  };
  setImmediate(turn);
  return {
    end() {
      going = false;
      turns.sort((a, b) => a - b);
      return { longest: turns.at(-1) ?? 0, p99: turns[Math.floor(turns.length * 0.99)] ?? 0 };
    },
  };
}

function next(kind: number): IndexChange {
  if (kind === 0) return { id: swap(outside, inside).id };
  if (kind === 1) {
    const paper = swap(inside, outside);
    return { id: paper.id, paper };
  }
  const at = Math.floor(random() * inside.length);
  const [old, other] = [inside[at], outside[Math.floor(random() * outside.length)]];
  if (!old || !other) throw new Error('The pool is empty.');
  const paper = { ...other, id: old.id };
  inside.splice(at, 1);
  inside.push(paper);
  return { id: paper.id, paper };
}

/** Moves one by chance to the end of the other list. */
function swap(to: Paper[], from: Paper[]): Paper {
  const [paper] = from.splice(Math.floor(random() * from.length), 1);
  if (!paper) throw new Error('The pool is empty.');
  to.push(paper);
  return paper;
}

interface Figures {
  /** What the index takes. Of one built beside another it cannot be told: they share their words. */
  memory: number;
  search: Times;
  suggest: Times;
}

interface Times {
  p50: number;
  p99: number;
}

function times(of: SearchIndex): Pick<Figures, 'search' | 'suggest'> {
  const time = (ask: (query: string) => unknown): Times => {
    const taken: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const query of QUERIES) {
        const started = performance.now();
        ask(query);
        if (round >= WARM_UP) taken.push(performance.now() - started);
      }
    }
    taken.sort((a, b) => a - b);
    return { p50: taken[Math.floor(taken.length * 0.5)] ?? 0, p99: taken[Math.floor(taken.length * 0.99)] ?? 0 };
  };
  return { search: time(query => of.search(query)), suggest: time(query => of.suggest(query.slice(0, 6))) };
}

/** In use after collecting garbage. */
async function memoryMb(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    await new Promise(resolve => setTimeout(resolve, 50));
    globalThis.gc?.();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}

function shuffled<T>(list: T[]): T[] {
  return list
    .map(value => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

function row(name: string, columns: readonly string[]): void {
  console.log(`${name.padEnd(22)}${columns.map(column => column.padStart(14)).join('')}`);
}
