import { DiscordError } from '../schema/errors.ts';
import { has, type PermissionName } from '../world/permissions.ts';
import type { Channel, Guild, Message } from '../world/world.ts';
import { findChannel, guildOf, permissionsIn } from '../world/world.ts';
import { type Call, param } from './call.ts';

/** What the bot may reach, with Discord's errors for the rest. */

export interface GuildChannel {
  guild: Guild;
  channel: Channel;
}

/** The guild of the path; 10004 where the bot is no member. */
export function memberGuild(call: Call): Guild {
  const { world } = call.state;
  const guild = world.guilds.get(param(call, 'guild'));
  if (!guild || guild.unavailable) throw new DiscordError('unknownGuild');
  if (!guild.members.has(world.bot.id)) throw new DiscordError('missingAccess');
  return guild;
}

/** The channel of the path if the bot can see it. */
export function visibleChannel(call: Call): { channel: Channel; guild?: Guild } {
  const { world } = call.state;
  const channel = findChannel(world, param(call, 'channel'));
  if (!channel) throw new DiscordError('unknownChannel');
  const guild = guildOf(world, channel);
  if (!guild) {
    if (channel.type !== 1) throw new DiscordError('missingAccess');
    return { channel };
  }
  if (!has(permissionsIn(world, guild, world.bot.id, channel), 'VIEW_CHANNEL')) throw new DiscordError('missingAccess');
  return { channel, guild };
}

/** The channel of the path, which must be in a guild. */
export function visibleGuildChannel(call: Call): GuildChannel {
  const { channel, guild } = visibleChannel(call);
  if (!guild) throw new DiscordError('wrongChannelType');
  return { channel, guild };
}

/** What the bot may do in the channel; everything in a DM. */
export function allowed(call: Call, channel: Channel, ...names: PermissionName[]): boolean {
  const { world } = call.state;
  const guild = guildOf(world, channel);
  return !guild || has(permissionsIn(world, guild, world.bot.id, channel), ...names);
}

/** 50013 unless the bot may do all of it. */
export function requirePermissions(call: Call, channel: Channel, ...names: PermissionName[]): void {
  if (!allowed(call, channel, ...names)) throw new DiscordError('missingPermissions');
}

/** The message of the path; nobody's private reply. */
export function messageIn(call: Call, channel: Channel): Message {
  const message = channel.messages.get(param(call, 'message'));
  if (!message || message.onlyFor !== undefined) throw new DiscordError('unknownMessage');
  return message;
}
