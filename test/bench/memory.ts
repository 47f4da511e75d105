/**
 * `npm run bench:memory [-- <interactions>]`: the memory of a bot, started as `npm start` does, after every tenth of many searches by 512 people. Resident
 * memory by the system's own accounting (Linux: /proc). Reported, never asserted: what counts is whether it goes on growing.
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';

const [total = 20_000] = process.argv.slice(2).map(Number);
const STEPS = 10;

const folder = temporaryFolder();
const sandbox = fork('test/bench/sandbox-process.ts', { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
const { apiUrl, token } = await answerOf<{ apiUrl: string; token: string }>(sandbox);
const bot = spawn(process.execPath, ['--max-semi-space-size=16', 'src/main.ts'], {
  env: {
    ...process.env,
    DISCORD_API_URL: apiUrl,
    DISCORD_TOKEN: token,
    DATABASE_PATH: folder.file('offprint.sqlite'),
    LOG_LEVEL: 'error',
  },
  stdio: ['ignore', 'inherit', 'inherit'],
});
console.log('| interactions | resident memory, MB |\n|---|---|');
for (let done = 0; done <= total; done += total / STEPS) {
  sandbox.send({ interactions: done === 0 ? 1 : total / STEPS });
  await answerOf(sandbox);
  const resident = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${bot.pid}/status`, 'utf8'))?.[1]) / 1024;
  console.log(`| ${done.toLocaleString('en')} | ${resident.toFixed(0)} |`);
}
bot.kill('SIGTERM');
await once(bot, 'close');
sandbox.disconnect();
folder.remove();

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const [message] = await once(child, 'message');
  return message;
}
