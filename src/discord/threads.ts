import {
  ChannelType,
  type Client,
  type GuildBasedChannel,
  Routes,
  SnowflakeUtil,
  ThreadAutoArchiveDuration,
} from 'discord.js';
import type { z } from 'zod';
import { type ChannelKind, chooseTags, ThreadError, type ThreadRequest, type Threads } from '../discussions/index.ts';
import type { Metrics } from '../monitoring/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Keep } from './custom-id.ts';
import { observedRest } from './observed-rest.ts';
import { toPayload } from './payload.ts';
import { missingPermissions, timedOutUntil } from './permissions.ts';
import {
  asThreadError,
  isArchiveTimeRefused,
  isThreadThere,
  isUnknownChannel,
  isUnknownMessage,
} from './thread-errors.ts';
import { channelSchema, madeSchema, messageSchema, messagesSchema, threadsSchema } from './thread-wire.ts';
import { orTakeBack } from './two-requests.ts';

/** So that all requests of making a thread, tried again once, end well before a claim does. */
const TIMEOUT_MS = 6_000;
/** Discord's clock and ours may differ by this much. */
const SKEW_MS = 60_000;
/** Looking for the bot's own opening message among what others have written since: messages a page, and pages. */
const PAGE = 100;
const PAGES = 5;

const NEEDED = {
  message: ['ViewChannel', 'ReadMessageHistory', 'CreatePublicThreads', 'SendMessagesInThreads'],
  channel: [
    'ViewChannel',
    'SendMessages',
    'EmbedLinks',
    'ReadMessageHistory',
    'CreatePublicThreads',
    'SendMessagesInThreads',
  ],
  forum: ['ViewChannel', 'SendMessages', 'EmbedLinks', 'ReadMessageHistory', 'SendMessagesInThreads'],
} as const;

const KINDS: Partial<Record<number, ChannelKind>> = {
  [ChannelType.GuildText]: 'text',
  [ChannelType.GuildAnnouncement]: 'announcement',
  [ChannelType.GuildForum]: 'forum',
  [ChannelType.GuildMedia]: 'forum',
  [ChannelType.PublicThread]: 'thread',
  [ChannelType.PrivateThread]: 'thread',
  [ChannelType.AnnouncementThread]: 'thread',
};

