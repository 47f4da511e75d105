import { RESTJSONErrorCodes, Routes } from 'discord.js';
import { z } from 'zod';
import type { Reply } from '../interactions/reply.ts';
import type { Place } from '../model/subscription.ts';
import { type Metrics, NO_METRICS } from '../monitoring/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Attempt, Look, Notice, Post, Poster, RoleLook } from '../subscriptions/index.ts';
import { askedObstacle } from './asked-obstacle.ts';
import type { Keep } from './custom-id.ts';
import { discordEvents, type RenderEvent } from './events.ts';
import { observedRest } from './observed-rest.ts';
import { toPayload } from './payload.ts';
import { discordPolls } from './polls.ts';
import { failureOf, isCode } from './posting-errors.ts';
import { findPost, thereIs } from './posting-search.ts';
import { tagsFor } from './posting-tags.ts';
import { madeSchema } from './thread-wire.ts';

/** Discord answers within tens of ms, or not at all. Far below the time of a claim. */
const TIMEOUT_MS = 10_000;

export interface PostingOptions {
  token: string;
  apiUrl: string;
  keep: Keep;
  clock: Clock;
  /** What keeps posts from a place, where the gateway tells; else it is asked for. */
  look?: Look;
  roleLook?: RoleLook;
  /** A post's words, and the title of its thread in a forum. */
  render: (post: Post) => { reply: Reply; title: string };
  renderEvent: RenderEvent;
  renderNotice: (notice: Notice) => Reply;
  metrics?: Metrics;
}

/**
 * Posts on Discord. Each request goes out once and waits for no limit: what a failed one means is decided elsewhere,
 * with the store at hand. discord.js would repeat it by itself, and a forum post three times over would be three posts.
 */
export function discordPoster({
  keep,
  clock,
  look,
  roleLook,
  render,
  renderEvent,
  renderNotice,
  token,
  apiUrl,
  metrics = NO_METRICS,
}: PostingOptions): Poster {
  const options = {
    api: apiUrl,
    retries: 0,
    timeout: TIMEOUT_MS,
    rejectOnRateLimit: () => true,
    // How fast deliveries begin is set by those who deliver; here only Discord's own word counts.
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
  };
  const rest = observedRest(options, metrics).setToken(token);

  /** Direct messages that were not begun yet: opening them again answers the same channel. */
  async function opened(place: Place): Promise<Place> {
    if (place.userId === undefined) return place;
    const made = await rest.post(Routes.userChannels(), { body: { recipient_id: place.userId } });
    return { ...place, channelId: madeSchema.parse(made).id };
  }

  async function send({ id, place, roleId }: Post, reply: Reply): Promise<{ channelId: string; messageId: string }> {
    const body = await toPayload(reply, keep);
    const allowed_mentions = { parse: [], ...(roleId !== undefined && { roles: [roleId] }) };
    const made = await rest.post(Routes.channelMessages(place.channelId), {
      body: { ...body, allowed_mentions, nonce: id, enforce_nonce: true },
    });
    return { channelId: place.channelId, messageId: madeSchema.parse(made).id };
  }

  /** The thread's first message has the thread's id. */
  async function start({ place, roleId, fits }: Post, reply: Reply, name: string) {
    const tags = await tagsFor(rest, place.channelId, fits);
    const body = await toPayload(reply, keep);
    const allowed_mentions = { parse: [], ...(roleId !== undefined && { roles: [roleId] }) };
    const made = await rest.post(Routes.threads(place.channelId), {
      body: {
        name,
        message: { ...body, allowed_mentions },
        applied_tags: tags,
      },
    });
    const { id } = madeSchema.parse(made);
    return { channelId: id, messageId: id };
  }

  return {
    async post(post): Promise<Attempt> {
      const { reply, title } = render(post);
      try {
        const there = { ...post, place: await opened(post.place) };
        const made = await (post.place.kind === 'forum' ? start(there, reply, title) : send(there, reply));
        return thereIs(made.channelId, made.messageId);
      } catch (error) {
        // The answer to a nonce whose message was deleted (discord-api-docs#6647): it was there.
        if (post.place.kind !== 'forum' && isCode(error, RESTJSONErrorCodes.UnknownMessage)) return { kind: 'removed' };
        return failureOf(error);
      }
    },

    async find(post, since) {
      try {
        return await findPost(rest, { ...post, place: await opened(post.place) }, since);
      } catch (error) {
        return failureOf(error);
      }
    },

    async publish(channelId, messageId) {
      try {
        await rest.post(Routes.channelMessageCrosspost(channelId, messageId));
        return { kind: 'done' };
      } catch (error) {
        if (isCode(error, RESTJSONErrorCodes.ThisMessageWasAlreadyCrossposted)) return { kind: 'done' };
        return failureOf(error);
      }
    },

    async startThread({ channelId, messageId }, name) {
      try {
        await rest.post(Routes.threads(channelId, messageId), { body: { name } });
        return { kind: 'done' };
      } catch (error) {
        if (isCode(error, RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage)) return { kind: 'done' };
        if (isCode(error, RESTJSONErrorCodes.UnknownMessage)) return { kind: 'removed' };
        return failureOf(error);
      }
    },

    events: discordEvents(rest, renderEvent),
    polls: discordPolls(rest),

    roleState: roleLook ?? (() => 'unknown'),
    obstacle: look ?? askedObstacle(rest, clock),

    async tell(to, notice, id) {
      try {
        const body = await toPayload(renderNotice(notice), keep);
        const opened =
          'userId' in to && (await rest.post(Routes.userChannels(), { body: { recipient_id: to.userId } }));
        const channelId = 'channelId' in to ? to.channelId : madeSchema.parse(opened).id;
        await rest.post(Routes.channelMessages(channelId), { body: { ...body, nonce: id, enforce_nonce: true } });
        return { kind: 'done' };
      } catch (error) {
        // As of a post: it was there.
        if (isCode(error, RESTJSONErrorCodes.UnknownMessage)) return { kind: 'done' };
        return failureOf(error);
      }
    },

    async guild(guildId) {
      try {
        const { name, owner_id, system_channel_id } = guildSchema.parse(await rest.get(Routes.guild(guildId)));
        const systemChannel = system_channel_id && { systemChannelId: system_channel_id };
        return { kind: 'known', guild: { name, ownerId: owner_id, ...systemChannel } };
      } catch (error) {
        return failureOf(error);
      }
    },

    async isMember(guildId, userId) {
      try {
        await rest.get(Routes.guildMember(guildId, userId));
        return true;
      } catch (error) {
        return !isCode(error, RESTJSONErrorCodes.UnknownMember) && !isCode(error, RESTJSONErrorCodes.UnknownUser);
      }
    },
  };
}

const guildSchema = z.looseObject({ name: z.string(), owner_id: z.string(), system_channel_id: z.string().nullish() });
