/**
 * `npm run bench:worst [-- <papers> <memory|disk> <queries> <seed>]`: how long the worst of many hostile queries holds the event loop, at several sizes of
 * collection. Without arguments: 119 papers in memory, 20,000 in memory and on disk, 200,000 on disk, 10,000 queries each. Each size is a process of
 * its own. Times are processor time of the thread that answers: on an idle machine that is what everybody else waits. Reported, never asserted.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { loadCollection } from '../../src/papers/index.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { buildIndex, openDiskIndex, type SearchIndex } from '../../src/search/index.ts';
import { hostileQueries } from '../attack/queries.ts';
import { madePapers } from './made-papers.ts';

const RUNS = [
  [119, 'memory'],
  [119, 'disk'],
  [20_000, 'memory'],
  [20_000, 'disk'],
  [200_000, 'disk'],
] as const;
/** As a page of results is made. */
const SHOWN = 5;
const WORST_SHOWN = 8;
/** What takes longer is done again twice, and the least counts: on a machine that does other work, now and then something comes between. */
const AGAIN_FROM_MS = 20;
/** Some systems count processor time in ticks, so the clock on the wall tells it where nothing else was done meanwhile. */
const TICK_MS = 4;

const [size, kind, count = '10000', seed = '1'] = process.argv.slice(2);
if (size === undefined) {
  for (const [papers, place] of RUNS)
    process.stdout.write(
      execFileSync(process.execPath, ['test/bench/worst.ts', String(papers), place, count, seed], {
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    );
} else {
  await run(Number(size), kind === 'disk');
}

async function run(size: number, onDisk: boolean): Promise<void> {
  const own = await loadCollection('data/papers.jsonl');
  const papers = size <= own.length ? own.slice(0, size) : [...madePapers(own, size)];
  const folder = mkdtempSync(join(tmpdir(), 'offprint-worst-'));
  const index = onDisk ? await open(papers, folder) : await buildIndex(papers);
  await index.settled;
  const asks: Record<string, (text: string) => unknown> = {
    search: text => index.search(text, { limit: SHOWN }),
    newest: text => index.search(text, { limit: SHOWN, sort: 'newest', topic: 'reinforcement learning' }),
    'as author': text => index.search('model', { limit: SHOWN, author: text }),
    suggest: text => index.suggest(text),
    resolve: text => index.resolve(text),
  };
  for (const { text } of hostileQueries(papers, 200, Number(seed) + 1))
    for (const ask of Object.values(asks)) ask(text);
  const taken = Object.fromEntries(
    Object.keys(asks).map(name => [name, [] as { ms: number; kind: string; text: string }[]]),
  );
  for (const { kind, text } of hostileQueries(papers, Number(count), Number(seed)))
    for (const [name, ask] of Object.entries(asks)) taken[name]?.push({ ms: leastMsOf(() => ask(text)), kind, text });
  console.log(
    `\n${size} papers ${onDisk ? 'on disk' : 'in memory'}, ${count} queries, seed ${seed}: ms of processor time\n`,
  );
  console.log('| | p50 | p99 | worst | of |\n|---|---|---|---|---|');
  for (const [name, times] of Object.entries(taken)) {
    const sorted = times.toSorted((a, b) => b.ms - a.ms);
    const at = (share: number) => (sorted[Math.floor(sorted.length * (1 - share))]?.ms ?? 0).toFixed(1);
    const worstOfKind = new Map<string, number>();
    for (const { kind, ms } of sorted) if (!worstOfKind.has(kind)) worstOfKind.set(kind, ms);
    const kinds = [...worstOfKind].slice(0, WORST_SHOWN).map(([one, ms]) => `${one} ${ms.toFixed(0)}`);
    console.log(`| ${name} | ${at(0.5)} | ${at(0.99)} | ${sorted[0]?.ms.toFixed(1)} | ${kinds.join(', ')} |`);
  }
  await index.close();
  rmSync(folder, { recursive: true, force: true });
}

async function open(papers: readonly Paper[], directory: string): Promise<SearchIndex> {
  const feed = {
    name: 'worst',
    revision: async () => papers.length,
    changes: async (after: number, limit: number) =>
      papers.slice(after, after + limit).map((paper, i) => ({ id: paper.id, paper, revision: after + i + 1 })),
  };
  return (await openDiskIndex({ directory, feed, log: pino({ level: 'silent' }) })).index;
}

function leastMsOf(work: () => unknown): number {
  const first = cpuMsOf(work);
  return first < AGAIN_FROM_MS ? first : Math.min(first, cpuMsOf(work), cpuMsOf(work));
}

function cpuMsOf(work: () => unknown): number {
  const before = process.threadCpuUsage();
  const started = performance.now();
  work();
  const waited = performance.now() - started;
  const { user, system } = process.threadCpuUsage(before);
  return Math.min(waited, (user + system) / 1000 + TICK_MS);
}
