import type { Json } from '../schema/json.ts';
import { DEFAULT_AUTO_ARCHIVE_MINUTES } from '../world/default-world.ts';
import type { Channel, Guild, Thread, World } from '../world/world.ts';
import { permissionsIn } from '../world/world.ts';
import { userJson } from './people.ts';
import { iso } from './time.ts';

/** Channels and threads as Discord's API draws them. */

export function channelJson(world: World, channel: Channel): Json {
  if (channel.thread) return threadJson(world, channel, channel.thread);
  const last = channel.lastMessageId ?? null;
  if (channel.type === 1 || channel.type === 3) {
    const recipient = world.users.get(channel.recipientId ?? '');
    return {
      id: channel.id,
      type: channel.type,
      last_message_id: last,
      flags: 0,
      ...(recipient && { recipients: [userJson(recipient)] }),
      ...(channel.type === 3 && { name: channel.name, owner_id: channel.recipientId, icon: null }),
    };
  }
  return {
    id: channel.id,
    type: channel.type,
    name: channel.name,
    guild_id: channel.guildId,
    position: channel.position,
    permission_overwrites: channel.overwrites.map(({ id, type, allow, deny }) => ({
      id,
      type,
      allow: String(allow),
      deny: String(deny),
    })),
    parent_id: null,
    topic: null,
    nsfw: false,
    rate_limit_per_user: 0,
    last_message_id: last,
    flags: channel.forum?.tagRequired ? 1 << 4 : 0,
    ...(channel.forum && {
      available_tags: channel.forum.tags.map(tag => ({ ...tag, emoji_id: null, emoji_name: null })),
      default_auto_archive_duration: DEFAULT_AUTO_ARCHIVE_MINUTES,
      default_reaction_emoji: null,
      default_sort_order: null,
      default_forum_layout: 0,
    }),
  };
}

/** The flag of a channel that its receiver may not see. */
const OBFUSCATED = 1 << 17;

/**
 * A channel as the gateway tells it: of one that the bot may not see, only that there is one, without name, overwrites
 * and tags (documentation, resources/channel, "Obfuscated Channels"; since November 2026).
 */
export function gatewayChannelJson(world: World, guild: Guild, channel: Channel): Json {
  const json = channelJson(world, channel);
  if (permissionsIn(world, guild, world.bot.id, channel) !== 0n) return json;
  const { id, type, guild_id, position } = json;
  const hidden = { name: '___hidden___', permission_overwrites: [], parent_id: null, flags: OBFUSCATED };
  return { id, type, guild_id, position, ...hidden };
}

/**
 * A channel as an interaction's option names it, whole enough to be shown: neither overwrites nor tags (documentation,
 * interactions/receiving-and-responding, "Resolved Data Structure").
 */
export function partialChannelJson(world: World, channel: Channel): Json {
  const { permission_overwrites, available_tags, applied_tags, member, owner_id, ...partial } = channelJson(
    world,
    channel,
  );
  return partial;
}

function threadJson(world: World, channel: Channel, thread: Thread): Json {
  const count = channel.messages.size;
  return {
    id: channel.id,
    type: channel.type,
    name: channel.name,
    guild_id: channel.guildId,
    parent_id: channel.parentId,
    owner_id: thread.ownerId,
    last_message_id: channel.lastMessageId ?? null,
    message_count: count,
    total_message_sent: count,
    member_count: thread.memberIds.size,
    rate_limit_per_user: 0,
    flags: 0,
    applied_tags: thread.tags,
    thread_metadata: {
      archived: thread.archived,
      locked: thread.locked,
      auto_archive_duration: thread.autoArchiveMinutes,
      archive_timestamp: iso(thread.archiveChangedAt),
      create_timestamp: iso(thread.createdAt),
    },
    ...(thread.memberIds.has(world.bot.id) && { member: threadMemberJson(channel, world.bot.id, thread) }),
  };
}

export function threadMemberJson({ id }: Channel, userId: string, { createdAt }: Thread): Json {
  return { id, user_id: userId, join_timestamp: iso(createdAt), flags: 0 };
}
