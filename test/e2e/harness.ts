import { expect, onTestFinished } from 'vitest';
import { type Bot, startBot } from '../../src/app/bot.ts';
import { readConfig } from '../../src/app/config.ts';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import { createLog } from '../../src/platform/log.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { writeFreshSqlite } from '../store/each-store.ts';
import { sharedIndex } from './shared-index.ts';

export interface Stage {
  sandbox: Sandbox;
  bot: Bot;
  /** Ends the bot and starts it anew over the same database. */
  restart(): Promise<void>;
}

export interface StageOptions {
  clock?: Clock;
  /** Settings besides where Discord and the database are. */
  env?: Record<string, string>;
  random?: () => number;
  /** A time for the connection to Discord, and for the sandbox, instead of the system's. */
  network?: Clock;
  /** Where the log goes, from the level "info" on; default: errors, to standard error. */
  lines?: string[];
  /** Where it is noted that the bot can do nothing any more; default: it never comes to that. */
  lost?: Error[];
  /** The test makes the bot do what Discord refuses. */
  faulty?: boolean;
}

/** The real bot, with the real discord.js, in a Discord on loopback. */
export async function setTheStage(options: StageOptions = {}): Promise<Stage> {
  const clock = options.clock ?? systemClock;
  const sandboxClock = options.network ?? options.clock;
  const sandbox = await startSandbox(sandboxClock ? { clock: sandboxClock } : {});
  const folder = temporaryFolder();
  const database = folder.file('offprint.sqlite');
  await writeFreshSqlite(database);
  const { token, ...config } = readConfig({
    DISCORD_API_URL: sandbox.apiUrl,
    DATABASE_PATH: database,
    ...options.env,
  });
  const { lines, network } = options;
  const log = createLog({
    level: lines ? 'info' : 'error',
    secrets: [sandbox.token],
    ...(lines && { write: line => lines.push(line) }),
  });
  const lost = options.lost ?? [];
  const start = () =>
    startBot({
      config: { ...config, token: token ?? sandbox.token },
      clock,
      log,
      random: options.random ?? (() => 0.5),
      buildIndex: sharedIndex,
      ...(network && { network: { clock: network, random: () => 0.5 } }),
      onLost: error => lost.push(error),
    });
  const bot = await start();
  await bot.registered;
  await bot.searchable;
  const stage: Stage = {
    sandbox,
    bot,
    async restart() {
      await stage.bot.stop();
      stage.bot = await start();
      await stage.bot.registered;
      await stage.bot.searchable;
    },
  };
  // Everything is ended, and the bot did nothing that Discord would have refused.
  onTestFinished(async () => {
    await stage.bot.stop();
    await sandbox.close();
    folder.remove();
    if (!options.faulty) expect(sandbox.violations).toEqual([]);
    if (!options.lost) expect(lost).toEqual([]);
  });
  return stage;
}
