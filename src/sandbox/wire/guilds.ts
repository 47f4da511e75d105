import type { Json } from '../schema/json.ts';
import type { Guild, ScheduledEvent, World } from '../world/world.ts';
import { permissionsIn } from '../world/world.ts';
import { channelJson, gatewayChannelJson } from './channels.ts';
import { memberJson, roleJson, userJson } from './people.ts';
import { iso } from './time.ts';

/** Servers and their scheduled events as Discord's API draws them. */

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