/** Threads on Discord. */
export function discordThreads(client: Client<true>, keep: Keep, clock: Clock, metrics: Metrics): Threads {
  const rest = (retries: number) =>
    observedRest({ ...client.options.rest, retries, timeout: TIMEOUT_MS }, metrics).setToken(client.token);
  /** For what may be asked twice without harm. */
  const patient = rest(1);
  /** Starting a forum's post has no nonce: asked twice there would be two. */
  const once = rest(0);

  /** The channel as the gateway keeps it up to date. */
  function channelOf(channelId: string): GuildBasedChannel | undefined {
    const channel = client.channels.cache.get(channelId);
    return channel && !channel.isDMBased() ? channel : undefined;
  }

  async function attempt<T>({ place }: Pick<ThreadRequest, 'place'>, work: () => Promise<T>): Promise<T> {
    const missing = () => {
      const channel = channelOf(place.channelId);
      return channel ? missingPermissions(channel, NEEDED[place.kind]) : [];
    };
    try {
      const until = timedOutUntil(channelOf(place.channelId), clock.now());
      if (until !== undefined) throw new ThreadError({ kind: 'timed-out', until });
      const permissions = missing();
      if (permissions.length > 0) {
        throw new ThreadError({ kind: 'missing-permissions', channelId: place.channelId, permissions });
      }
      return await work();
    } catch (error) {
      throw asThreadError(error, place.channelId, missing);
    }
  }

  async function startFrom(messageId: string, { place, name }: ThreadRequest) {
    const made = { threadId: messageId, channelId: place.channelId };
    const route = Routes.threads(place.channelId, messageId);
    try {
      const archivedSooner = await withArchiveTime(time => patient.post(route, { body: { name, ...time } }));
      return { ...made, ...archivedSooner.note };
    } catch (error) {
      if (isThreadThere(error)) return made;
      throw error;
    }
  }

  /** Below the bot's own message, which nobody needs without its thread. */
  function startFromOpening(messageId: string, request: ThreadRequest) {
    const opening = Routes.channelMessage(request.place.channelId, messageId);
    return orTakeBack(
      () => startFrom(messageId, request),
      () => patient.delete(opening),
    );
  }

  async function postOpening({ place, opening, mark }: ThreadRequest): Promise<string> {
    const body = await toPayload(opening, keep);
    const send = (nonce: string) =>
      patient.post(Routes.channelMessages(place.channelId), { body: { ...body, nonce, enforce_nonce: true } });
    // The answer to a nonce whose message was deleted (discord-api-docs#6647), such as one that was taken back.
    const message = await send(mark).catch(error => {
      if (isUnknownMessage(error)) return send(`${mark}-2`);
      throw error;
    });
    return madeSchema.parse(message).id;
  }

  async function postInForum({ place, name, opening, fits }: ThreadRequest) {
    const forum = channelOf(place.channelId);
    const tags =
      forum?.type === ChannelType.GuildForum || forum?.type === ChannelType.GuildMedia
        ? chooseTags({ tags: forum.availableTags, required: forum.flags.has('RequireTag') }, fits)
        : [];
    const body = await toPayload(opening, keep);
    const { result, note } = await withArchiveTime(time =>
      once.post(Routes.threads(place.channelId), {
        body: { name, ...time, applied_tags: tags, message: body },
      }),
    );
    return { threadId: madeSchema.parse(result).id, channelId: place.channelId, ...note };
  }

  async function fetchChannel(channelId: string): Promise<z.infer<typeof channelSchema> | undefined> {
    try {
      return channelSchema.parse(await patient.get(Routes.channel(channelId)));
    } catch (error) {
      if (isUnknownChannel(error)) return undefined;
      throw error;
    }
  }

  /** The opening message that was posted before the program ended. */
  async function findOpening({ place, mark, since }: ThreadRequest): Promise<string | undefined> {
    let after = SnowflakeUtil.generate({
      timestamp: Math.max(Number(SnowflakeUtil.epoch), since - SKEW_MS),
    }).toString();
    for (let page = 0; page < PAGES; page++) {
      const query = new URLSearchParams({ limit: String(PAGE), after });
      const messages = messagesSchema.parse(await patient.get(Routes.channelMessages(place.channelId), { query }));
      const own = messages.find(message => isOwnOpening(message, client.user.id, mark));
      if (own || messages.length < PAGE) return own?.id;
      after = messages.map(({ id }) => id).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
    }
    return undefined;
  }

  async function findForumPost({ guildId, place, mark, since }: ThreadRequest): Promise<string | undefined> {
    const active = threadsSchema.parse(await patient.get(Routes.guildActiveThreads(guildId)));
    const archived = threadsSchema.parse(await patient.get(Routes.channelThreads(place.channelId, 'public')));
    const candidates = [...active.threads, ...archived.threads].filter(
      ({ id, parent_id, owner_id }) =>
        parent_id === place.channelId &&
        owner_id === client.user.id &&
        SnowflakeUtil.timestampFrom(id) >= since - SKEW_MS,
    );
    for (const { id } of candidates) {
      const opening = messageSchema.parse(await patient.get(Routes.channelMessage(id, id)));
      if (isOwnOpening(opening, client.user.id, mark)) return id;
    }
    return undefined;
  }

  async function channelKind(channelId: string): Promise<ChannelKind> {
    const known = channelOf(channelId)?.type;
    if (known !== undefined) return KINDS[known] ?? 'other';
    try {
      const found = await fetchChannel(channelId);
      return found ? (KINDS[found.type] ?? 'other') : 'gone';
    } catch (error) {
      throw asThreadError(error, channelId, () => []);
    }
  }

  return {
    channelKind,

    async obstacle(guildId, channelId, granted) {
      const channel = channelOf(channelId);
      // What the bot may not see it hears only when it asks.
      if (!channel) await channelKind(channelId);
      // Another server's channel is none of this one's business, whatever a client sends.
      if (channel?.guildId !== guildId) return { kind: 'channel-gone', channelId };
      const kind = KINDS[channel.type];
      if (kind === undefined || kind === 'thread') return { kind: 'wrong-channel', channelId };
      const until = timedOutUntil(channel, clock.now());
      if (until !== undefined) return { kind: 'timed-out', until };
      const permissions = missingPermissions(channel, NEEDED[kind === 'forum' ? 'forum' : 'channel'], granted);
      return permissions.length > 0 ? { kind: 'missing-permissions', channelId, permissions } : undefined;
    },

    nearby(channelId) {
      const here = channelOf(channelId);
      if (!here) return [];
      const others = [...here.guild.channels.cache.values()]
        .flatMap(channel => (channel.type === ChannelType.GuildText ? [channel] : []))
        .sort(
          (a, b) =>
            Number(b.parentId === here.parentId) - Number(a.parentId === here.parentId) ||
            a.rawPosition - b.rawPosition,
        );
      return (here.isThread() ? [here.parent] : others).flatMap(channel => {
        if (!channel) return [];
        const kind = KINDS[channel.type];
        return kind === 'text' || kind === 'announcement' || kind === 'forum'
          ? [{ channelId: channel.id, name: channel.name, kind }]
          : [];
      });
    },

    async visit(threadId, { wake }) {
      try {
        const found = await fetchChannel(threadId);
        if (!found) return 'gone';
        if (found.thread_metadata?.locked) return 'locked';
        // Whoever is timed out wakes nothing; the way there is as good.
        const mayWake = wake && timedOutUntil(channelOf(found.parent_id ?? threadId), clock.now()) === undefined;
        if (!mayWake || !found.thread_metadata?.archived) return 'open';
        await patient.patch(Routes.channel(threadId), { body: { archived: false } });
        return 'woken';
      } catch (error) {
        throw asThreadError(error, threadId, () => []);
      }
    },

    make: request =>
      attempt(request, async () => {
        if (request.place.kind === 'forum') return postInForum(request);
        const { messageId } = request.place;
        return messageId === undefined
          ? startFromOpening(await postOpening(request), request)
          : startFrom(messageId, request);
      }),

    findMade: request =>
      attempt(request, async () => {
        const { place } = request;
        if (place.kind === 'forum') {
          const threadId = await findForumPost(request);
          return threadId === undefined ? undefined : { threadId, channelId: place.channelId };
        }
        if (place.messageId !== undefined) {
          const there = await fetchChannel(place.messageId);
          return there && { threadId: there.id, channelId: place.channelId };
        }
        const messageId = await findOpening(request);
        return messageId === undefined ? undefined : startFromOpening(messageId, request);
      }),

    async activity(guildId) {
      const { threads } = threadsSchema.parse(await patient.get(Routes.guildActiveThreads(guildId)));
      return threads.map(({ id, last_message_id: last }) => ({
        threadId: id,
        activeAt: SnowflakeUtil.timestampFrom(last ?? id),
      }));
    },

    async exists(threadId) {
      try {
        return (await fetchChannel(threadId)) !== undefined;
      } catch (error) {
        throw asThreadError(error, threadId, () => []);
      }
    },
  };
}

/** The longest that there is; where the server refuses it, whatever the channel has as its own. */
async function withArchiveTime<T>(
  request: (time: { auto_archive_duration?: ThreadAutoArchiveDuration }) => Promise<T>,
): Promise<{ result: T; note: { archivedSooner?: true } }> {
  try {
    return { result: await request({ auto_archive_duration: ThreadAutoArchiveDuration.OneWeek }), note: {} };
  } catch (error) {
    if (!isArchiveTimeRefused(error)) throw error;
    return { result: await request({}), note: { archivedSooner: true } };
  }
}

function isOwnOpening({ author, components }: z.infer<typeof messageSchema>, botId: string, mark: string): boolean {
  return author?.id === botId && JSON.stringify(components ?? []).includes(mark);
}
