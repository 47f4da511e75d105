/**
 * One index of one collection, measured in a process of its own: `node --expose-gc test/bench/search-run.ts <engine>
 * <papers> [folder]`. Prints a line of JSON. Times are CPU time of the process (its collector and compiler included),
 * which does not depend on what else the machine does; on an idle machine that is what one waits.
 */
import { loadCollection } from '../../src/papers/index.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { buildIndex } from '../../src/search/index.ts';
import { minisearchDefaults, minisearchFuzzy, openFts, type Search } from '../eval/baselines.ts';
import { readFolder } from '../eval/judged.ts';
import { madePapers } from './made-papers.ts';
import { type Kind, queriesOf } from './search-queries.ts';

export interface Times {
  p50: number;
  p99: number;
}

export interface Measured {
  /** CPU ms until it can be searched; of Offprint also those until its ranking is settled, in another thread. */
  build: number;
  settled: number;
  /** The longest that the event loop was held while it was built, in CPU ms of its thread. */
  longest: number;
  /** Bytes that the index takes beside the papers. */
  size: number;
  /** Bytes of the whole process, the papers too. */
  resident: number;
  /** Ms; without those that take minutes. */
  queries: Partial<Record<Kind, Times>>;
}

interface Engine {
  search(query: string): unknown;
  /** For what stands in the box while somebody types. */
  complete(typed: string): unknown;
  /** What it takes beside the heap, in bytes. */
  bytes?: number;
  settled?: Promise<void>;
  /** In larger collections a query of 2,000 words takes minutes. */
  longUpTo?: number;
}

type Make = (papers: readonly Paper[]) => Engine | Promise<Engine>;

const SHOWN = 10;
const SUGGESTED = 25;
/** All are asked once before, so that the code is compiled; what takes very long is given up early. */
const WARM_UP_MS = 3000;
const MOST_MS = 15_000;

const ENGINES: Record<string, Make> = {
  async Offprint(papers) {
    const index = await buildIndex(papers);
    return {
      search: query => index.search(query, { limit: SHOWN }),
      complete: typed => index.suggest(typed, SUGGESTED),
      settled: index.settled,
    };
  },
  fts5(papers) {
    const { search, complete, bytes } = openFts(papers);
    return {
      search: query => search(query, SHOWN),
      complete: typed => complete(typed, SUGGESTED),
      bytes,
      longUpTo: 10_000,
    };
  },
  minisearch: papers => plain(minisearchDefaults(papers)),
  fuzzy: papers => plain(minisearchFuzzy(papers)),
};

function plain(search: Search): Engine {
  return { search: query => search(query, SHOWN), complete: typed => search(typed, SUGGESTED) };
}

/** A collection that is large enough is taken as it is, a larger one is made of its sentences. */
async function collection(size: number, from: string | undefined): Promise<Paper[]> {
  const papers = from === undefined ? await loadCollection('data/papers.jsonl') : (await readFolder(from)).papers;
  return size <= papers.length ? papers.slice(0, size) : [...madePapers(papers, size)];
}

async function measured(build: Make, papers: readonly Paper[]): Promise<Measured> {
  const heapBefore = heap();
  const turns = watchTurns();
  const started = process.cpuUsage();
  const engine = await build(papers);
  const built = cpuMs(started);
  await engine.settled;
  const settled = cpuMs(started);
  const longest = await turns.longest();
  const size = heap() - heapBefore + (engine.bytes ?? 0);
  const timesOf = (kind: Kind) => times(queriesOf(papers, kind), kind === 'as typed' ? engine.complete : engine.search);
  return {
    build: built,
    settled,
    longest,
    size,
    resident: process.memoryUsage.rss(),
    queries: {
      typical: timesOf('typical'),
      'common words': timesOf('common words'),
      ...(papers.length <= (engine.longUpTo ?? papers.length) && { long: timesOf('long') }),
      'as typed': timesOf('as typed'),
    },
  };
}

/** After collection, in bytes, with what lies beside the heap. */
function heap(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

/** The CPU time that the main thread takes from one turn of the event loop to the next. */
function watchTurns(): { longest(): Promise<number> } {
  let longest = 0;
  let going = true;
  let last = process.threadCpuUsage();
  const turn = () => {
    const { user, system } = process.threadCpuUsage(last);
    longest = Math.max(longest, (user + system) / 1000);
    last = process.threadCpuUsage();
    if (going) setImmediate(turn);
  };
  setImmediate(turn);
  return {
    async longest() {
      await new Promise(setImmediate);
      going = false;
      return longest;
    },
  };
}

function times(queries: readonly string[], ask: (query: string) => unknown): Times {
  const warmedUp = process.cpuUsage();
  for (const query of queries) if (cpuMs(warmedUp) < WARM_UP_MS) ask(query);
  const begun = process.cpuUsage();
  const taken: number[] = [];
  for (const query of queries) {
    const started = process.cpuUsage();
    ask(query);
    taken.push(cpuMs(started));
    if (cpuMs(begun) > MOST_MS) break;
  }
  taken.sort((a, b) => a - b);
  const at = (share: number) => taken[Math.min(taken.length - 1, Math.floor(taken.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

const [engineName = '', count = '', folder] = process.argv.slice(2);
const make = ENGINES[engineName];
if (!make) throw new Error(`There is no engine “${engineName}”. There are: ${Object.keys(ENGINES).join(', ')}.`);
console.log(JSON.stringify(await measured(make, await collection(Number(count), folder))));
process.exit();
