import { dmWith, groupOf } from '../world/default-world.ts';
import { has } from '../world/permissions.ts';
import type { Channel, Guild, Owners, User, World } from '../world/world.ts';
import { byName, guildOf, permissionsIn } from '../world/world.ts';

/** Where a person acts. Guilds and channels (threads too) by name or id. */
export type Place =
  /** A server that the bot is in, or that has installed its commands alone. */
  | { guild: string; channel: string }
  /** The DM between the person and the bot. */
  | { dm: true }
  /**
   * Where the bot is no member, for a person who has the app installed: a server (default: the first such, its first
   * channel).
   */
  | { userInstalled: true; guild?: string; channel?: string }
  /** The same in a group DM among people. */
  | { userInstalled: true; group: true };

/** A place found in the world. */
export interface Spot {
  user: User;
  channel: Channel;
  guild?: Guild;
  /** Discord's interaction contexts: 0 guild, 1 DM with the bot, 2 another private channel. */
  context: 0 | 1 | 2;
  /** The app is there only because the person has it installed. */
  userInstalled: boolean;
}

export function findSpot(world: World, user: User, place: Place): Spot {
  if ('dm' in place) return { user, channel: dmWith(world, user), context: 1, userInstalled: false };
  if (!('userInstalled' in place)) {
    const guild = byName(world.guilds.values(), place.guild, 'server');
    if (!guild.members.has(world.bot.id) && !guild.commandsOnly) {
      throw new Error(
        `The bot is not in "${guild.name}": act there with {userInstalled: true, guild: "${guild.name}"}.`,
      );
    }
    return inGuild(world, user, guild, place.channel, false);
  }
  user.installed = true;
  if ('group' in place) return { user, channel: groupOf(world, user), context: 2, userInstalled: true };
  const foreign = [...world.guilds.values()].filter(({ members }) => !members.has(world.bot.id));
  const guild = place.guild === undefined ? foreign[0] : byName(foreign, place.guild, 'server without the bot');
  if (!guild) throw new Error('The world has no server without the bot.');
  const channel = place.channel ?? [...guild.channels.keys()][0] ?? '';
  return inGuild(world, user, guild, channel, true);
}

function inGuild(world: World, user: User, guild: Guild, name: string, userInstalled: boolean): Spot {
  const channel = byName(guild.channels.values(), name, `channel in "${guild.name}"`);
  if (!has(permissionsIn(world, guild, user.id, channel), 'VIEW_CHANNEL')) {
    throw new Error(`${user.name} cannot see #${channel.name} in "${guild.name}".`);
  }
  return { user, channel, guild, context: 0, userInstalled };
}

/** The place of something that is already shown in a channel. */
export function spotOf(world: World, user: User, channel: Channel): Spot {
  const guild = guildOf(world, channel);
  const userInstalled = guild ? !guild.members.has(world.bot.id) && !guild.commandsOnly : channel.type !== 1;
  return { user, channel, ...(guild && { guild }), context: guild ? 0 : channel.type === 1 ? 1 : 2, userInstalled };
}

/** For whom the app is installed there; `types` are the command's integration types (0 server, 1 user). */
export function ownersAt({ user, guild, userInstalled }: Spot, types: readonly number[] = [0]): Owners {
  const byUser = userInstalled || (user.installed && types.includes(1));
  const byGuild = !userInstalled && types.includes(0);
  return { ...(byGuild && { '0': guild?.id ?? '0' }), ...(byUser && { '1': user.id }) };
}
