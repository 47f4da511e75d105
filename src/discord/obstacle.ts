import { ChannelType } from 'discord.js';
import type { Place, SubscriptionSpec } from '../model/subscription.ts';
import { entryOf } from '../platform/entry-of.ts';
import type { Obstacle } from '../subscriptions/index.ts';
import { asGranted, grantedTo, type Holder, isTimedOut, type Rights } from './grants.ts';
import { RIGHT_NAMES, type RightName } from './permissions.ts';

/** The kinds of channels that are posted to. */
export const KINDS: Readonly<Partial<Record<number, Exclude<Place['kind'], 'dm'>>>> = {
  [ChannelType.GuildText]: 'text',
  [ChannelType.GuildAnnouncement]: 'announcement',
  [ChannelType.GuildForum]: 'forum',
  [ChannelType.GuildMedia]: 'forum',
  [ChannelType.GuildVoice]: 'voice',
  [ChannelType.GuildStageVoice]: 'voice',
  [ChannelType.PublicThread]: 'thread',
  [ChannelType.PrivateThread]: 'thread',
  [ChannelType.AnnouncementThread]: 'thread',
};

const POST: readonly RightName[] = ['ViewChannel', 'SendMessages', 'EmbedLinks', 'ReadMessageHistory'];
/** In a thread Send Messages says nothing; who may not join a voice channel can do nothing in it. */
const RIGHTS: Readonly<Record<Exclude<Place['kind'], 'dm'>, readonly RightName[]>> = {
  text: POST,
  announcement: POST,
  forum: POST,
  voice: ['ViewChannel', 'Connect', 'SendMessages', 'EmbedLinks', 'ReadMessageHistory'],
  thread: ['ViewChannel', 'SendMessagesInThreads', 'EmbedLinks', 'ReadMessageHistory'],
};
/** Of these each post can have a thread of its own. */
const HOLDS_THREADS: readonly Place['kind'][] = ['text', 'announcement'];
/** What Discord calls the right to send messages where every message is a post. */
const FORUM_WORDS: Readonly<Record<string, string>> = { 'Send Messages': 'Create Posts' };
const LOCKED = 'Manage Threads (the thread is locked)';
const NO_TAG = 'a tag that members may use (this forum requires one)';

/** What is known of a channel, from the gateway or asked for. */
export interface ChannelFacts {
  type: number;
  /**
   * The bot is not shown what it may not see; its overwrites are empty then. Of a thread: those of the channel that it
   * hangs in.
   */
  hidden: boolean;
  /** The forum requires a tag, and has none that members may use. */
  lacksTag: boolean;
  /** A thread in which only those write who manage threads; archived it wakes by itself. */
  locked: boolean;
  rights: Rights;
  bot: Holder;
  /** The bot's permissions there, where Discord has just said them; else they follow from the rights. */
  granted?: bigint;
}

/** What keeps posts from a channel; undefined if nothing does. */
export function obstacleIn(
  facts: ChannelFacts,
  { thread }: Pick<SubscriptionSpec, 'thread'>,
  now: number,
): Obstacle | undefined {
  const { type, hidden, lacksTag, locked, rights, bot } = facts;
  const kind = KINDS[type];
  if (!kind) return { reason: 'wrong-channel', missing: [] };
  const granted = facts.granted === undefined ? grantedTo(rights, bot) : asGranted(facts.granted);
  const isHidden = hidden && facts.granted === undefined;
  if (isHidden || !granted.has('ViewChannel')) return { reason: 'no-access', missing: [RIGHT_NAMES.ViewChannel] };
  if (isTimedOut(rights, bot, now)) return { reason: 'timed-out', missing: [], until: bot.timedOutUntil ?? now };
  const withThread = thread && HOLDS_THREADS.includes(kind);
  const needed: readonly RightName[] = withThread ? [...RIGHTS[kind], 'CreatePublicThreads'] : RIGHTS[kind];
  const missing: string[] = needed.filter(name => !granted.has(name)).map(name => RIGHT_NAMES[name]);
  if (locked && !granted.has('ManageThreads')) missing.push(LOCKED);
  if (missing.length > 0) {
    const named = missing.map(right => (kind === 'forum' ? (entryOf(FORUM_WORDS, right) ?? right) : right));
    return { reason: 'missing-permissions', missing: lacksTag ? [...named, NO_TAG] : named };
  }
  return lacksTag ? { reason: 'tag-required', missing: [NO_TAG] } : undefined;
}
