import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type CommandInteractionOption,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  PermissionFlagsBits,
  type RepliableInteraction,
} from 'discord.js';
import type { Asker } from '../interactions/asker.ts';
import type { PointedMessage, PressedMessage } from '../interactions/command.ts';
import type { RawValues } from '../interactions/option.ts';
import { outsideText } from '../platform/outside-text.ts';
import type { ResolvedPermissions } from './resolved-permissions.ts';

/** A button or select menu that was used, or a form that was sent. */
export type Pressable = Extract<RepliableInteraction, { customId: string }>;

/**
 * Who asks, and where; from the interaction alone, so that it holds where the bot is no member and has nothing in its
 * memory.
 */
export function readAsker(
  interaction: RepliableInteraction | AutocompleteInteraction,
  resolved: ResolvedPermissions,
): Asker {
  const { client, user, guildId, channelId, member, memberPermissions, authorizingIntegrationOwners } = interaction;
  const { permissionsIn, botPermissionsIn = [] } = resolved(interaction.id);
  const installedHere =
    guildId !== null && authorizingIntegrationOwners[ApplicationIntegrationType.GuildInstall] === guildId;
  // The same owner whether a server has installed the bot or its commands alone; but of its members' servers the
  // gateway tells, in an outage too.
  const botIsMember = installedHere && client.guilds.cache.has(guildId);
  // A member of a server that the gateway has told about, or the bare object where the bot is no member.
  const roleIds = Array.isArray(member?.roles) ? member.roles : (member?.roles.cache.map(role => role.id) ?? []);
  return {
    userId: user.id,
    ...(guildId && { guildId }),
    channelId: channelId ?? '',
    canManage: guildId !== null && (memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false),
    permissions: memberPermissions?.bitfield ?? 0n,
    ...(permissionsIn && { permissionsIn }),
    botPermissionsIn: new Map([[channelId ?? '', interaction.appPermissions.bitfield], ...botPermissionsIn]),
    timedOut: isTimedOut(member, interaction.createdTimestamp),
    roleIds: roleIds.filter(id => id !== guildId),
    botIsMember,
    commandsOnly: installedHere && !botIsMember,
  };
}

function isTimedOut(member: RepliableInteraction['member'], at: number): boolean {
  if (!member) return false;
  const until =
    'communicationDisabledUntilTimestamp' in member
      ? member.communicationDisabledUntilTimestamp
      : Date.parse(member.communication_disabled_until ?? '');
  return until !== null && until > at;
}

/** The values of a command's options, those of a subcommand included. */
export function readValues(interaction: ChatInputCommandInteraction): RawValues {
  const given = interaction.options.data.flatMap(option =>
    option.type === ApplicationCommandOptionType.Subcommand ? (option.options ?? []) : [option],
  );
  return new Map(given.flatMap(option => [[option.name, readValue(option)] as const]).filter(hasValue));
}

type Value = RawValues extends ReadonlyMap<string, infer V> ? V : never;

function hasValue(entry: readonly [string, Value | undefined]): entry is readonly [string, Value] {
  return entry[1] !== undefined;
}

function readValue({ type, value, attachment }: CommandInteractionOption): Value | undefined {
  if (type === ApplicationCommandOptionType.Attachment) {
    return attachment
      ? { type: 'attachment', name: outsideText(attachment.name), size: attachment.size, url: attachment.url }
      : undefined;
  }
  if (type === ApplicationCommandOptionType.Channel && typeof value === 'string') return { type: 'channel', id: value };
  if (type === ApplicationCommandOptionType.User && typeof value === 'string') return { type: 'user', id: value };
  if (type === ApplicationCommandOptionType.Role && typeof value === 'string') return { type: 'role', id: value };
  return typeof value === 'string' ? outsideText(value) : value;
}

export function readPointedMessage({
  targetMessage: { content, embeds },
}: MessageContextMenuCommandInteraction): PointedMessage {
  const embedTexts = embeds.flatMap(({ title, url, description, fields }) =>
    [title, url, description, ...fields.map(field => field.value)].filter(text => text !== null),
  );
  return { content: outsideText(content), embedTexts: embedTexts.map(outsideText) };
}

export function readPressedMessage({ message }: Pressable): PressedMessage | undefined {
  return message
    ? { id: message.id, channelId: message.channelId, private: message.flags.has(MessageFlags.Ephemeral) }
    : undefined;
}
