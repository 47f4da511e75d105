/**
 * `npm run bench:memory [-- <interactions>]`: the memory of a bot, started as `npm start` does, on the way through many
 * searches by 512 people. The heap and the buffers are those in use after a full collection; resident memory is the
 * system's own accounting. Reported, never asserted: what counts is whether they go on growing.
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';

const [total = 20_000] = process.argv.slice(2).map(Number);
/** After which shares of all interactions it is looked at. */
const STEPS = [0, 0.1, 0.25, 0.5, 0.75, 1];
/** Few, so that none is late on a machine that does other work: what counts here is no speed. */
const AT_ONCE = 8;
const MB = 2 ** 20;

const folder = temporaryFolder();
const sandbox = fork('test/bench/sandbox-process.ts', { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
const { apiUrl, token } = await answerOf<{ apiUrl: string; token: string }>(sandbox);
const options = ['--max-semi-space-size=16', '--expose-gc', '--import=./test/bench/heap-report.ts'];
const bot = spawn(process.execPath, [...options, 'src/main.ts'], {
  env: {
    ...process.env,
    DISCORD_API_URL: apiUrl,
    DISCORD_TOKEN: token,
    DATABASE_PATH: folder.file('offprint.sqlite'),
    LOG_LEVEL: 'error',
  },
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
});
console.log('| interactions | heap, MB | buffers, MB | resident, MB |\n|---|---|---|---|');
let done = 0;
for (const share of STEPS) {
  const until = Math.max(1, Math.round(share * total));
  sandbox.send({ interactions: until - done, atOnce: AT_ONCE });
  await answerOf(sandbox);
  done = until;
  bot.send('report');
  const { heapUsed, arrayBuffers, rss } = await answerOf<NodeJS.MemoryUsage>(bot);
  const figures = [heapUsed, arrayBuffers, rss].map(bytes => (bytes / MB).toFixed(1));
  console.log(`| ${done.toLocaleString('en')} | ${figures.join(' | ')} |`);
}
bot.kill('SIGTERM');
await once(bot, 'close');
sandbox.disconnect();
folder.remove();

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const [message] = await once(child, 'message');
  return message;
}
