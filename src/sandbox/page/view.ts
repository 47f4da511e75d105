import { shownEvent, shownMessage } from '../driver/shown.ts';
import { dmWith, groupOf } from '../world/default-world.ts';
import { has } from '../world/permissions.ts';
import { compareIds } from '../world/snowflake.ts';
import type { Channel, Guild, Message, User, World } from '../world/world.ts';
import { findChannel, guildOf, permissionsIn } from '../world/world.ts';
import type { ChannelView, GuildView, PageMessage, WorldView } from './protocol.ts';

/** The world and its messages as one person sees them. */

/** Text files up to this size are shown in the page. Bytes. */
const PREVIEW_BYTES = 20_000;

export function worldView(world: World, you: User, rest: Pick<WorldView, 'clock'> & { online: boolean }): WorldView {
  return {
    you: you.id,
    bot: { id: world.bot.id, name: world.bot.name, online: rest.online },
    people: [...world.users.values()].map(({ id, name, bot }) => ({ id, name, bot })),
    guilds: [...world.guilds.values()]
      .filter(({ members }) => members.has(you.id))
      .map(guild => guildView(world, guild, you)),
    privates: [dmWith(world, you), groupOf(world, you)].map(channel => channelView(world, channel, you)),
    clock: rest.clock,
  };
}

function guildView(world: World, guild: Guild, you: User): GuildView {
  return {
    id: guild.id,
    name: guild.name,
    withBot: guild.members.has(world.bot.id),
    roles: [...guild.roles.values()].map(({ id, name }) => ({ id, name })),
    events: [...guild.events.values()]
      .filter(({ status }) => status <= 2)
      .map(event => shownEvent(guild, event))
      .sort((a, b) => a.startAt - b.startAt),
    channels: [...guild.channels.values()]
      .filter(channel => canSee(world, channel, you))
      .map(channel => channelView(world, channel, you)),
  };
}

function channelView(world: World, channel: Channel, you: User): ChannelView {
  const { id, type, guildId, parentId, thread } = channel;
  const guild = guildOf(world, channel);
  const parent = parentId === undefined ? undefined : guild?.channels.get(parentId);
  const tags = parent?.forum?.tags ?? [];
  return {
    id,
    type,
    name: type === 1 ? world.bot.name : channel.name,
    ...(guildId !== undefined && { guildId }),
    ...(parentId !== undefined && { parentId }),
    canWrite: !guild || (type !== 15 && has(permissionsIn(world, guild, you.id, channel), writing(channel))),
    ...(thread && {
      thread: {
        archived: thread.archived,
        locked: thread.locked,
        tags: tags.filter(tag => thread.tags.includes(tag.id)).map(({ name }) => name),
        messages: channel.messages.size,
      },
    }),
  };
}

const writing = ({ thread }: Channel) => (thread ? 'SEND_MESSAGES_IN_THREADS' : 'SEND_MESSAGES');

/** Whether the person is shown the channel at all. */
export function canSee(world: World, channel: Channel, you: User): boolean {
  const guild = guildOf(world, channel);
  return guild ? has(permissionsIn(world, guild, you.id, channel), 'VIEW_CHANNEL') : channel.recipientId === you.id;
}

export function canRead(message: Message, you: User): boolean {
  return message.onlyFor === undefined || message.onlyFor === you.id;
}

/**
 * The newest messages, or those before one; oldest first. A thread begins with the message from which it was started.
 */
export function readMessages(world: World, channel: Channel, you: User, before: string | undefined, limit: number) {
  const starter = channel.parentId && findChannel(world, channel.parentId)?.messages.get(channel.id);
  const fitting = [...(starter ? [starter] : []), ...channel.messages.values()]
    .filter(message => canRead(message, you) && (before === undefined || compareIds(message.id, before) < 0))
    .sort((a, b) => compareIds(a.id, b.id));
  const homeOf = (message: Message) => findChannel(world, message.channelId) ?? channel;
  return {
    messages: fitting.slice(-limit).map(message => messageView(world, homeOf(message), message, you)),
    more: fitting.length > limit,
  };
}

export function messageView(world: World, channel: Channel, message: Message, you: User): PageMessage {
  const shown = shownMessage(world, channel, message);
  const { origin, type, pings } = message;
  const guild = guildOf(world, channel);
  const threadName = guild?.channels.get(message.id)?.name;
  const yourRoles = guild?.members.get(you.id)?.roles ?? [];
  return {
    ...shown,
    files: shown.files.map(({ text, ...file }) => ({
      ...file,
      ...(text !== undefined && file.size <= PREVIEW_BYTES && { text }),
    })),
    authorId: message.authorId,
    byBot: world.users.get(message.authorId)?.bot ?? false,
    pingsYou: pings.everyone || pings.users.includes(you.id) || pings.roles.some(role => yourRoles.includes(role)),
    ...(threadName !== undefined && { threadName }),
    ...(origin?.name !== undefined &&
      (type === 20 || type === 23) && { used: { by: origin.userId, name: origin.name, onMessage: type === 23 } }),
  };
}
