/**
 * The bot, or a worker, in the time of its team: a process that can be killed. Starts when it is told to, so that
 * loading takes no time then.
 */
import { flushCompileCache } from 'node:module';
import pino from 'pino';
import { z } from 'zod';
import { startBot } from '../../src/app/bot.ts';
import { readConfig } from '../../src/app/config.ts';
import { startWorker } from '../../src/app/worker.ts';
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import { atRest } from '../e2e/at-rest.ts';

const { ROLE } = z.object({ ROLE: z.enum(['bot', 'worker']) }).parse(process.env);
/** What time it is, ms since the epoch. */
const now = z.number();
const { token, ...config } = readConfig({ ...process.env, NODE_ENV: 'production' });
if (token === undefined) throw new Error('No token.');
const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' });

/** An answer takes so long at most, in ms of the system's clock; later ones are held back by a test, or lost. */
const HTTP_PATIENCE_MS = 1_000;

// Node keeps compiled code when a process ends, and this one is killed: without it, each would compile all of it.
flushCompileCache();
// Whoever counts the kills has ended.
process.once('disconnect', () => process.exit());
process.send?.('loaded');
// It waits for orders, also where something else in this process has said that nobody need wait for any.
process.channel?.ref();
process.once('message', async start => {
  const clock = drivenClock(now.parse(start));
  process.on('message', async time => {
    // A question to somebody else in this process.
    if (time === 'report') return;
    await clock.advance(Math.max(0, now.parse(time) - clock.now()));
    // The team's time goes on when what is due is done: a slow machine makes nothing late.
    await atRest({ httpPatienceMs: HTTP_PATIENCE_MS });
    process.send?.(time);
  });
  const options = { config: { ...config, token }, clock, log };
  if (ROLE === 'bot') await startBot({ ...options, onLost: () => process.exit(3) });
  else await startWorker(options);
  process.send?.('started');
});
