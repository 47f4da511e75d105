import type { Json } from '../schema/json.ts';
import { DEFAULT_AUTO_ARCHIVE_MINUTES } from '../world/default-world.ts';
import type {
  Attachment,
  Channel,
  Guild,
  Member,
  Message,
  Origin,
  Role,
  ScheduledEvent,
  Thread,
  User,
  World,
} from '../world/world.ts';
import { permissionsIn } from '../world/world.ts';
import { pollJson } from './polls.ts';

/** The things of the world as Discord's API draws them. */

const iso = (ms: number) => new Date(ms).toISOString().replace('Z', '000+00:00');

export function userJson({ id, name, bot }: User): Json {
  return {
    id,
    username: name,
    global_name: bot ? null : name,
    discriminator: bot ? '0001' : '0',
    avatar: null,
    bot,
    public_flags: 0,
    flags: 0,
  };
}

export function memberJson(world: World, { userId, roles, joinedAt, timedOutUntil }: Member): Json {
  const user = world.users.get(userId);
  return {
    ...(user && { user: userJson(user) }),
    roles,
    nick: null,
    avatar: null,
    joined_at: iso(joinedAt),
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: timedOutUntil === undefined ? null : iso(timedOutUntil),
  };
}

export function roleJson({ id, name, permissions, mentionable, position }: Role): Json {
  return {
    id,
    name,
    permissions: String(permissions),
    mentionable,
    position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    icon: null,
    unicode_emoji: null,
    flags: 0,
  };
}

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

/** The guild as `GET /guilds/{guild}` shows it. */
export function guildJson({ id, name, ownerId, roles, systemChannelId }: Guild): Json {
  return {
    id,
    name,
    owner_id: ownerId,
    roles: [...roles.values()].map(roleJson),
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    features: [],
    emojis: [],
    stickers: [],
    afk_channel_id: null,
    afk_timeout: 300,
    application_id: null,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    hub_type: null,
    incidents_data: null,
    max_members: 500_000,
    max_presences: null,
    max_video_channel_users: 25,
    mfa_level: 0,
    nsfw_level: 0,
    preferred_locale: 'en-GB',
    premium_progress_bar_enabled: false,
    premium_subscription_count: 0,
    premium_tier: 0,
    public_updates_channel_id: null,
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    system_channel_flags: 0,
    system_channel_id: systemChannelId ?? null,
    vanity_url_code: null,
    verification_level: 1,
  };
}

/** The guild as the event GUILD_CREATE shows it to the bot, which has no right to the list of members. */
export function guildCreateJson(world: World, guild: Guild): Json {
  const self = guild.members.get(world.bot.id);
  const channels = [...guild.channels.values()];
  return {
    ...guildJson(guild),
    joined_at: self ? iso(self.joinedAt) : null,
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    members: self ? [memberJson(world, self)] : [],
    channels: channels.filter(({ thread }) => !thread).map(channel => gatewayChannelJson(world, guild, channel)),
    threads: channels
      .filter(channel => channel.thread && !channel.thread.archived)
      .filter(channel => permissionsIn(world, guild, world.bot.id, channel) !== 0n)
      .map(channel => channelJson(world, channel)),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [...guild.events.values()]
      .filter(({ status }) => status <= 2)
      .map(event => eventJson(world, event)),
    soundboard_sounds: [],
  };
}

export function eventJson(world: World, event: ScheduledEvent, withCount = false): Json {
  const creator = world.users.get(event.creatorId);
  return {
    id: event.id,
    guild_id: event.guildId,
    channel_id: event.channelId ?? null,
    creator_id: event.creatorId,
    ...(creator && { creator: userJson(creator) }),
    name: event.name,
    description: event.description ?? null,
    scheduled_start_time: iso(event.startAt),
    scheduled_end_time: event.endAt === undefined ? null : iso(event.endAt),
    privacy_level: 2,
    status: event.status,
    entity_type: event.type,
    entity_id: null,
    entity_metadata: event.location === undefined ? null : { location: event.location },
    image: null,
    recurrence_rule: null,
    guild_scheduled_event_exceptions: [],
    ...(withCount && { user_count: event.users.size }),
  };
}

export function attachmentJson({ id, filename, description, contentType, content, url }: Attachment): Json {
  return {
    id,
    filename,
    ...(description !== undefined && { description }),
    size: content.length,
    content_type: contentType,
    url,
    proxy_url: url,
  };
}

export function messageJson(world: World, message: Message): Json {
  const author = world.users.get(message.authorId);
  const { origin } = message;
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.type,
    ...(author && { author: userJson(author) }),
    content: message.content,
    embeds: message.embeds.map(embed => ({ type: 'rich', ...embed })),
    components: message.foreignParts ?? message.components,
    attachments: message.attachments.map(attachmentJson),
    flags: message.flags | (message.thinking ? 1 << 7 : 0),
    timestamp: iso(message.createdAt),
    edited_timestamp: message.editedAt === undefined ? null : iso(message.editedAt),
    mention_everyone: message.pings.everyone,
    mentions: message.pings.users.flatMap(id => world.users.get(id) ?? []).map(userJson),
    mention_roles: message.pings.roles,
    pinned: false,
    tts: false,
    ...(message.reactions.size > 0 && { reactions: reactionsJson(world, message) }),
    ...(message.poll && { poll: pollJson(message.poll, world.bot.id, world.now()) }),
    ...(message.nonce !== undefined && { nonce: message.nonce }),
    ...(message.replyTo !== undefined && {
      message_reference: { type: 0, channel_id: message.channelId, message_id: message.replyTo },
    }),
    ...(message.throughInteraction !== undefined && {
      application_id: world.application.id,
      webhook_id: world.application.id,
    }),
    ...(origin && { interaction_metadata: originJson(world, origin) }),
  };
}

function reactionsJson({ bot }: World, { reactions }: Message): Json[] {
  return [...reactions].map(([name, users]) => ({
    emoji: { id: null, name },
    count: users.size,
    count_details: { normal: users.size, burst: 0 },
    me: users.has(bot.id),
    me_burst: false,
    burst_colors: [],
  }));
}

function originJson(world: World, { interactionId, type, userId, name, owners }: Origin): Json {
  const user = world.users.get(userId);
  return {
    id: interactionId,
    type,
    ...(user && { user: userJson(user) }),
    authorizing_integration_owners: owners,
    ...(name !== undefined && { name }),
  };
}
