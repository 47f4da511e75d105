/** The bot, or a worker, in fast time: a process that can be killed. Starts when it is told to, so that loading takes no time then. */
import { once } from 'node:events';
import pino from 'pino';
import { z } from 'zod';
import { startBot } from '../../src/bot.ts';
import { readConfig } from '../../src/config.ts';
import { startWorker } from '../../src/worker.ts';
import { fastClock } from './fast-clock.ts';

const settings = z
  .object({
    ROLE: z.enum(['bot', 'worker']),
    TIME: z
      .string()
      .transform(text =>
        z.object({ start: z.number(), origin: z.number(), speed: z.number() }).parse(JSON.parse(text)),
      ),
  })
  .parse(process.env);
const { token, ...config } = readConfig({ ...process.env, NODE_ENV: 'production' });
if (token === undefined) throw new Error('No token.');
const options = {
  config: { ...config, token },
  clock: fastClock(settings.TIME),
  log: pino({ level: process.env.LOG_LEVEL ?? 'silent' }),
};

process.send?.('loaded');
await once(process, 'message');
if (settings.ROLE === 'bot') await startBot({ ...options, onLost: () => process.exit(3) });
else await startWorker(options);
process.send?.('started');
