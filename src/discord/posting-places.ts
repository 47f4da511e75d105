import { ChannelType, type Client, DiscordAPIError, type GuildBasedChannel, Routes } from 'discord.js';
import type { Clock } from '../platform/clock.ts';
import type { Inspection, Places } from '../subscriptions/index.ts';
import { askedObstacle } from './asked-obstacle.ts';
import { rightsIn } from './grants.ts';
import { type ChannelFacts, KINDS, obstacleIn } from './obstacle.ts';
import { mayMentionAll, missingPermissions, RIGHT_NAMES } from './permissions.ts';
import { failureOf } from './posting-errors.ts';
import { madeSchema } from './thread-wire.ts';

/**
 * The flag of a channel that the bot is not shown: it has no overwrites, and none of its name is true. discord.js does
 * not name it yet.
 */
const OBFUSCATED = 1 << 17;

/** Channels and roles as the gateway keeps them up to date. */
export function discordPlaces(client: Client<true>, clock: Clock): Places {
  const asked = askedObstacle(client.rest, clock);
  const channelIn = (guildId: string, channelId: string): GuildBasedChannel | undefined => {
    const channel = client.channels.cache.get(channelId);
    return channel && !channel.isDMBased() && channel.guildId === guildId ? channel : undefined;
  };

  return {
    inspect({ guildId, channelId, granted }, wish): Inspection {
      const channel = channelIn(guildId, channelId);
      if (!channel) return { kind: 'unknown' };
      const kind = KINDS[channel.type];
      if (!kind) return { kind: 'wrong-kind' };
      const facts = factsOf(channel);
      const obstacle = facts && obstacleIn(granted === undefined ? facts : { ...facts, granted }, wish, clock.now());
      if (obstacle?.reason === 'timed-out') return { kind: 'timed-out', until: obstacle.until ?? 0 };
      if (obstacle) return { kind: 'lacking', channelId, rights: [...obstacle.missing] };
      if (wish.thread && (kind === 'voice' || kind === 'thread')) return { kind: 'no-threads' };
      const name = isObfuscated(channel) ? {} : { name: channel.name };
      return { kind: 'usable', place: { kind, channelId, guildId, ...name } };
    },

    async lookUp(channelId) {
      if (client.channels.cache.has(channelId)) return;
      try {
        await client.channels.fetch(channelId);
      } catch (error) {
        // It is gone, or hidden from the bot: what is unknown stays so.
        if (!(error instanceof DiscordAPIError)) throw error;
      }
    },

    async obstacle(wish) {
      const { guildId, channelId, kind } = wish.place;
      const guild = guildId === undefined ? undefined : client.guilds.cache.get(guildId);
      if (!guild?.available) return 'unknown';
      const channel = channelIn(guild.id, channelId);
      // A thread that was archived when the session began is not among those that the gateway lists.
      if (!channel && kind === 'thread') return asked(wish);
      if (!channel) return { reason: 'channel-gone', missing: [] };
      const facts = factsOf(channel);
      return facts ? (obstacleIn(facts, wish, clock.now()) ?? 'free') : 'unknown';
    },

    lacking({ guildId, channelId, kind }, what) {
      const channel = guildId === undefined ? undefined : channelIn(guildId, channelId);
      const me = channel?.guild.members.me;
      if (!channel || !me) return [];
      if (what === 'polls') return missingPermissions(channel, ['SendPolls']);
      if (kind === 'voice') return missingPermissions(channel, ['CreateEvents', 'ViewChannel', 'Connect']);
      // An event that meets elsewhere belongs to the server as a whole.
      return me.permissions.has('CreateEvents') ? [] : [RIGHT_NAMES.CreateEvents];
    },

    mayMention(member, { guildId, channelId }, roleId) {
      if (roleId === guildId) return 'everyone';
      const channel = channelIn(guildId, channelId);
      const role = channel?.guild.roles.cache.get(roleId);
      if (!channel || !role) return 'unknown';
      if (role.mentionable) return 'fine';
      if (!mayMentionAll(channel, member)) return 'asker-may-not';
      return botMayMentionAll(channel) ? 'fine' : 'bot-may-not';
    },

    roleState({ guildId, channelId }, roleId) {
      const guild = guildId === undefined ? undefined : client.guilds.cache.get(guildId);
      if (!guild?.available) return 'unknown';
      const role = guild.roles.cache.get(roleId);
      if (!role) return 'gone';
      if (role.mentionable) return 'fine';
      const channel = channelIn(guild.id, channelId);
      if (!channel) return 'unknown';
      return botMayMentionAll(channel) ? 'fine' : 'not-mentionable';
    },

    async directMessages(userId, greeting) {
      try {
        const opened = await client.rest.post(Routes.userChannels(), { body: { recipient_id: userId } });
        const { id } = madeSchema.parse(opened);
        // Opening them never fails; only what is sent is refused where they are closed.
        const body = { content: greeting, allowed_mentions: { parse: [] } };
        await client.rest.post(Routes.channelMessages(id), { body });
        return id;
      } catch (error) {
        if (failureOf(error).kind === 'barred' || failureOf(error).kind === 'refused') return undefined;
        throw error;
      }
    },

    channelName(channelId) {
      const channel = client.channels.cache.get(channelId);
      const isHidden = channel && !channel.isDMBased() && isObfuscated(channel);
      return channel && !isHidden && 'name' in channel && channel.name !== null ? `#${channel.name}` : undefined;
    },
  };
}

const isObfuscated = ({ flags }: GuildBasedChannel) => (flags.bitfield & OBFUSCATED) !== 0;

function botMayMentionAll(channel: GuildBasedChannel): boolean {
  const { me } = channel.guild.members;
  return me !== null && mayMentionAll(channel, { userId: me.id, roleIds: [...me.roles.cache.keys()] });
}

function factsOf(channel: GuildBasedChannel): ChannelFacts | undefined {
  const { me } = channel.guild.members;
  const holder = channel.isThread() ? channel.parent : channel;
  if (!holder || !me) return undefined;
  const { communicationDisabledUntilTimestamp: until } = me;
  return {
    type: channel.type,
    hidden: isObfuscated(holder),
    locked: channel.isThread() && channel.locked === true,
    lacksTag:
      (channel.type === ChannelType.GuildForum || channel.type === ChannelType.GuildMedia) &&
      channel.flags.has('RequireTag') &&
      channel.availableTags.every(({ moderated }) => moderated),
    rights: rightsIn(holder),
    bot: {
      userId: me.id,
      roleIds: [...me.roles.cache.keys()].filter(id => id !== channel.guildId),
      ...(until !== null && { timedOutUntil: until }),
    },
  };
}
