import { createMessage, deleteMessage, editMessage, requireSomething } from '../../resources/messages.ts';
import { setReaction } from '../../resources/reactions.ts';
import { DiscordError } from '../../schema/errors.ts';
import type { MessageBody } from '../../schema/message-body.ts';
import { messageJson } from '../../wire/messages.ts';
import { compareIds } from '../../world/snowflake.ts';
import type { Channel, Message } from '../../world/world.ts';
import { allowed, messageIn, requirePermissions, visibleChannel } from '../access.ts';
import { type Call, NOTHING, ok, param, type Routes } from '../call.ts';
import { checkedMessage } from '../checks.ts';

/**
 * For so long the nonce of a message is known: "the past few minutes" (documentation, resources/message, Create
 * Message).
 */
const NONCE_MS = 5 * 60_000;

/** The flag of a message that was published to other servers. */
const CROSSPOSTED = 1 << 0;

/** Messages that the bot sends by itself. */
export const messageRoutes: Routes = {
  'POST /channels/{channel}/messages': async call => {
    const { channel } = visibleChannel(call);
    if (channel.type === 15 || channel.type === 16) throw new DiscordError('wrongChannelType');
    requireReachable(call, channel);
    const body = await checkedMessage(call, 'messageCreate', call.body);
    requireSomething(body, call.files.length);
    requirePermissions(call, channel, ...rightsFor(channel, body, call.files.length));
    if (channel.thread?.locked && !allowed(call, channel, 'MANAGE_THREADS')) throw new DiscordError('threadLocked');
    const { state, files } = call;
    const earlier = rememberedByNonce(call, body);
    if (earlier) return ok(messageJson(state.world, earlier));
    const message = createMessage(state, channel, { authorId: state.world.bot.id, body, files });
    remember(call, message);
    return ok(messageJson(state.world, message));
  },

  'GET /channels/{channel}/messages': call => {
    const { channel } = visibleChannel(call);
    // No error: who may not read the history sees an empty one.
    if (!allowed(call, channel, 'READ_MESSAGE_HISTORY')) return ok([]);
    return ok(page(channel, call.query).map(message => messageJson(call.state.world, message)));
  },

  'GET /channels/{channel}/messages/{message}': call => {
    const { channel } = visibleChannel(call);
    requirePermissions(call, channel, 'READ_MESSAGE_HISTORY');
    return ok(messageJson(call.state.world, messageIn(call, channel)));
  },

  'PATCH /channels/{channel}/messages/{message}': async call => {
    const { channel } = visibleChannel(call);
    const own = () => {
      const message = messageIn(call, channel);
      if (message.authorId !== call.state.world.bot.id) throw new DiscordError('notYourMessage');
      if (channel.thread?.archived) throw new DiscordError('archivedThread');
      return message;
    };
    own();
    const body = await checkedMessage(call, 'messageEdit', call.body);
    const message = own();
    editMessage(call.state, channel, message, body, call.files);
    return ok(messageJson(call.state.world, message));
  },

  'DELETE /channels/{channel}/messages/{message}': call => {
    const { channel } = visibleChannel(call);
    const message = messageIn(call, channel);
    if (message.authorId !== call.state.world.bot.id) requirePermissions(call, channel, 'MANAGE_MESSAGES');
    if (channel.thread?.archived) throw new DiscordError('archivedThread');
    deleteMessage(call.state, channel, message);
    return NOTHING;
  },

  'POST /channels/{channel}/messages/{message}/crosspost': call => {
    const { channel } = visibleChannel(call);
    if (channel.type !== 5) throw new DiscordError('wrongChannelType');
    const message = messageIn(call, channel);
    const own = message.authorId === call.state.world.bot.id;
    requirePermissions(call, channel, 'SEND_MESSAGES', ...(own ? [] : (['MANAGE_MESSAGES'] as const)));
    if ((message.flags & CROSSPOSTED) !== 0) throw new DiscordError('alreadyCrossposted');
    message.flags |= CROSSPOSTED;
    return ok(messageJson(call.state.world, message));
  },

  'PUT /channels/{channel}/messages/{message}/reactions/{emoji}/@me': call => {
    const { channel } = visibleChannel(call);
    const message = messageIn(call, channel);
    requirePermissions(call, channel, 'READ_MESSAGE_HISTORY', 'ADD_REACTIONS');
    if (channel.thread?.archived) throw new DiscordError('archivedThread');
    const { state } = call;
    const emoji = param(call, 'emoji');
    setReaction(state, { channel, message }, { userId: state.world.bot.id, emoji, on: true });
    return NOTHING;
  },

  'POST /channels/{channel}/typing': call => {
    requirePermissions(call, visibleChannel(call).channel, 'SEND_MESSAGES');
    return NOTHING;
  },
};

