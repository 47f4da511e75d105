import { ChannelType, type Client, type ForumChannel, type GuildBasedChannel, Routes } from 'discord.js';
import type { Inspection, Places } from '../daily/places.ts';
import { mayMentionAll, missingPermissions } from './permissions.ts';
import { failureOf } from './posting-errors.ts';
import { madeSchema } from './thread-wire.ts';

const KINDS = {
  [ChannelType.GuildText]: 'text',
  [ChannelType.GuildAnnouncement]: 'announcement',
  [ChannelType.GuildForum]: 'forum',
} as const;

const RIGHTS = ['ViewChannel', 'SendMessages', 'EmbedLinks', 'ReadMessageHistory'] as const;
/** What Discord calls the right to send messages where every message is a post. */
const FORUM_WORDS: Readonly<Record<string, string>> = { 'Send Messages': 'Create Posts' };

/** Channels and roles as the gateway keeps them up to date. */
export function discordPlaces(client: Client<true>): Places {
  const channelIn = (guildId: string, channelId: string): GuildBasedChannel | undefined => {
    const channel = client.channels.cache.get(channelId);
    return channel && !channel.isDMBased() && channel.guildId === guildId ? channel : undefined;
  };

  return {
    inspect(guildId, channelId, { thread }): Inspection {
      const channel = channelIn(guildId, channelId);
      if (!channel) return { kind: 'unknown' };
      if (!isOneOf(KINDS, channel.type)) return { kind: 'wrong-kind' };
      const kind = KINDS[channel.type];
      const tag = channel.type === ChannelType.GuildForum ? requiredTag(channel) : 'none';
      const needed = thread && kind !== 'forum' ? [...RIGHTS, 'CreatePublicThreads' as const] : RIGHTS;
      const missing = missingPermissions(channel, needed);
      const rights = [
        ...missing.map(right => (kind === 'forum' ? (FORUM_WORDS[right] ?? right) : right)),
        ...(tag === undefined ? ['a tag that members may use (this forum requires one)'] : []),
      ];
      if (rights.length > 0) return { kind: 'lacking', channelId, rights };
      return {
        kind: 'usable',
        place: { kind, channelId, guildId, ...(tag !== undefined && tag !== 'none' && { tagId: tag }) },
      };
    },

    mayMention(member, { guildId, channelId }, roleId) {
      if (roleId === guildId) return 'everyone';
      const channel = channelIn(guildId, channelId);
      const role = channel?.guild.roles.cache.get(roleId);
      const me = channel?.guild.members.me;
      if (!channel || !role || !me) return 'unknown';
      if (role.mentionable) return 'fine';
      if (!mayMentionAll(channel, member)) return 'asker-may-not';
      return mayMentionAll(channel, { userId: me.id, roleIds: [...me.roles.cache.keys()] }) ? 'fine' : 'bot-may-not';
    },

    async directMessages(userId) {
      try {
        return madeSchema.parse(await client.rest.post(Routes.userChannels(), { body: { recipient_id: userId } })).id;
      } catch (error) {
        if (failureOf(error).kind === 'barred' || failureOf(error).kind === 'refused') return undefined;
        throw error;
      }
    },

    channelName(channelId) {
      const channel = client.channels.cache.get(channelId);
      return channel && 'name' in channel && channel.name !== null ? `#${channel.name}` : undefined;
    },
  };
}

function isOneOf<K extends PropertyKey>(table: Record<K, unknown>, key: PropertyKey): key is K {
  return Object.hasOwn(table, key);
}

/** A forum may require a tag: one named for papers if there is one, else the first that is free to use. Undefined: there is none. */
function requiredTag(forum: ForumChannel): string | 'none' | undefined {
  if (!forum.flags.has('RequireTag')) return 'none';
  const free = forum.availableTags.filter(tag => !tag.moderated);
  return (free.find(tag => /\bpapers?\b|\bdaily\b/i.test(tag.name)) ?? free[0])?.id;
}
