import { systemClock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { sayingSlowSteps } from '../platform/slow-steps.ts';
import { temporaryFolder } from '../platform/temporary-folder.ts';
import { followingClock, runTerminal, startSandbox } from '../sandbox/index.ts';
import { startBot } from './bot.ts';
import type { Config } from './config.ts';

export interface TryOutOptions {
  config: Config;
  log: Log;
  onLost: (error: Error) => void;
}

export interface TryOut {
  /** How the prompt ended: the person left, or there was nobody to type and Offprint goes on serving. */
  ended: Promise<'left' | 'nobody'>;
  stop(): Promise<void>;
}

/**
 * Offprint in a Discord of its own on this machine, with a database that is gone afterwards, and a prompt to talk to
 * it.
 */
export async function startTryOut({ config, log, onLost }: TryOutOptions): Promise<TryOut> {
  const interactive = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const clock = followingClock();
  const step = sayingSlowSteps(systemClock, what => process.stderr.write(`Starting: ${what} …\n`));
  step('preparing a Discord of its own');
  const sandbox = await startSandbox({ clock, port: config.sandboxPort });
  const folder = temporaryFolder();
  const bot = await startBot({
    config: {
      ...config,
      token: sandbox.token,
      apiUrl: sandbox.apiUrl,
      guildId: undefined,
      databasePath: folder.file('offprint.sqlite'),
      indexPath: folder.file('index'),
    },
    clock,
    log,
    onStep: step,
    onLost,
  });
  step('registering the commands');
  await bot.registered;
  step('preparing the search index');
  await bot.searchable;
  step(undefined);
  if (interactive) {
    process.stdout.write(
      `No DISCORD_TOKEN is set: this is Offprint in a Discord of its own on this machine.
Open ${sandbox.url} in your browser, or type here. Nothing leaves this machine, and what you do here
is gone when you leave. README.md says how to run it in your server.

Try:  /search label noise     then  next  or  open 2     ·     /help     ·     quit     ·     Tab completes
`,
    );
  }
  const lines = runTerminal({
    person: sandbox.person('moderator'),
    place: { guild: 'Paper club', channel: 'papers' },
    input: process.stdin,
    output: process.stdout,
    interactive,
  });
  return {
    ended: lines.then(count => {
      if (interactive || count > 0) return 'left';
      process.stderr.write(
        `Nothing was typed, so Offprint goes on serving in its own Discord at ${sandbox.url} until it is ended.\n`,
      );
      return 'nobody';
    }),
    async stop() {
      await bot.stop();
      await sandbox.close();
      folder.remove();
    },
  };
}