/** What one needs to send this there. */
export function rightsFor(channel: Channel, { embeds, poll }: MessageBody, files: number) {
  return [
    channel.thread ? 'SEND_MESSAGES_IN_THREADS' : 'SEND_MESSAGES',
    ...(embeds?.length ? (['EMBED_LINKS'] as const) : []),
    ...(poll ? (['SEND_POLLS'] as const) : []),
    ...(files > 0 ? (['ATTACH_FILES'] as const) : []),
  ] as const;
}

/** Whether the person at the other end of a DM takes messages of the bot. */
function requireReachable({ state: { world } }: Call, { type, recipientId }: Channel): void {
  if (type !== 1 || recipientId === undefined) return;
  const user = world.users.get(recipientId);
  if (!user?.dmOpen) throw new DiscordError('closedDm');
  const together = [...world.guilds.values()].some(({ members }) => members.has(user.id) && members.has(world.bot.id));
  if (!together && !user.installed) throw new DiscordError('noMutualGuild');
}

function nonceKey({ state }: Call, nonce: string | number): string {
  return `${state.world.bot.id}:${nonce}`;
}

/** The message of a few minutes ago with the same nonce; 10008 if it was deleted since. */
function rememberedByNonce(call: Call, { nonce, enforce_nonce }: MessageBody): Message | undefined {
  if (!enforce_nonce || nonce === undefined || nonce === null) return undefined;
  const { nonces, clock, world } = call.state;
  const known = nonces.get(nonceKey(call, nonce));
  if (!known || clock.now() - known.at > NONCE_MS) return undefined;
  const places = [...[...world.guilds.values()].map(({ channels }) => channels), world.dms];
  const message = places
    .map(channels => channels.get(known.channelId)?.messages.get(known.messageId))
    .find(found => found !== undefined);
  if (!message) throw new DiscordError('unknownMessage');
  return message;
}

function remember(call: Call, { id, nonce, channelId }: Message): void {
  if (nonce === undefined) return;
  const { nonces, clock } = call.state;
  const now = clock.now();
  for (const [key, { at }] of nonces) {
    if (now - at <= NONCE_MS) break;
    nonces.delete(key);
  }
  nonces.set(nonceKey(call, nonce), { messageId: id, channelId, at: now });
}

/** Newest first, as Discord lists them; with `after` those next to that message. */
function page({ messages }: Channel, query: URLSearchParams): Message[] {
  const limit = Math.min(100, Math.max(1, Number(query.get('limit') ?? 50) || 50));
  const [before, after, around] = ['before', 'after', 'around'].map(name => query.get(name));
  const oldestFirst = [...messages.values()]
    .filter(({ onlyFor }) => onlyFor === undefined)
    .sort((a, b) => compareIds(a.id, b.id));
  if (after)
    return oldestFirst
      .filter(({ id }) => compareIds(id, after) > 0)
      .slice(0, limit)
      .reverse();
  if (around) {
    const index = oldestFirst.findIndex(({ id }) => compareIds(id, around) >= 0);
    const start = Math.max(0, (index < 0 ? oldestFirst.length : index) - Math.floor(limit / 2));
    return oldestFirst.slice(start, start + limit).reverse();
  }
  return oldestFirst
    .filter(({ id }) => !before || compareIds(id, before) < 0)
    .slice(-limit)
    .reverse();
}
