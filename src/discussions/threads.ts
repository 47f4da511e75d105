import type { Reply } from '../interactions/reply.ts';
import type { ThreadPlace } from '../store/index.ts';

/** What stands in the way of a thread, as the chat service sees it. */
export type Trouble =
  | { kind: 'missing-permissions'; channelId: string; permissions: readonly string[] }
  /** A moderator has timed the bot out until then, ms since the epoch. */
  | { kind: 'timed-out'; until: number }
  | { kind: 'no-access'; channelId: string }
  | { kind: 'channel-gone'; channelId: string }
  | { kind: 'wrong-channel'; channelId: string }
  | { kind: 'post-gone' }
  | { kind: 'too-many-threads' }
  | { kind: 'tag-required'; channelId: string }
  | { kind: 'locked' }
  | { kind: 'blocked' }
  | { kind: 'unreachable' };

/** A thread cannot be made or opened, for a reason that people can do something about. */
export class ThreadError extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble, cause?: unknown) {
    super(`No thread: ${trouble.kind}`, { cause });
    this.name = 'ThreadError';
    this.trouble = trouble;
  }
}

export type ChannelKind = 'text' | 'announcement' | 'forum' | 'thread' | 'other' | 'gone';

export interface ThreadRequest {
  guildId: string;
  place: ThreadPlace;
  /** Up to 100 characters. */
  name: string;
  /** Stands in a button of the opening message. */
  mark: string;
  /** When making it was first tried, ms since the epoch. */
  since: number;
  /** The first message; a thread from a public post has that post instead. */
  opening: Reply;
  /** What a forum's tags are compared with. */
  fits: (tag: string) => boolean;
}

/** Threads of the chat service. Everything may throw a {@link ThreadError}. */
export interface Threads {
  channelKind(channelId: string): Promise<ChannelKind>;
  /**
   * What would keep the bot from opening threads in a channel of the server; undefined if nothing does.
   * @param granted What the bot may do there, where Discord has just said it.
   */
  obstacle(guildId: string, channelId: string, granted?: bigint): Promise<Trouble | undefined>;
  /**
   * Wakes an archived thread, where that is wanted; left asleep it counts as open. `locked`: it is archived and only
   * moderators may wake it; `gone`: it was deleted.
   */
  visit(threadId: string, wish: { wake: boolean }): Promise<'open' | 'woken' | 'locked' | 'gone'>;
  /**
   * Makes the thread; where it is there already (from the same post, with the same mark a moment ago) that one is
   * given.
   */
  make(request: ThreadRequest): Promise<MadeThread>;
  /** The thread that an earlier, broken off try to {@link make} it has left, finished where it was half made. */
  findMade(request: ThreadRequest): Promise<MadeThread | undefined>;
  /**
   * Channels for threads near one that has none: that in which a thread hangs; else those of the same category, then
   * all others.
   */
  nearby(channelId: string): { channelId: string; name: string; kind: 'text' | 'announcement' | 'forum' }[];
  /** When something was last written in each of a server's active threads, ms since the epoch. */
  activity(guildId: string): Promise<{ threadId: string; activeAt: number }[]>;
  /** Whether the thread is still there, awake or archived; without waking it. */
  exists(threadId: string): Promise<boolean>;
}

export interface MadeThread {
  threadId: string;
  /** The channel that it hangs in. */
  channelId: string;
  /** The server refused the long archive time that was asked for. */
  archivedSooner?: boolean;
}
