import { ChannelType } from 'discord.js';
import type { Obstacle } from '../daily/places.ts';
import type { Place, Wish } from '../daily/subscription.ts';
import { entryOf } from '../entry-of.ts';
import { grantedTo, type Holder, isTimedOut, type Rights } from './grants.ts';
import { RIGHT_NAMES, type RightName } from './permissions.ts';

/** The kinds of channels that are posted to. */
export const KINDS: Readonly<Partial<Record<number, Exclude<Place['kind'], 'dm'>>>> = {
  [ChannelType.GuildText]: 'text',
  [ChannelType.GuildAnnouncement]: 'announcement',
  [ChannelType.GuildForum]: 'forum',
};

const RIGHTS: readonly RightName[] = ['ViewChannel', 'SendMessages', 'EmbedLinks', 'ReadMessageHistory'];
/** What Discord calls the right to send messages where every message is a post. */
const FORUM_WORDS: Readonly<Record<string, string>> = { 'Send Messages': 'Create Posts' };
const NO_TAG = 'a tag that members may use (this forum requires one)';

/** What is known of a channel, from the gateway or asked for. */
export interface ChannelFacts {
  type: number;
  /** The bot is not shown what it may not see; its overwrites are empty then. */
  hidden: boolean;
  /** The forum requires a tag, and has none that members may use. */
  lacksTag: boolean;
  rights: Rights;
  bot: Holder;
}

/** What keeps posts from a channel; undefined if nothing does. */
export function obstacleIn(facts: ChannelFacts, { thread }: Pick<Wish, 'thread'>, now: number): Obstacle | undefined {
  const { type, hidden, lacksTag, rights, bot } = facts;
  const kind = KINDS[type];
  if (!kind) return { reason: 'wrong-channel', missing: [] };
  const granted = grantedTo(rights, bot);
  if (hidden || !granted.has('ViewChannel')) return { reason: 'no-access', missing: [RIGHT_NAMES.ViewChannel] };
  if (isTimedOut(rights, bot, now)) return { reason: 'timed-out', missing: [], until: bot.timedOutUntil ?? now };
  const needed: readonly RightName[] = thread && kind !== 'forum' ? [...RIGHTS, 'CreatePublicThreads'] : RIGHTS;
  const missing = needed.filter(name => !granted.has(name)).map(name => RIGHT_NAMES[name]);
  if (missing.length > 0) {
    const named = missing.map(right => (kind === 'forum' ? (entryOf(FORUM_WORDS, right) ?? right) : right));
    return { reason: 'missing-permissions', missing: lacksTag ? [...named, NO_TAG] : named };
  }
  return lacksTag ? { reason: 'tag-required', missing: [NO_TAG] } : undefined;
}
