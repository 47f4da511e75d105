import type { MessageRow } from '../schema/components.ts';
import type { Embed } from '../schema/message-body.ts';
import type { Overwrite } from './permissions.ts';
import { bits, has, permissionsOf } from './permissions.ts';

/**
 * What there is in the sandbox, in memory, to be looked at freely. Changes go through the sandbox, so that the bot
 * hears of them.
 */

export interface User {
  id: string;
  name: string;
  bot: boolean;
  locale: string;
  /** Whether the bot may write to them. */
  dmOpen: boolean;
  /** Whether they have the app installed for themselves. */
  installed: boolean;
}

export interface Role {
  id: string;
  name: string;
  permissions: bigint;
  mentionable: boolean;
  position: number;
}

export interface Member {
  userId: string;
  roles: string[];
  joinedAt: number;
  /** A moderator has timed them out until then (ms since the epoch): they only see and read. */
  timedOutUntil?: number;
}

/**
 * Of Discord's channel types: text, DM, voice, group DM, announcement; announcement, public and private thread; stage,
 * forum, media.
 */
export type ChannelType = 0 | 1 | 2 | 3 | 5 | 10 | 11 | 12 | 13 | 15 | 16;

export interface ForumTag {
  id: string;
  name: string;
  moderated: boolean;
}

export interface Thread {
  ownerId: string;
  archived: boolean;
  locked: boolean;
  autoArchiveMinutes: number;
  archiveChangedAt: number;
  createdAt: number;
  tags: string[];
  memberIds: Set<string>;
}

export interface Channel {
  id: string;
  type: ChannelType;
  name: string;
  guildId?: string;
  /** Of a thread: the channel in which it was started. */
  parentId?: string;
  /** Of a DM: the person at the other end. */
  recipientId?: string;
  position: number;
  overwrites: Overwrite[];
  forum?: { tags: ForumTag[]; tagRequired: boolean };
  thread?: Thread;
  /** By id, in the order in which they came. */
  messages: Map<string, Message>;
  /** Of the latest message that all could see; it stays when that is deleted. */
  lastMessageId?: string;
}

export interface Attachment {
  id: string;
  filename: string;
  description?: string;
  contentType: string;
  content: Buffer;
  url: string;
}

/** From which interaction a message came. */
export interface Origin {
  interactionId: string;
  type: number;
  userId: string;
  name?: string;
  owners: Owners;
  context: number;
}

/** For whom the app is installed where it acts: "0" a guild (in a DM "0"), "1" a user. */
export type Owners = Partial<Record<'0' | '1', string>>;

/** Who is really notified by a message. */
export interface Pings {
  everyone: boolean;
  users: string[];
  roles: string[];
}

export interface Message {
  id: string;
  channelId: string;
  authorId: string;
  /** 0 default, 18 thread created, 20 reply to a command, 23 reply to a message menu. */
  type: number;
  content: string;
  embeds: Embed[];
  components: MessageRow[];
  /** Instead of rows, the Components V2 of another bot's message, in whatever form Discord shows them. */
  foreignParts?: readonly unknown[];
  attachments: Attachment[];
  /** Who reacted, by emoji, in the order in which the emoji were first used. */
  reactions: Map<string, Set<string>>;
  flags: number;
  pings: Pings;
  createdAt: number;
  editedAt?: number;
  nonce?: string | number;
  replyTo?: string;
  origin?: Origin;
  poll?: Poll;
  /** Set on a message that only this user sees. */
  onlyFor?: string;
  /** Set while the bot "is thinking". */
  thinking?: true;
  /** The interaction through whose token the message came: such messages are edited without permissions. */
  throughInteraction?: string;
}

export interface Poll {
  question: string;
  answers: { id: number; text: string }[];
  /** Whether a person may choose several. */
  multiple: boolean;
  /** Ms since the epoch. */
  endsAt: number;
  /** Who voted for each answer, by its id. */
  votes: Map<number, Set<string>>;
}

