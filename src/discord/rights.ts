import {
  type AnyThreadChannel,
  ChannelFlags,
  ChannelType,
  type Client,
  type GuildBasedChannel,
  type GuildMember,
  RESTJSONErrorCodes,
} from 'discord.js';
import type { Asker } from '../interactions/asker.ts';
import type { Clock } from '../platform/clock.ts';
import { type ChannelShape, has, inForce, isAsOpen, missingFor, type Rights } from '../rights/index.ts';
import { grantedTo, rightsIn } from './grants.ts';
import { isCode } from './posting-errors.ts';

const SHAPES: Partial<Record<ChannelType, ChannelShape>> = {
  [ChannelType.GuildForum]: 'forum',
  [ChannelType.GuildMedia]: 'forum',
  [ChannelType.GuildVoice]: 'voice',
  [ChannelType.GuildStageVoice]: 'voice',
  [ChannelType.PublicThread]: 'thread',
  [ChannelType.PrivateThread]: 'thread',
  [ChannelType.AnnouncementThread]: 'thread',
};

type Holder = Exclude<GuildBasedChannel, AnyThreadChannel>;

/** What people may do, by what Discord sent with their interaction, and for other channels by roles and overwrites. */
export function discordRights(client: Client<true>, clock: Clock): Rights {
  const channelOf = (channelId: string): GuildBasedChannel | undefined => {
    const channel = client.channels.cache.get(channelId);
    return channel && !channel.isDMBased() ? channel : undefined;
  };

  /** Of another server's channel, whatever a client sends: nothing. */
  function granted(asker: Asker, channelId: string): bigint {
    const given = channelId === asker.channelId ? asker.permissions : asker.permissionsIn?.get(channelId);
    const channel = channelOf(channelId);
    if (given !== undefined) return inForce(given, asker.timedOut);
    if (!channel || channel.guildId !== asker.guildId || !botSees(channel)) return 0n;
    return inForce(memberPermissions(channel, asker), asker.timedOut);
  }

  /** Nobody but its members and moderators sees a private thread; who asks in one is in it. */
  function maySeeThread(asker: Asker, thread: GuildBasedChannel): boolean {
    if (thread.type !== ChannelType.PrivateThread || thread.id === asker.channelId) return true;
    return has(granted(asker, thread.id), 'manageThreads');
  }

  return {
    knows: guildId => client.guilds.cache.has(guildId),

    async asMember(userId, guildId) {
      const guild = client.guilds.cache.get(guildId);
      if (!guild) return undefined;
      try {
        return askerOf(await guild.members.fetch({ user: userId, force: true }), clock.now());
      } catch (error) {
        if (isCode(error, RESTJSONErrorCodes.UnknownMember) || isCode(error, RESTJSONErrorCodes.UnknownUser))
          return undefined;
        throw error;
      }
    },

    missing(asker, channelId, deed) {
      const channel = channelOf(channelId);
      const known = channel
        ? channel.guildId === asker.guildId && maySeeThread(asker, channel)
        : channelId === asker.channelId;
      return missingFor(known ? granted(asker, channelId) : 0n, deed, (channel && SHAPES[channel.type]) ?? 'text');
    },

    maySee(asker, { channelId, threadId }) {
      const thread = threadId === undefined ? undefined : channelOf(threadId);
      const channel = channelOf(channelId);
      const maySee = [channel, thread].every(one => !one || maySeeThread(asker, one));
      return maySee && has(granted(asker, channelId), 'view');
    },

    seenByAll(hereId, { channelId, threadId }) {
      const thread = threadId === undefined ? undefined : channelOf(threadId);
      if (thread?.type === ChannelType.PrivateThread) return hereId === threadId;
      if (hereId === channelId) return true;
      const [here, there] = [holderOf(channelOf(hereId)), holderOf(channelOf(channelId))];
      if (!here || !there || here.guildId !== there.guildId) return false;
      if (here.id === there.id) return true;
      // Of what the bot may not see the overwrites do not come.
      if (!botSees(here) || !botSees(there)) return false;
      const { id, permissions } = here.guild.roles.everyone;
      const everyone = { id, allow: permissions.bitfield, deny: 0n };
      return isAsOpen(rightsIn(here).overwrites, rightsIn(there).overwrites, everyone);
    },
  };
}

/** In no channel: what they may do in each goes by its roles and overwrites. */
function askerOf(
  { id, guild, roles, permissions, communicationDisabledUntilTimestamp: until }: GuildMember,
  now: number,
) {
  return {
    userId: id,
    guildId: guild.id,
    channelId: '',
    canManage: permissions.has('ManageGuild'),
    permissions: 0n,
    timedOut: until !== null && until > now,
    roleIds: [...roles.cache.keys()].filter(roleId => roleId !== guild.id),
    botIsMember: true,
    commandsOnly: false,
  };
}

function holderOf(channel: GuildBasedChannel | undefined): Holder | undefined {
  const holder = channel?.isThread() ? channel.parent : channel;
  return holder && !holder.isThread() ? holder : undefined;
}

/** What the bot may not see, Discord hides or blurs: nothing in it can be relied on. */
function botSees(channel: GuildBasedChannel): boolean {
  if (channel.flags.has(ChannelFlags.ChannelObfuscated)) return false;
  const { me } = channel.guild.members;
  return me !== null && has(memberPermissions(channel, { userId: me.id, roleIds: [...me.roles.cache.keys()] }), 'view');
}

/**
 * From what the gateway has sent: the members themselves are not known, only the roles that came with their command.
 */
export function memberPermissions(
  channel: GuildBasedChannel,
  member: { userId: string; roleIds: readonly string[] },
): bigint {
  const holder = holderOf(channel);
  return holder ? grantedTo(rightsIn(holder), member).bitfield : 0n;
}
