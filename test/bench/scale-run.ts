/**
 * One engine at one size, in a process of its own, so that memory and start are its own: builds the index, or opens it
 * and asks. Told by its arguments what to do, tells what it measured as a line of JSON.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import type { Paper } from '../../src/papers/paper.ts';
import { ENGINES, type Engine } from './scale/engines.ts';
import { type Built, type Measured, type Percentiles, taskSchema } from './scale/figures.ts';
import { papersIn, readPapers } from './scale/papers-file.ts';
import { type Kind, questionsOf } from './scale/questions.ts';

/** One kind of question is asked no longer than this, in ms. */
const LONGEST = 20_000;
/** Papers are added for so long, in ms, so many at a time, while somebody searches every so often. */
const ADDING = { forMs: 15_000, batch: 250, searchEveryMs: 25 };

const task = taskSchema.parse(JSON.parse(process.argv[2] ?? '{}'));
const open = ENGINES[task.engine];
console.log(JSON.stringify(task.build ? await build() : await measure()));

async function build(): Promise<Built> {
  const started = performance.now();
  const engine = await open(task.place);
  await engine.close();
  const seconds = (performance.now() - started) / 1000;
  return { seconds, bytes: bytesIn(task.place.folder), peakMb: process.resourceUsage().maxRSS / 1024 };
}

async function measure(): Promise<Measured> {
  const questions = questionsOf(await readPapers(task.samples));
  const started = performance.now();
  const engine = await open(task.place);
  const startMs = performance.now() - started;
  const ask = (kind: Kind) => timesOf(questions[kind], kind === 'typing' ? engine.complete : engine.search);
  // Compiled, and the files in the system's memory, as they are in a bot that runs.
  ask('typical');
  timesOf(questions.typing.slice(0, 100), engine.complete);
  const asked = { typical: ask('typical'), common: ask('common'), long: ask('long'), typing: ask('typing') };
  const residentMb = process.memoryUsage.rss() / 2 ** 20;
  const adding = await addWhileSearching(engine, questions.typical);
  const residentAddingMb = process.memoryUsage.rss() / 2 ** 20;
  await engine.close();
  return { startMs, ...asked, residentMb, residentAddingMb, ...adding };
}

function timesOf(questions: readonly string[], ask: (question: string) => unknown): Percentiles {
  const times: number[] = [];
  const end = performance.now() + LONGEST;
  for (const question of questions) {
    const started = processorMs();
    ask(question);
    times.push(processorMs() - started);
    if (performance.now() > end) break;
  }
  return percentiles(times);
}

async function addWhileSearching(engine: Engine, queries: readonly string[]) {
  const papers = papersIn(task.more);
  const pauses = monitorEventLoopDelay({ resolution: 1 });
  const times: number[] = [];
  let added = 0;
  let adding = true;
  const searching = (async () => {
    for (let i = 0; adding; i++) {
      const started = processorMs();
      engine.search(queries[i % queries.length] ?? '');
      times.push(processorMs() - started);
      await setTimeout(ADDING.searchEveryMs);
    }
  })();
  pauses.enable();
  const started = performance.now();
  while (performance.now() - started < ADDING.forMs) {
    const batch: Paper[] = [];
    while (batch.length < ADDING.batch) {
      const { value } = await papers.next();
      if (!value) throw new Error('There are no more papers to add.');
      batch.push(value);
    }
    await engine.add(batch);
    added += batch.length;
  }
  const seconds = (performance.now() - started) / 1000;
  pauses.disable();
  adding = false;
  await searching;
  return {
    additionsPerSecond: added / seconds,
    searchingMeanwhile: percentiles(times),
    longestPauseMs: pauses.max / 1e6,
  };
}

/** Of this thread: what other programs do meanwhile does not count. */
function processorMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function percentiles(times: readonly number[]): Percentiles {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

function bytesIn(folder: string): number {
  return readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
}