/** Of Discord's kinds of events: 1 in a stage channel, 2 in a voice channel, 3 elsewhere. */
export interface ScheduledEvent {
  id: string;
  guildId: string;
  creatorId: string;
  name: string;
  description?: string;
  type: 1 | 2 | 3;
  /** 1 scheduled, 2 active, 3 completed, 4 cancelled. */
  status: 1 | 2 | 3 | 4;
  /** Ms since the epoch. */
  startAt: number;
  endAt?: number;
  channelId?: string;
  location?: string;
  /** Who is interested. */
  users: Set<string>;
}

export interface Guild {
  id: string;
  name: string;
  ownerId: string;
  roles: Map<string, Role>;
  members: Map<string, Member>;
  /** With threads. */
  channels: Map<string, Channel>;
  /** Scheduled ones, and those that are over. */
  events: Map<string, ScheduledEvent>;
  /** How many threads may be active at once. */
  activeThreadCap: number;
  /** Where Discord welcomes newcomers. */
  systemChannelId?: string;
  /** What AutoMod stops, in any case; and whether Discord's filter of harmful links stops addresses. */
  autoMod: { words: string[]; links: boolean };
  /** During an outage. */
  unavailable?: true;
  /**
   * Where the bot is no member: the server has installed its commands alone (scope `applications.commands` without
   * `bot`).
   */
  commandsOnly?: true;
}

export interface World {
  application: {
    id: string;
    name: string;
    /** Whether Discord's portal has the privileged intents switched on. */
    privilegedIntents: boolean;
    /** The person that it belongs to; nobody in an empty world. */
    ownerId?: string;
    /** It belongs to a team instead: the ids of its members, and whether they have accepted the invitation. */
    team?: { userId: string; accepted: boolean; role: 'admin' | 'developer' | 'read_only' }[];
  };
  bot: User;
  users: Map<string, User>;
  guilds: Map<string, Guild>;
  /** Channels outside guilds (DMs, and group DMs of people among themselves), by id. */
  dms: Map<string, Channel>;
  /** The clock of the sandbox: time-outs end by it. */
  now(): number;
  /** A new id that was made at `now` (milliseconds since the epoch), greater than all before. */
  newId(now: number): string;
}

export function findChannel(world: World, id: string): Channel | undefined {
  for (const { channels } of world.guilds.values()) {
    const channel = channels.get(id);
    if (channel) return channel;
  }
  return world.dms.get(id);
}

export function guildOf(world: World, channel: Channel): Guild | undefined {
  return channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId);
}

/** By id or name, in any case; throws with what there is. */
export function byName<T extends { id: string; name: string }>(things: Iterable<T>, name: string, what: string): T {
  const all = [...things];
  const found = all.find(({ id }) => id === name) ?? all.find(it => it.name.toLowerCase() === name.toLowerCase());
  if (!found)
    throw new Error(`There is no ${what} "${name}". There is: ${all.map(it => it.name).join(', ') || 'none'}.`);
  return found;
}

/**
 * What a user may do in a channel (in a thread: as in its parent) or, without channel, in the guild. A private thread
 * is for its members and those who manage threads; the text of voice and stage channels is for those who may join them.
 */
export function permissionsIn(world: World, guild: Guild, userId: string, channel?: Channel): bigint {
  const member = guild.members.get(userId);
  if (!member) return 0n;
  const place = channel?.parentId ? (findChannel(world, channel.parentId) ?? channel) : channel;
  const granted = permissionsOf({
    guildId: guild.id,
    ownerId: guild.ownerId,
    userId,
    roles: guild.roles,
    memberRoles: member.roles,
    timedOut: (member.timedOutUntil ?? 0) > world.now(),
    ...(place && { overwrites: place.overwrites }),
  });
  if (channel?.type === 12 && !channel.thread?.memberIds.has(userId) && !has(granted, 'MANAGE_THREADS')) return 0n;
  const isVoice = channel?.type === 2 || channel?.type === 13;
  return isVoice && !has(granted, 'CONNECT') ? granted & bits('VIEW_CHANNEL') : granted;
}
