import {
  createEvent,
  deleteEvent,
  editEvent,
  eventEditBody,
  newEventBody,
  openEvent,
  openEvents,
} from '../../resources/events.ts';
import { DiscordError } from '../../schema/errors.ts';
import { parseBody } from '../../schema/spec.ts';
import { eventJson } from '../../wire/guilds.ts';
import { memberJson, userJson } from '../../wire/people.ts';
import { has, type PermissionName } from '../../world/permissions.ts';
import { compareIds } from '../../world/snowflake.ts';
import type { Guild, ScheduledEvent } from '../../world/world.ts';
import { permissionsIn } from '../../world/world.ts';
import { memberGuild } from '../access.ts';
import { type Call, NOTHING, ok, param, type Routes } from '../call.ts';

/** What one needs in a stage channel, and in a voice channel, besides the right to events. */
const IN_CHANNEL: Readonly<Record<1 | 2, readonly PermissionName[]>> = {
  1: ['VIEW_CHANNEL', 'MANAGE_CHANNELS', 'MUTE_MEMBERS', 'MOVE_MEMBERS'],
  2: ['VIEW_CHANNEL', 'CONNECT'],
};
const SCHEMAS = { 1: 'stageEvent', 2: 'voiceEvent', 3: 'externalEvent' } as const;
const EDIT_SCHEMAS = { 1: 'stageEventEdit', 2: 'voiceEventEdit', 3: 'externalEventEdit' } as const;

/** Scheduled events of servers (documentation, resources/guild-scheduled-event). */
export const eventRoutes: Routes = {
  'GET /guilds/{guild}/scheduled-events': call => {
    const guild = memberGuild(call);
    const seen = openEvents(call.state, guild).filter(event => sees(call, guild, event));
    return ok(seen.map(event => eventJson(call.state.world, event, counts(call))));
  },

  'POST /guilds/{guild}/scheduled-events': async call => {
    const guild = memberGuild(call);
    const body = parseBody(newEventBody, call.body);
    await call.state.schemas(SCHEMAS[body.entity_type], call.body);
    requireRights(call, guild, { type: body.entity_type, channelId: body.channel_id }, ['CREATE_EVENTS']);
    return ok(eventJson(call.state.world, createEvent(call.state, guild, call.state.world.bot.id, body)));
  },

  'GET /guilds/{guild}/scheduled-events/{event}': call => {
    const { event } = named(call);
    return ok(eventJson(call.state.world, event, counts(call)));
  },

  'PATCH /guilds/{guild}/scheduled-events/{event}': async call => {
    const { guild, event } = named(call);
    const body = parseBody(eventEditBody, call.body);
    await call.state.schemas(EDIT_SCHEMAS[body.entity_type ?? event.type], call.body);
    requireRights(call, guild, event, editing(call, guild, event));
    editEvent(call.state, guild, event, body);
    return ok(eventJson(call.state.world, event));
  },

  'DELETE /guilds/{guild}/scheduled-events/{event}': call => {
    const { guild, event } = named(call);
    requireRights(call, guild, event, editing(call, guild, event));
    deleteEvent(call.state, guild, event);
    return NOTHING;
  },

  'GET /guilds/{guild}/scheduled-events/{event}/users': call => {
    const { guild, event } = named(call);
    const { world } = call.state;
    const limit = Math.min(100, Math.max(1, Number(call.query.get('limit') ?? 100) || 100));
    const [before, after] = [call.query.get('before'), call.query.get('after')];
    const ids = [...event.users].sort(compareIds);
    const page =
      before === null
        ? ids.filter(id => after === null || compareIds(id, after) > 0).slice(0, limit)
        : ids.filter(id => compareIds(id, before) < 0).slice(-limit);
    return ok(
      page.flatMap(id => {
        const user = world.users.get(id);
        const member = guild.members.get(id);
        if (!user) return [];
        const withMember = call.query.get('with_member') === 'true' && member;
        return [
          {
            guild_scheduled_event_id: event.id,
            user: userJson(user),
            ...(withMember && { member: memberJson(world, member) }),
          },
        ];
      }),
    );
  },
};

const counts = ({ query }: Call) => query.get('with_user_count') === 'true';

function named(call: Call): { guild: Guild; event: ScheduledEvent } {
  const guild = memberGuild(call);
  const event = openEvent(call.state, guild, param(call, 'event'));
  if (!sees(call, guild, event)) throw new DiscordError('missingAccess');
  return { guild, event };
}

function grantedAt({ state: { world } }: Call, guild: Guild, channelId: string | null | undefined): bigint {
  const channel = channelId ? guild.channels.get(channelId) : undefined;
  if (channelId && !channel) throw new DiscordError('unknownChannel');
  return permissionsIn(world, guild, world.bot.id, channel);
}

function sees(call: Call, guild: Guild, { channelId }: ScheduledEvent): boolean {
  return channelId === undefined || has(grantedAt(call, guild, channelId), 'VIEW_CHANNEL');
}

/** Of one's own *Create Events* is enough, of others' it takes *Manage Events*. */
function editing(call: Call, guild: Guild, { creatorId, channelId }: ScheduledEvent): readonly PermissionName[] {
  const isOwn = creatorId === call.state.world.bot.id;
  return isOwn && has(grantedAt(call, guild, channelId), 'CREATE_EVENTS') ? ['CREATE_EVENTS'] : ['MANAGE_EVENTS'];
}

function requireRights(
  call: Call,
  guild: Guild,
  { type, channelId }: { type: 1 | 2 | 3; channelId?: string | null | undefined },
  names: readonly PermissionName[],
): void {
  const granted = grantedAt(call, guild, type === 3 ? undefined : channelId);
  if (!has(granted, ...names, ...(type === 3 ? [] : IN_CHANNEL[type]))) throw new DiscordError('missingPermissions');
}
