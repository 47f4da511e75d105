import { REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Command } from '../interactions/command.ts';
import type { Log } from '../platform/log.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { inviteLinks } from './invites.ts';
import { isNotThere } from './registrar.ts';
import { register } from './registration.ts';

const idSchema = z.looseObject({ id: z.string() });

/**
 * Registers the commands without connecting to the gateway.
 * @throws {OperatorError} when the server that they are for has not installed Offprint.
 */
export async function registerOnce(
  commands: readonly Command[],
  options: { token: string; apiUrl: string; guildId: string | undefined; log: Log },
): Promise<void> {
  const rest = new REST({ api: options.apiUrl }).setToken(options.token);
  const application = idSchema.parse(await rest.get(Routes.currentApplication()));
  await register(commands, {
    rest,
    applicationId: application.id,
    guildId: options.guildId,
    guilds: async () =>
      z
        .array(idSchema)
        .parse(await rest.get(Routes.userGuilds()))
        .map(guild => guild.id),
    log: options.log,
  }).catch(error => {
    if (options.guildId === undefined || !isNotThere(error)) throw error;
    throw new OperatorError(
      `DISCORD_GUILD_ID names the server ${options.guildId}, which has not installed Offprint. Check the id, and install Offprint there: ${inviteLinks(application.id).server}`,
      error,
    );
  });
}
