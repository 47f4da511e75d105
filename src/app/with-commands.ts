import { createCommands } from '../../commands/index.ts';
import type { Command } from '../interactions/command.ts';
import { systemClock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { temporaryFolder } from '../platform/temporary-folder.ts';
import { buildIndex } from '../search/index.ts';
import { openStore } from '../store/index.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';

/**
 * The commands of this version, for a program that only names them to Discord. The running bot may hold the real
 * database, so they have one of their own.
 */
export async function withCommands<T>(
  config: Config,
  log: Log,
  use: (commands: readonly Command[]) => Promise<T>,
): Promise<T> {
  const folder = temporaryFolder();
  const store = await openStore({ path: folder.file('offprint.sqlite'), clock: systemClock, log });
  const index = await buildIndex([]);
  const unused = () => {
    throw new Error('Nobody uses the commands here.');
  };
  const app = createApp({
    ...config,
    index: () => index,
    revision: () => 0,
    store,
    clock: systemClock,
    random: Math.random,
    log,
    threads: unused,
    places: unused,
    rights: unused,
    isOwner: unused,
    sourcesSet: [],
    invites: () => ({ server: '', user: '' }),
  });
  try {
    return await use(createCommands(app));
  } finally {
    await store.close();
    folder.remove();
  }
}
