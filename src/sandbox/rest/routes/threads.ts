import { createMessage } from '../../resources/messages.ts';
import {
  activeThreads,
  requireTags,
  setThread,
  startThread,
  tellThread,
  threadBody,
  threadEdit,
  threadsOf,
} from '../../resources/threads.ts';
import { DiscordError } from '../../schema/errors.ts';
import { parseBody } from '../../schema/spec.ts';
import { channelJson, threadMemberJson } from '../../wire/channels.ts';
import { messageJson } from '../../wire/messages.ts';
import type { Channel } from '../../world/world.ts';
import { permissionsIn } from '../../world/world.ts';
import {
  allowed,
  type GuildChannel,
  memberGuild,
  messageIn,
  requirePermissions,
  visibleGuildChannel,
} from '../access.ts';
import { type Call, NOTHING, ok, type Routes } from '../call.ts';
import { checkedMessage } from '../checks.ts';
import { rightsFor } from './messages.ts';

/** The flag of a message from which a thread was started. */
const HAS_THREAD = 1 << 5;

/** Threads and forum posts (documentation, topics/threads). */
export const threadRoutes: Routes = {
  'POST /channels/{channel}/messages/{message}/threads': async call => {
    const body = parseBody(threadBody, call.body);
    await call.state.schemas('threadFromMessage', call.body);
    const { guild, channel } = visibleGuildChannel(call);
    if (channel.type !== 0 && channel.type !== 5) throw new DiscordError('wrongChannelType');
    const message = messageIn(call, channel);
    requirePermissions(call, channel, 'CREATE_PUBLIC_THREADS', 'READ_MESSAGE_HISTORY');
    if (guild.channels.has(message.id)) throw new DiscordError('threadExists');
    const thread = startThread(call.state, guild, channel, body, message.id);
    message.flags |= HAS_THREAD;
    for (const watcher of call.state.watchers) watcher({ kind: 'marked', message, channel });
    return ok(channelJson(call.state.world, thread), 201);
  },

  'POST /channels/{channel}/threads': async call => {
    const { channel } = visibleGuildChannel(call);
    return channel.type === 15 || channel.type === 16 ? forumPost(call) : threadAlone(call);
  },

  'GET /channels/{channel}/threads/archived/public': call => archived(call, [10, 11]),
  'GET /channels/{channel}/threads/archived/private': call => {
    requirePermissions(call, visibleGuildChannel(call).channel, 'MANAGE_THREADS');
    return archived(call, [12]);
  },

  'GET /guilds/{guild}/threads/active': call => {
    const { world } = call.state;
    const guild = memberGuild(call);
    const threads = activeThreads(guild).filter(thread => permissionsIn(world, guild, world.bot.id, thread) !== 0n);
    return ok(list(call, threads));
  },

  'PATCH /channels/{channel}': async call => {
    const { channel } = visibleGuildChannel(call);
    if (!channel.thread) throw new DiscordError('wrongChannelType');
    const body = parseBody(threadEdit, call.body);
    await call.state.schemas('threadEdit', call.body);
    const own = channel.thread.ownerId === call.state.world.bot.id;
    const manages = allowed(call, channel, 'MANAGE_THREADS');
    const onlyWakes = body.archived === false && Object.keys(body).length === 1;
    if (channel.thread.locked && !manages) throw new DiscordError('missingPermissions');
    if (onlyWakes) requirePermissions(call, channel, 'SEND_MESSAGES_IN_THREADS');
    else if (!manages && (!own || body.locked !== undefined)) throw new DiscordError('missingPermissions');
    if (channel.thread.archived && body.archived !== false) throw new DiscordError('archivedThread');
    change(call, channel, body);
    return ok(channelJson(call.state.world, channel));
  },

  'DELETE /channels/{channel}': call => {
    const { guild, channel } = visibleGuildChannel(call);
    requirePermissions(call, channel, channel.thread ? 'MANAGE_THREADS' : 'MANAGE_CHANNELS');
    guild.channels.delete(channel.id);
    tellThread(call.state, 'THREAD_DELETE', channel);
    return ok(channelJson(call.state.world, channel));
  },

  'PUT /channels/{channel}/thread-members/@me': call => membership(call, (ids, id) => ids.add(id)),
  'DELETE /channels/{channel}/thread-members/@me': call => membership(call, (ids, id) => ids.delete(id)),
};

