/** `npm run register`: brings Discord's list of commands in step with this version's, and does nothing else. */
import dotenv from 'dotenv';
import { createCommands } from '../../commands/index.ts';
import { createApp } from '../app/app.ts';
import { ConfigError, readConfig } from '../app/config.ts';
import { registerOnce } from '../discord/index.ts';
import { systemClock } from '../platform/clock.ts';
import { createLog } from '../platform/log.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { temporaryFolder } from '../platform/temporary-folder.ts';
import { buildIndex } from '../search/index.ts';
import { openStore } from '../store/index.ts';

dotenv.config({ quiet: true });
try {
  const { token, apiUrl, guildId, logLevel, ...config } = readConfig({ ...process.env, NODE_ENV: 'production' });
  if (token === undefined) throw new OperatorError('DISCORD_TOKEN is missing.');
  const log = createLog({ level: logLevel ?? 'info', secrets: [token] });
  // The running bot may hold the real database; the definitions of the commands need none of its contents.
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
  await registerOnce(createCommands(app), { token, apiUrl, guildId, log });
  await store.close();
  folder.remove();
  console.log(
    guildId
      ? `Discord has the commands of this version in the server ${guildId}.`
      : 'Discord has the commands of this version.',
  );
} catch (error) {
  console.error(error instanceof OperatorError ? error.message : error);
  process.exitCode = error instanceof ConfigError ? 2 : 1;
}
