/**
 * `npm run bench:memory [-- <interactions>]`: the memory of a bot, started as `npm start` does, on the way through many
 * searches by 512 people. With `--minutes 30` they do all sorts of things instead, spread over so much of a driven
 * clock. The heap and the buffers are those in use after a full collection; resident memory is the system's own
 * accounting. Reported, never asserted: what counts is whether they go on growing.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { minutes: { type: 'string' } } });
const total = Number(positionals[0] ?? 20_000);
const seconds = values.minutes === undefined ? undefined : 60 * Number(values.minutes);
/** After which shares of all interactions it is looked at. */
const STEPS = [0, 0.1, 0.25, 0.5, 0.75, 1];
/** From here on the heap should be flat: what is kept for a while is full. */
const FLAT_FROM = 0.25;
/** Few, so that none is late on a machine that does other work: what counts here is no speed. */
const AT_ONCE = 8;
const SECOND_MS = 1_000;
const MB = 2 ** 20;

const folder = temporaryFolder();
const sandbox = fork('test/bench/sandbox-process.ts', seconds === undefined ? [] : ['--driven'], {
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
});
const { apiUrl, token, now } = await answerOf<{ apiUrl: string; token: string; now: number }>(sandbox);
const bot = fork(seconds === undefined ? 'src/main.ts' : 'test/chaos/daily-process.ts', {
  execArgv: ['--max-semi-space-size=16', '--expose-gc', '--import=./test/bench/heap-report.ts'],
  env: {
    ...process.env,
    DISCORD_API_URL: apiUrl,
    DISCORD_TOKEN: token,
    DATABASE_PATH: folder.file('offprint.sqlite'),
    LOG_LEVEL: 'error',
    ROLE: 'bot',
  },
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
});
if (seconds !== undefined) {
  await answerOf(bot);
  bot.send(now);
  await answerOf(bot);
}
console.log('| interactions | heap, MB | buffers, MB | resident, MB |\n|---|---|---|---|');
const heaps: number[] = [];
let done = 0;
for (const share of STEPS) {
  await interactUntil(Math.max(1, Math.round(share * total)));
  bot.send('report');
  const { heapUsed, arrayBuffers, rss } = await answerOf<NodeJS.MemoryUsage>(bot);
  if (share >= FLAT_FROM) heaps.push(heapUsed);
  const figures = [heapUsed, arrayBuffers, rss].map(bytes => (bytes / MB).toFixed(1));
  console.log(`| ${done.toLocaleString('en')} | ${figures.join(' | ')} |`);
}
const rise = Math.max(...heaps) / Math.min(...heaps) - 1;
console.log(`from ${100 * FLAT_FROM} % of them on the heap differs by ${(100 * rise).toFixed(1)} % at most`);
bot.kill('SIGTERM');
await once(bot, 'close');
sandbox.disconnect();
folder.remove();

async function interactUntil(end: number): Promise<void> {
  if (seconds === undefined) return interact(end);
  // Of the second that begins, as many as belong to it.
  for (; done < end; await passSecond()) await interact(Math.min(end, done + Math.ceil(total / seconds)));
}

async function interact(end: number): Promise<void> {
  sandbox.send({ interactions: end - done, atOnce: AT_ONCE, mixed: seconds !== undefined });
  await answerOf(sandbox);
  done = end;
}

async function passSecond(): Promise<void> {
  sandbox.send({ advanceMs: SECOND_MS });
  const { now } = await answerOf<{ now: number }>(sandbox);
  bot.send(now);
  await answerOf(bot);
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const [message] = await once(child, 'message');
  return message;
}
