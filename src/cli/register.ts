/** `npm run register`: brings Discord's list of commands in step with this version's, and does nothing else. */
import dotenv from 'dotenv';
import { ConfigError, readConfig } from '../app/config.ts';
import { withCommands } from '../app/with-commands.ts';
import { registerOnce } from '../discord/index.ts';
import { createLog } from '../platform/log.ts';
import { OperatorError } from '../platform/operator-error.ts';

dotenv.config({ quiet: true });
try {
  const config = readConfig({ ...process.env, NODE_ENV: 'production' });
  const { token, apiUrl, guildId, logLevel } = config;
  if (token === undefined) throw new OperatorError('DISCORD_TOKEN is missing.');
  const log = createLog({ level: logLevel ?? 'info', secrets: [token] });
  await withCommands(config, log, commands => registerOnce(commands, { token, apiUrl, guildId, log }));
  console.log(
    guildId
      ? `Discord has the commands of this version in the server ${guildId}.`
      : 'Discord has the commands of this version.',
  );
} catch (error) {
  console.error(error instanceof OperatorError ? error.message : error);
  process.exitCode = error instanceof ConfigError ? 2 : 1;
}
