import {
  GuildScheduledEventEntityType,
  GuildScheduledEventStatus,
  type REST,
  RESTJSONErrorCodes,
  Routes,
} from 'discord.js';
import { z } from 'zod';
import type { EventPoster, SessionEvent } from '../subscriptions/index.ts';
import { failureOf, isCode } from './posting-errors.ts';
import { madeSchema, readable } from './thread-wire.ts';

/** Discord's only privacy level: members of the server. */
const GUILD_ONLY = 2;
/** People a page, Discord's most; and pages: more are not counted. */
const PAGE = 100;
const PAGES = 20;

const eventSchema = z.looseObject({
  id: z.string(),
  description: z.string().nullish(),
  creator_id: z.string().nullish(),
  status: z.number().nullish(),
});

/** It is there no more, though a list may still have it. */
const OVER: readonly unknown[] = [GuildScheduledEventStatus.Canceled, GuildScheduledEventStatus.Completed];
const userSchema = z.looseObject({ user: madeSchema });

/** An event's words; the texts are cut to Discord's limits. */
export type RenderEvent = (event: SessionEvent) => { name: string; description: string; location: string };

/** Scheduled events of servers. Each request is made once, as of posts. */
export function discordEvents(rest: REST, render: RenderEvent): EventPoster {
  return {
    async find(guildId, mark) {
      try {
        const listed = z.array(z.unknown()).parse(await rest.get(Routes.guildScheduledEvents(guildId)));
        const bot = madeSchema.parse(await rest.get(Routes.user()));
        const found = readable(eventSchema)
          .parse(listed)
          .find(
            ({ description, creator_id, status }) =>
              creator_id === bot.id && !OVER.includes(status) && description?.split('\n').at(-1) === `-# ${mark}`,
          );
        return found ? { kind: 'there', eventId: found.id } : { kind: 'absent' };
      } catch (error) {
        return failureOf(error);
      }
    },

    async set(event, eventId) {
      const body = bodyOf(event, render(event));
      try {
        const path = eventId === undefined ? undefined : Routes.guildScheduledEvent(event.guildId, eventId);
        const made =
          path === undefined
            ? await rest.post(Routes.guildScheduledEvents(event.guildId), { body })
            : await rest.patch(path, { body });
        return { kind: 'there', eventId: madeSchema.parse(made).id };
      } catch (error) {
        if (isOver(error)) return { kind: 'removed' };
        return failureOf(error);
      }
    },

    async cancel(guildId, eventId) {
      try {
        const body = { status: GuildScheduledEventStatus.Canceled };
        await rest.patch(Routes.guildScheduledEvent(guildId, eventId), { body });
        return { kind: 'done' };
      } catch (error) {
        if (isOver(error)) return { kind: 'done' };
        return failureOf(error);
      }
    },

    async interested(guildId, eventId) {
      const userIds: string[] = [];
      try {
        for (let page = 0; page < PAGES; page += 1) {
          const last = userIds.at(-1);
          const query = new URLSearchParams({ limit: String(PAGE), ...(last !== undefined && { after: last }) });
          const listed = await rest.get(Routes.guildScheduledEventUsers(guildId, eventId), { query });
          const users = z.array(userSchema).parse(listed);
          userIds.push(...users.map(({ user }) => user.id));
          if (users.length < PAGE) break;
        }
        return { kind: 'known', userIds };
      } catch (error) {
        if (isOver(error)) return { kind: 'removed' };
        return failureOf(error);
      }
    },
  };
}

function isOver(error: unknown): boolean {
  return (
    isCode(error, RESTJSONErrorCodes.UnknownGuildScheduledEvent) ||
    isCode(error, RESTJSONErrorCodes.CannotUpdateAFinishedEvent)
  );
}

/** Where it meets elsewhere, Discord asks for a place and for no channel; in a voice channel the other way round. */
function bodyOf({ startAt, endAt, voice, channelId }: SessionEvent, words: ReturnType<RenderEvent>) {
  const { name, description, location } = words;
  return {
    name,
    description,
    privacy_level: GUILD_ONLY,
    scheduled_start_time: new Date(startAt).toISOString(),
    scheduled_end_time: new Date(endAt).toISOString(),
    ...(voice
      ? { entity_type: GuildScheduledEventEntityType.Voice, channel_id: channelId }
      : { entity_type: GuildScheduledEventEntityType.External, channel_id: null, entity_metadata: { location } }),
  };
}
