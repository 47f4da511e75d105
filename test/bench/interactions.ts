/**
 * `npm run bench`: what Offprint costs beside a bare discord.js bot that answers "ok", in the same run. Each bot is a
 * fresh process, in alternating order; the sandbox is a process of its own with schema validation off. CPU time and
 * memory are the system's own accounting of the bot's process (Linux: /proc). Reported, never asserted: the ratio is
 * what can be compared between machines.
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { loadCollection } from '../../src/papers/index.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { buildIndex } from '../../src/search/index.ts';
import { QUERIES } from './queries.ts';

const ROUNDS = 3;
const WARM_UP = 500;
const INTERACTIONS = 6000;
/** Linux counts CPU time in ticks of 10 ms (USER_HZ). */
const TICK_MS = 10;

interface Measured {
  startMs: number;
  cpuMs: number;
  p50: number;
  p99: number;
  residentMb: number;
}

const folder = temporaryFolder();
const bots = { bare: 'test/bench/bare-bot.ts', offprint: 'src/main.ts' };
const figures: Record<keyof typeof bots, Measured[]> = { bare: [], offprint: [] };

for (let round = 0; round < ROUNDS; round += 1) {
  const order = round % 2 === 0 ? (['bare', 'offprint'] as const) : (['offprint', 'bare'] as const);
  for (const name of order) figures[name].push(await measure(bots[name], round));
}
report();
await searchAlone();
folder.remove();

async function measure(script: string, round: number): Promise<Measured> {
  const sandbox = fork('test/bench/sandbox-process.ts', { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const { apiUrl, token } = await answerOf<{ apiUrl: string; token: string }>(sandbox);
  const started = performance.now();
  const bot = spawn(process.execPath, [script], {
    env: {
      ...process.env,
      DISCORD_API_URL: apiUrl,
      DISCORD_TOKEN: token,
      DATABASE_PATH: folder.file(`${round}.sqlite`),
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  sandbox.send({ interactions: 1 });
  await answerOf(sandbox);
  const startMs = performance.now() - started;
  sandbox.send({ interactions: WARM_UP });
  await answerOf(sandbox);
  const before = cpuMs(bot);
  sandbox.send({ interactions: INTERACTIONS });
  const { times } = await answerOf<{ times: number[] }>(sandbox);
  const spent = cpuMs(bot) - before;
  const residentMb = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${bot.pid}/status`, 'utf8'))?.[1]) / 1024;
  bot.kill('SIGTERM');
  await once(bot, 'close');
  sandbox.disconnect();
  return { startMs, cpuMs: spent / INTERACTIONS, p50: quantile(times, 0.5), p99: quantile(times, 0.99), residentMb };
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const [message] = await once(child, 'message');
  return message;
}

/** User and system time of the process: fields 14 and 15 of /proc/…/stat. */
function cpuMs({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function report(): void {
  const row = (name: string, of: (measured: Measured) => number, digits: number) => {
    const [bare, offprint] = [median(figures.bare.map(of)), median(figures.offprint.map(of))];
    console.log(
      `${name.padEnd(34)} ${bare.toFixed(digits).padStart(9)} ${offprint.toFixed(digits).padStart(9)} ${(offprint / bare).toFixed(2).padStart(7)}`,
    );
  };
  console.log(`Medians of ${ROUNDS} rounds, ${INTERACTIONS} searches by 64 people each      bare  Offprint   ratio`);
  row('CPU for one interaction, ms', measured => measured.cpuMs, 3);
  row('event to answer, p50, ms', measured => measured.p50, 2);
  row('event to answer, p99, ms', measured => measured.p99, 2);
  row('start to first answer, ms', measured => measured.startMs, 0);
  row('resident memory, MB', measured => measured.residentMb, 0);
}

async function searchAlone(): Promise<void> {
  const index = await buildIndex(await loadCollection('data/papers.jsonl'));
  const times: number[] = [];
  for (let i = 0; i < 5000; i += 1) {
    const started = performance.now();
    index.search(QUERIES[i % QUERIES.length] ?? '', { limit: 5 });
    times.push(performance.now() - started);
  }
  const warm = times.slice(500);
  console.log(`search alone: p50 ${quantile(warm, 0.5).toFixed(2)} ms, p99 ${quantile(warm, 0.99).toFixed(2)} ms`);
}
