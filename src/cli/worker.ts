/** `npm run worker`: a process that only delivers papers of the day, next to the bot, over the same PostgreSQL. */
import dotenv from 'dotenv';
import { ConfigError, readConfig } from '../app/config.ts';
import { endOnSignal } from '../app/end-on-signal.ts';
import { startWorker, type Worker } from '../app/worker.ts';
import { systemClock } from '../platform/clock.ts';
import { createLog } from '../platform/log.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { passwordIn } from '../store/index.ts';

dotenv.config({ quiet: true });
try {
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
  // The clock's timers keep no process alive.
  setInterval(() => {}, 2 ** 30);
} catch (error) {
  console.error(error instanceof OperatorError ? error.message : error);
  process.exit(error instanceof ConfigError ? 2 : 1);
}
