import type { Occurrence, Schedule } from '../calendar/occurrences.ts';

/** Where a subscription posts. */
export interface Place {
  kind: 'text' | 'announcement' | 'forum' | 'voice' | 'thread' | 'dm';
  channelId: string;
  /** Missing for direct messages. */
  guildId?: string;
  /** As the channel was called when it was chosen. */
  name?: string;
  /** Of direct messages that were not begun yet: with whom. */
  userId?: string;
}

/** Why a subscription stands still until someone resumes it. */
export const PAUSE_REASONS = [
  'by-hand',
  'channel-gone',
  'no-access',
  'missing-permissions',
  /** A moderator has timed the bot out. */
  'timed-out',
  'tag-required',
  'wrong-channel',
  'dm-closed',
  /** This machine does not know its time zone. */
  'unknown-zone',
  'bot-removed',
] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** What a server's people can put right: the bot pauses for it, keeps looking, and goes on by itself. */
export const RESUMES_ITSELF: readonly PauseReason[] = [
  'channel-gone',
  'no-access',
  'missing-permissions',
  'timed-out',
  'tag-required',
  'wrong-channel',
];

/**
 * What is delivered. `daily`: the paper of the day, one or some of all that match. A follow brings what is new, each
 * paper once: as a `digest` when it is due, or `at-once`. A `club` has several messages for each of its sessions.
 */
export type Kind = 'daily' | 'digest' | 'at-once' | 'club';

/** What the people of a server, or a person for their direct messages, have asked for. */
export interface SubscriptionSpec {
  kind: Kind;
  place: Place;
  /** Of what is sent at once only the zone counts: in it each day has its date. */
  schedule: Schedule;
  /** Only papers that match it. */
  query?: string;
  /** Only papers of this topic, by its name. */
  topic?: string;
  /** Only papers by this author. */
  author?: string;
  /** Only papers of this arXiv category, or of all in this archive: `cs.LG`, `math`. */
  category?: string;
  /** Papers in a post, 1 to 5. */
  paperCount: number;
  /** The one role that a post mentions. */
  roleId?: string;
  /** Publish to the servers that follow the announcement channel. */
  publish: boolean;
  /** Open the paper’s discussion with the post; a post in a forum is one by itself. */
  thread: boolean;
  /** Draw first from what came since the last post. */
  fresh: boolean;
}

export function isFollow({ kind }: Pick<SubscriptionSpec, 'kind'>): boolean {
  return kind === 'digest' || kind === 'at-once';
}

export interface Subscription extends SubscriptionSpec {
  id: string;
  /**
   * Whoever set it up: told when something is wrong. It belongs to the server all the same. Empty once they had their
   * data deleted.
   */
  setUpBy: string;
  createdAt: number;
  paused?: { reason: PauseReason; at: number };
  /** Why it paused when that was last told of, if no post has come since. */
  notified?: PauseReason;
  /** Why its role cannot be mentioned; missing while it can. */
  roleState?: RoleState;
  /** Missing while paused, and where news is sent at once. */
  next?: Occurrence;
  /** The collection's revision when it was set up: what was there by then is no news. */
  since: number;
  /** The revision up to which it was looked for news. */
  looked: number;
}

/** Of a role that posts leave out: it was deleted, or neither is it open to mentions nor may the bot mention all. */
export type RoleState = 'gone' | 'not-mentionable';

export type State = 'planned' | 'sending' | 'sent' | 'failed' | 'missed';

/** Why a delivery did not come; or, of one that did, what is to be known. */
export type DeliveryNote =
  | PauseReason
  /** Offprint was not running in time. */
  | 'late'
  /** When Offprint came back, a newer one was due. */
  | 'superseded'
  /** No paper matches. */
  | 'empty'
  /** The papers chosen have left the collection, or were withdrawn by their authors. */
  | 'papers-gone'
  /** Discord did not take it in time. */
  | 'gave-up'
  /** Discord refused what is in it. */
  | 'refused'
  /** AutoMod stopped it. */
  | 'blocked'
  /** Discord's filter of harmful links stopped it. */
  | 'link-blocked'
  /** What it says is no longer so: its session was cancelled or moved, or somebody has settled it. */
  | 'settled'
  /** Whether an earlier try arrived cannot be found out. */
  | 'unproven'
  /** Sent, and then removed by a moderator. */
  | 'removed'
  /** Sent, but Discord did not publish it. */
  | 'not-published';

/** Why a post has no thread, though its subscription opens one. */
export type ThreadNote =
  | 'missing-permissions'
  | 'no-access'
  | 'channel-gone'
  /** Somebody deleted the post. */
  | 'post-gone'
  | 'paper-gone'
  /** Discord refused the thread, and would refuse it again. */
  | 'refused'
  /** Discord did not open it in time. */
  | 'gave-up';

/** Refused for what is in it. */
export const REFUSALS = ['refused', 'blocked', 'link-blocked'] as const;
export type Refusal = (typeof REFUSALS)[number];

export interface Delivery {
  /** Stands in the post, by which it is known again; and is its nonce. 16 characters. */
  id: string;
  subscriptionId: string;
  /** The intended date of its occurrence; missing for an extra post. */
  date?: string;
  dueAt: number;
  state: State;
  /** Its number among the posts of its subscription, from 1; missing for an extra post. */
  number?: number;
  /** The query or topic that its papers were chosen for. */
  chosenFor?: string;
  paperIds: string[];
  /** Of the last post before papers come again: how many there are. */
  allPosted?: number;
  /** The thread of a forum in which its paper was posted before: it goes there, as a note. */
  intoThread?: string;
  /** The person to whom it goes, in direct messages; missing: it goes to the channel, or into that thread. */
  recipientId?: string;
  /** Tries that may have reached Discord, this one included. */
  tries: number;
  /** When the first of them began. */
  firstTryAt?: number;
  /** Where the first of them went, and so all of them. */
  triedIn?: Pick<Place, 'channelId' | 'kind'>;
  note?: DeliveryNote;
  posted?: Posted;
  /** Its thread is still to be opened, or did not come. Missing once that is settled, and where none is wanted. */
  thread?: { state: 'opening'; tries: number } | { state: 'failed'; note: ThreadNote };
}

/** A post that is there. */
export interface Posted {
  /** For a forum post its thread. */
  channelId: string;
  messageId: string;
  /** By Discord's clock. */
  at: number;
}
