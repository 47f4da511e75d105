import { setTimeout as sleep } from 'node:timers/promises';
import dotenv from 'dotenv';
import packageJson from '../package.json' with { type: 'json' };
import { type Bot, startBot } from './app/bot.ts';
import { type Config, ConfigError, readConfig } from './app/config.ts';
import { endedInTime, endOnSignal } from './app/end-on-signal.ts';
import { systemClock } from './platform/clock.ts';
import { readCommandLine, refusal, UsageError } from './platform/command-line.ts';
import { createLog } from './platform/log.ts';
import { OperatorError } from './platform/operator-error.ts';
import { sayingSlowSteps } from './platform/slow-steps.ts';
import { passwordIn } from './store/index.ts';

/** Exit statuses: 1, something outside is wrong (Discord, a file); 2, a setting or the call is wrong. */
const FAILED = 1;
const MISCONFIGURED = 2;
/** How long a start that is broken off is given to give back its place in the line of processes, in ms. */
const START_ENDS_MS = 2_000;

const HELP = `Starts Offprint.

  npm start

With DISCORD_TOKEN it is a bot in service; without, it runs in a Discord of its own on this machine, to be tried out.
Its settings are environment variables or lines of .env: see .env.example. SIGTERM and Ctrl+C end it, SIGHUP makes it
read its collection again.

Exit status: 1 if something outside is wrong, 2 if a setting or the call is.`;

answerOrGoOn();
dotenv.config({ quiet: true });
const config = configOrExit();
const log = createLog({
  level: config.logLevel ?? (config.token ? 'info' : 'warn'),
  secrets: [config.token, passwordIn(config.databaseUrl)],
});
process.on('unhandledRejection', err => log.error({ err }, 'A failure that nothing waited for; Offprint goes on'));
process.on('uncaughtException', err => {
  log.fatal({ err }, 'Offprint cannot go on');
  process.exit(FAILED);
});

try {
  await (config.token === undefined ? tryOut(config) : serve({ ...config, token: config.token }));
} catch (error) {
  giveUp(error);
}

/** Real Discord, until a signal or until Discord ends it. */
async function serve(serviceConfig: Config & { token: string }): Promise<void> {
  let bot: Bot | undefined;
  const ending = new AbortController();
  const stop = async () => {
    if (bot) return bot.stop();
    ending.abort();
    await Promise.race([starting.catch(() => undefined), sleep(START_ENDS_MS)]);
  };
  endOnSignal(stop, log, giveUp);
  // Before the start: a signal that nobody listens to would end the process.
  process.on('SIGHUP', () => bot?.reload());
  const starting = startBot({
    config: serviceConfig,
    clock: systemClock,
    log,
    onStep: sayingSlowSteps(systemClock, what => log.info({ step: what }, 'The start takes a moment')),
    // Also while the start is under way, when there is nothing yet that could be stopped.
    onLost: error =>
      void endedInTime(stop, log)
        .catch(err => log.error({ err }, 'Not everything could be ended as it should'))
        .finally(() => giveUp(error)),
    ending: ending.signal,
  });
  try {
    bot = await starting;
  } catch (error) {
    // The signal ends the process.
    if (ending.signal.aborted) return;
    throw error;
  }
  log.info(
    { server: bot.invites.server, user: bot.invites.user },
    'Invite Offprint to a server, or install it for yourself',
  );
}

/** No token: Offprint in a Discord of its own. Loaded only here, so that a bot in service carries nothing of it. */
async function tryOut(sandboxConfig: Config): Promise<void> {
  const { startTryOut } = await import('./app/try-out.ts').catch(notInstalled);
  let stop = async () => {};
  endOnSignal(() => stop(), log, giveUp);
  const session = await startTryOut({ config: sandboxConfig, log, onLost: giveUp });
  stop = session.stop;
  if ((await session.ended) === 'left') {
    await stop();
    process.exit(0);
  }
}

/** `npm ci --omit=dev`, and the image, leave the sandbox out. */
function notInstalled(error: unknown): never {
  if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error;
  throw new OperatorError(
    'DISCORD_TOKEN is not set, and the sandbox for trying Offprint without one is not installed here. Set the token, or install everything with: npm ci',
    error,
  );
}

/**
 * `--help` and `--version` are answered, and what Offprint does not take is refused, before anything is read or begun.
 */
function answerOrGoOn(): void {
  try {
    const called = readCommandLine({ help: HELP, options: {} }, packageJson.version);
    if (!('answer' in called)) return;
    process.stdout.write(`${called.answer}\n`);
    process.exit(0);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(refusal(error, { help: HELP }));
    process.exit(MISCONFIGURED);
  }
}

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(MISCONFIGURED);
  }
}

/** What an operator can mend is said in words; anything else needs its stack. */
function giveUp(error: unknown): never {
  if (error instanceof OperatorError)
    log.fatal({ cause: error.cause instanceof Error ? error.cause.message : undefined }, error.message);
  else log.fatal({ err: error }, 'Offprint cannot go on');
  process.exit(FAILED);
}
