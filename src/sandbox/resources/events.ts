import { z } from 'zod';
import { DiscordError, invalidForm } from '../schema/errors.ts';
import type { Json } from '../schema/json.ts';
import { newId, type State } from '../state/state.ts';
import { eventJson } from '../wire/guilds.ts';
import type { Guild, ScheduledEvent } from '../world/world.ts';

/**
 * Scheduled events of servers (documentation, resources/guild-scheduled-event). Who may make and change them is decided
 * before.
 */

/** Intent: scheduled events. */
const GUILD_SCHEDULED_EVENTS = 1 << 16;
/** Scheduled or active in a server at once. */
const MOST_OPEN = 100;
/** An event that nobody has begun is cancelled "after a few hours", in ms. */
const GIVEN_UP_MS = 4 * 60 * 60_000;

const STAGE = 1;
const EXTERNAL = 3;
const EVENT_STATUS = { scheduled: 1, active: 2, completed: 3, cancelled: 4 } as const;

const instant = z.iso.datetime({ offset: true }).transform(text => Date.parse(text));
const fields = {
  name: z.string().min(1).max(100),
  description: z.string().min(1).max(1000).nullish(),
  scheduled_start_time: instant,
  scheduled_end_time: instant.nullish(),
  entity_type: z.literal([STAGE, 2, EXTERNAL]),
  channel_id: z.string().nullish(),
  entity_metadata: z.object({ location: z.string().min(1).max(100) }).nullish(),
};
export const newEventBody = z.object({ ...fields, privacy_level: z.literal(2) });
export const eventEditBody = z.object({ ...fields, status: z.literal([1, 2, 3, 4]) }).partial();
type Fields = z.infer<typeof newEventBody>;

/**
 * Makes what the clock makes: one that meets elsewhere begins and ends by itself, any other is given up after hours.
 */
export function openEvents(state: State, guild: Guild): ScheduledEvent[] {
  const now = state.clock.now();
  for (const event of guild.events.values()) {
    const before = event.status;
    if (event.type === EXTERNAL && event.status === EVENT_STATUS.scheduled && event.startAt <= now)
      event.status = EVENT_STATUS.active;
    if (event.type === EXTERNAL && event.status === EVENT_STATUS.active && (event.endAt ?? now + 1) <= now)
      event.status = EVENT_STATUS.completed;
    if (event.status === EVENT_STATUS.scheduled && event.startAt + GIVEN_UP_MS <= now)
      event.status = EVENT_STATUS.cancelled;
    if (event.status !== before) tell(state, guild, 'GUILD_SCHEDULED_EVENT_UPDATE', eventJson(state.world, event));
  }
  return [...guild.events.values()].filter(isOpen);
}

/** 10070 for one that is over: Discord does not show it any more. */
export function openEvent(state: State, guild: Guild, id: string): ScheduledEvent {
  const event = openEvents(state, guild).find(one => one.id === id);
  if (!event) throw new DiscordError('unknownEvent');
  return event;
}

export function createEvent(state: State, guild: Guild, creatorId: string, body: Fields): ScheduledEvent {
  if (openEvents(state, guild).length >= MOST_OPEN) throw new DiscordError('eventCap');
  const event: ScheduledEvent = {
    id: newId(state),
    guildId: guild.id,
    creatorId,
    status: EVENT_STATUS.scheduled,
    users: new Set(),
    ...checked(state, body),
  };
  guild.events.set(event.id, event);
  tell(state, guild, 'GUILD_SCHEDULED_EVENT_CREATE', eventJson(state.world, event));
  return event;
}

export function editEvent(
  state: State,
  guild: Guild,
  event: ScheduledEvent,
  { status, ...body }: z.infer<typeof eventEditBody>,
): void {
  const changesTime = body.scheduled_start_time !== undefined && body.scheduled_start_time !== event.startAt;
  const after = checked(
    state,
    {
      privacy_level: 2,
      name: body.name ?? event.name,
      description: body.description === undefined ? event.description : body.description,
      scheduled_start_time: body.scheduled_start_time ?? event.startAt,
      scheduled_end_time: body.scheduled_end_time === undefined ? event.endAt : body.scheduled_end_time,
      entity_type: body.entity_type ?? event.type,
      channel_id: body.channel_id === undefined ? event.channelId : body.channel_id,
      entity_metadata:
        body.entity_metadata === undefined && event.location !== undefined
          ? { location: event.location }
          : body.entity_metadata,
    },
    changesTime,
  );
  if (status !== undefined && status !== event.status) {
    const { scheduled, active, completed, cancelled } = EVENT_STATUS;
    const next: readonly number[] =
      event.status === scheduled ? [active, cancelled] : event.status === active ? [completed] : [];
    if (!next.includes(status)) throw wrong('status', 'GUILD_SCHEDULED_EVENT_INVALID_STATUS_TRANSITION');
  }
  for (const key of ['description', 'endAt', 'channelId', 'location'] as const) delete event[key];
  Object.assign(event, after, status !== undefined && { status });
  tell(state, guild, 'GUILD_SCHEDULED_EVENT_UPDATE', eventJson(state.world, event));
}

export function deleteEvent(state: State, guild: Guild, event: ScheduledEvent): void {
  guild.events.delete(event.id);
  tell(state, guild, 'GUILD_SCHEDULED_EVENT_DELETE', eventJson(state.world, event));
}

/** A person is interested, or is not any more. */
export function setInterest(state: State, guild: Guild, event: ScheduledEvent, userId: string, on: boolean): void {
  if (event.users.has(userId) === on) return;
  if (on) event.users.add(userId);
  else event.users.delete(userId);
  tell(state, guild, `GUILD_SCHEDULED_EVENT_USER_${on ? 'ADD' : 'REMOVE'}`, {
    guild_scheduled_event_id: event.id,
    user_id: userId,
    guild_id: guild.id,
  });
}

/** What each kind of event needs (documentation, "Field Requirements By Entity Type"). */
function checked(state: State, body: Fields, isNewTime = true) {
  const { name, description, scheduled_start_time: startAt, scheduled_end_time: endAt, entity_type: type } = body;
  if (isNewTime && startAt <= state.clock.now())
    throw wrong('scheduled_start_time', 'GUILD_SCHEDULED_EVENT_SCHEDULE_PAST');
  if (endAt && endAt <= startAt) throw wrong('scheduled_end_time', 'GUILD_SCHEDULED_EVENT_END_BEFORE_START');
  if (type === EXTERNAL) {
    if (!body.entity_metadata?.location) throw required('entity_metadata', 'location');
    if (!endAt) throw required('scheduled_end_time');
    if (body.channel_id) throw wrong('channel_id', 'GUILD_SCHEDULED_EVENT_ENTITY_TYPE_INVALID');
  } else if (!body.channel_id) throw required('channel_id');
  return {
    name,
    type,
    startAt,
    ...(description && { description }),
    ...(endAt && { endAt }),
    ...(type === EXTERNAL ? { location: body.entity_metadata?.location ?? '' } : { channelId: body.channel_id ?? '' }),
  };
}

function wrong(field: string, code: string): DiscordError {
  return invalidForm({ path: [field], code, message: 'This value cannot be taken.' });
}

function required(...path: string[]): DiscordError {
  return invalidForm({ path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' });
}

function tell(state: State, guild: Guild, name: string, data: Json): void {
  if (!guild.members.has(state.world.bot.id)) return;
  state.emit({ name, guildId: guild.id, intents: GUILD_SCHEDULED_EVENTS, data });
}

const isOpen = ({ status }: ScheduledEvent) => status === EVENT_STATUS.scheduled || status === EVENT_STATUS.active;
