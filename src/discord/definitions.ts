import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { Command } from '../interactions/command.ts';
import type { ChannelKind, Option } from '../interactions/option.ts';

/** In servers and for a person's own use, there and in every kind of conversation. */
const EVERYWHERE = {
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
};

const CHANNEL_TYPES = {
  text: ChannelType.GuildText,
  announcement: ChannelType.GuildAnnouncement,
  forum: ChannelType.GuildForum,
} as const satisfies Record<ChannelKind, ChannelType>;

/** A command as Discord's API wants it registered. */
export function definition(command: Command): RESTPostAPIApplicationCommandsJSONBody {
  if (command.kind === 'message') return { type: ApplicationCommandType.Message, name: command.name, ...EVERYWHERE };
  const options =
    'subcommands' in command
      ? command.subcommands.map(({ name, description, options }) => ({
          type: ApplicationCommandOptionType.Subcommand as const,
          name,
          description,
          options: options.map(optionDefinition),
        }))
      : command.options.map(optionDefinition);
  return {
    type: ApplicationCommandType.ChatInput,
    name: command.name,
    description: command.description,
    options,
    ...(command.forManagers && { default_member_permissions: PermissionFlagsBits.ManageGuild.toString() }),
    ...EVERYWHERE,
    ...(command.onlyInServers && { contexts: [InteractionContextType.Guild] }),
  };
}

function optionDefinition({ name, description, required, kind }: Option<unknown>): APIApplicationCommandBasicOption {
  const named = { name, description, required };
  switch (kind.type) {
    case 'string': {
      const type = ApplicationCommandOptionType.String;
      return kind.choices
        ? { type, ...named, choices: [...kind.choices] }
        : { type, ...named, autocomplete: kind.complete !== undefined };
    }
    case 'integer':
      return {
        type: ApplicationCommandOptionType.Integer,
        ...named,
        ...(kind.min !== undefined && { min_value: kind.min }),
        ...(kind.max !== undefined && { max_value: kind.max }),
      };
    case 'boolean':
      return { type: ApplicationCommandOptionType.Boolean, ...named };
    case 'channel':
      return {
        type: ApplicationCommandOptionType.Channel,
        ...named,
        ...(kind.kinds && { channel_types: kind.kinds.map(channel => CHANNEL_TYPES[channel]) }),
      };
    case 'role':
      return { type: ApplicationCommandOptionType.Role, ...named };
    case 'user':
      return { type: ApplicationCommandOptionType.User, ...named };
    case 'attachment':
      return { type: ApplicationCommandOptionType.Attachment, ...named };
  }
}