async function threadAlone(call: Call) {
  const body = parseBody(threadBody, call.body);
  await call.state.schemas('threadAlone', call.body);
  const { guild, channel } = visibleGuildChannel(call);
  if (channel.type !== 0 && channel.type !== 5) throw new DiscordError('wrongChannelType');
  // Without a type Discord makes the thread private.
  const type = body.type ?? 12;
  requirePermissions(call, channel, type === 12 ? 'CREATE_PRIVATE_THREADS' : 'CREATE_PUBLIC_THREADS');
  const thread = startThread(call.state, guild, channel, { ...body, type });
  return ok(channelJson(call.state.world, thread), 201);
}

async function forumPost(call: Call) {
  const body = parseBody(threadBody, call.body);
  const raw = typeof call.body === 'object' && call.body !== null && 'message' in call.body ? call.body.message : {};
  const first = await checkedMessage(call, 'forumPost', raw, { whole: call.body, path: ['message'] });
  const { guild, channel } = visibleGuildChannel(call);
  requirePermissions(call, channel, ...rightsFor(channel, first, call.files.length));
  const { state, files } = call;
  if (first.nonce !== undefined) {
    const what = 'The first message of a forum post has a nonce: Discord documents none there, so it protects nothing.';
    state.violations.push({ what, route: call.route });
  }
  const thread = startThread(state, guild, channel, { ...body, type: 11 });
  try {
    const { bot } = state.world;
    const message = createMessage(state, thread, { authorId: bot.id, body: first, files, id: thread.id });
    return ok({ ...channelJson(state.world, thread), message: messageJson(state.world, message) }, 201);
  } catch (error) {
    guild.channels.delete(thread.id);
    throw error;
  }
}

function archived(call: Call, types: number[]) {
  const { guild, channel } = visibleGuildChannel(call);
  requirePermissions(call, channel, 'READ_MESSAGE_HISTORY');
  const before = Date.parse(call.query.get('before') ?? '') || Number.POSITIVE_INFINITY;
  const limit = Math.min(100, Math.max(2, Number(call.query.get('limit') ?? 100) || 100));
  const since = ({ thread }: Channel) => thread?.archiveChangedAt ?? 0;
  const threads = threadsOf(guild, channel)
    .filter(thread => thread.thread?.archived && types.includes(thread.type) && since(thread) < before)
    .sort((a, b) => since(b) - since(a));
  return ok({ ...list(call, threads.slice(0, limit)), has_more: threads.length > limit });
}

function list({ state: { world } }: Call, threads: Channel[]) {
  const ours = threads.flatMap(thread =>
    thread.thread?.memberIds.has(world.bot.id) ? [threadMemberJson(thread, world.bot.id, thread.thread)] : [],
  );
  return { threads: threads.map(thread => channelJson(world, thread)), members: ours };
}

function change(call: Call, channel: Channel, body: ReturnType<typeof threadEdit.parse>): void {
  const { name, archived: isArchived, locked, auto_archive_duration: minutes, applied_tags: tags } = body;
  const { guild } = visibleGuildChannel(call);
  const parent = guild.channels.get(channel.parentId ?? '');
  if (tags && parent) requireTags(parent, tags, allowed(call, parent, 'MANAGE_THREADS'));
  if (isArchived === false && channel.thread?.archived && activeThreads(guild).length >= guild.activeThreadCap) {
    throw new DiscordError('threadCap');
  }
  setThread(call.state, channel, {
    ...(name !== undefined && { name: name.trim() }),
    ...(typeof isArchived === 'boolean' && { archived: isArchived }),
    ...(typeof locked === 'boolean' && { locked }),
    ...(typeof minutes === 'number' && { autoArchiveMinutes: minutes }),
    ...(tags && { tags }),
  });
}

function membership(call: Call, act: (ids: Set<string>, id: string) => void) {
  const { channel }: GuildChannel = visibleGuildChannel(call);
  if (!channel.thread) throw new DiscordError('wrongChannelType');
  if (channel.thread.archived) throw new DiscordError('archivedThread');
  act(channel.thread.memberIds, call.state.world.bot.id);
  return NOTHING;
}
