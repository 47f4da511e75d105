/** `npm run register`: brings Discord's list of commands in step with this version's, and does nothing else. */
import { commandDefinitions } from '../../commands/index.ts';
import { readConfig } from '../app/config.ts';
import { registerOnce } from '../discord/index.ts';
import { createLog } from '../platform/log.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { runScript } from './script.ts';

const HELP = `Tells Discord which commands this version has, and does nothing else. A bot does the same when it starts.

  npm run register`;

await runScript({ help: HELP, options: {} }, async () => {
  const config = readConfig({ ...process.env, NODE_ENV: 'production' });
  const { token, apiUrl, guildId, logLevel } = config;
  if (token === undefined) throw new OperatorError('DISCORD_TOKEN is missing.');
  const log = createLog({ level: logLevel ?? 'info', secrets: [token] });
  await registerOnce(commandDefinitions(), { token, apiUrl, guildId, log });
  console.log(
    guildId
      ? `Discord has the commands of this version in the server ${guildId}.`
      : 'Discord has the commands of this version.',
  );
  return 0;
});
