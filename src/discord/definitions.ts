import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { Command, Option } from '../command.ts';

/** In servers and for a person's own use, there and in every kind of conversation. */
const EVERYWHERE = {
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
};

/** A command as Discord's API wants it registered. */
export function definition(command: Command): RESTPostAPIApplicationCommandsJSONBody {
  if (command.kind === 'message') return { type: ApplicationCommandType.Message, name: command.name, ...EVERYWHERE };
  return {
    type: ApplicationCommandType.ChatInput,
    name: command.name,
    description: command.description,
    options: command.options.map(optionDefinition),
    ...EVERYWHERE,
  };
}

function optionDefinition({ name, description, required, type, complete }: Option<unknown>) {
  switch (type) {
    case 'string':
      return {
        type: ApplicationCommandOptionType.String as const,
        name,
        description,
        required,
        autocomplete: complete !== undefined,
      };
    case 'integer':
      return { type: ApplicationCommandOptionType.Integer as const, name, description, required };
    case 'boolean':
      return { type: ApplicationCommandOptionType.Boolean as const, name, description, required };
  }
}
