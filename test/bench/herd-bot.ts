/**
 * The bot, or a worker, in a process of its own that tells how much memory it keeps: `node --expose-gc`, spoken with
 * over IPC.
 */
import pino from 'pino';
import { z } from 'zod';
import { startBot } from '../../src/app/bot.ts';
import { readConfig } from '../../src/app/config.ts';
import { startWorker } from '../../src/app/worker.ts';
import { fastClock } from '../chaos/fast-clock.ts';

const time = z
  .object({ start: z.number(), origin: z.number(), speed: z.number() })
  .parse(JSON.parse(process.env.TIME ?? ''));
const { token, ...config } = readConfig({ ...process.env, NODE_ENV: 'production' });
if (token === undefined) throw new Error('No token.');
const options = {
  config: { ...config, token },
  clock: fastClock(time),
  log: pino({ level: process.env.LOG_LEVEL ?? 'error' }, pino.destination({ fd: 2, sync: true })),
};
if (process.env.ROLE === 'worker') await startWorker(options);
else await (await startBot({ ...options, onLost: () => process.exit(1) })).registered;

process.on('message', () => {
  globalThis.gc?.();
  process.send?.({ residentMb: process.memoryUsage().rss / 2 ** 20 });
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
