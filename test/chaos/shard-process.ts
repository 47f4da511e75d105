/**
 * A bot that shares the shards of others, in the time that it is told: a process that can be killed, stopped, and told
 * to end. Starts when it is told to, so that loading takes no time then.
 */
import { flushCompileCache } from 'node:module';
import pino from 'pino';
import { z } from 'zod';
import { startBot } from '../../src/app/bot.ts';
import { readConfig } from '../../src/app/config.ts';
import { steppedClock } from './stepped-clock.ts';

/** How far its clock is ahead of that of the others, in ms. */
const { SKEW_MS } = z.object({ SKEW_MS: z.coerce.number() }).parse(process.env);
/** The time that it is now, ms since the epoch; or the order to end. */
const word = z.union([z.number(), z.literal('end')]);
const { token, ...config } = readConfig({ ...process.env, NODE_ENV: 'production' });
if (token === undefined) throw new Error('No token.');
const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' });

flushCompileCache();
// Whoever counts the kills has ended.
process.once('disconnect', () => process.exit());
process.send?.({ is: 'loaded' });
process.once('message', async start => {
  const clock = steppedClock(z.number().parse(start) + SKEW_MS);
  const ending = new AbortController();
  const starting = startBot({
    config: { ...config, token },
    clock,
    network: { clock, random: Math.random },
    log,
    // The database and the index are open.
    onStep: what => what === undefined && process.send?.({ is: 'ready' }),
    onLost: () => process.exit(3),
    ending: ending.signal,
  });
  const started = starting.then(
    bot => bot,
    () => undefined,
  );
  let shards = () => [] as number[];
  process.on('message', async said => {
    const told = word.parse(said);
    if (told === 'end') {
      ending.abort();
      await (await started)?.stop();
      return process.exit(0);
    }
    await clock.step(told + SKEW_MS);
    process.send?.({ is: 'at', time: told, shards: shards() });
  });
  const bot = await started;
  if (!bot) return process.exit(ending.signal.aborted ? 0 : 4);
  shards = bot.shards;
});
