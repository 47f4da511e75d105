import { REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Command } from '../command.ts';
import type { Log } from '../log.ts';
import { register } from './registration.ts';

const idSchema = z.looseObject({ id: z.string() });

/** Registers the commands without connecting to the gateway. */
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
  });
}
