/** `npm run worker`: a process that only delivers papers of the day, next to the bot, over the same PostgreSQL. */
import { readConfig } from '../app/config.ts';
import { endOnSignal } from '../app/end-on-signal.ts';
import { startWorker, type Worker } from '../app/worker.ts';
import { systemClock } from '../platform/clock.ts';
import { createLog } from '../platform/log.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { passwordIn } from '../store/index.ts';
import { runScript } from './script.ts';

const HELP = `A process that only delivers papers of the day and follows, next to the bot, over the same PostgreSQL.

  npm run worker`;

await runScript({ help: HELP, options: {} }, async () => {
  const { token, ...config } = readConfig({ ...process.env, NODE_ENV: 'production' });
  if (token === undefined) throw new OperatorError('DISCORD_TOKEN is missing.');
  const log = createLog({ level: config.logLevel ?? 'info', secrets: [token, passwordIn(config.databaseUrl)] });
  process.on('unhandledRejection', err => log.error({ err }, 'A failure that nothing waited for; the worker goes on'));
  let worker: Worker | undefined;
  endOnSignal(
    async () => worker?.stop(),
    log,
    error => {
      log.fatal({ err: error }, 'The worker could not be ended as it should');
      process.exit(1);
    },
  );
  worker = await startWorker({ config: { ...config, token }, clock: systemClock, log });
  log.info('Delivering papers of the day');
  return new Promise<never>(() => {});
});
