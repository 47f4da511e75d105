import type { ClubMessage, SessionEvent } from '../../clubs/message.ts';
import type { Refused } from '../../model/refusals.ts';
import type { PauseReason, Place, Posted, Refusal, Subscription } from '../../model/subscription.ts';
import type { Paper } from '../../papers/paper.ts';
import type { Look, Obstacle, RoleLook } from './channel-inspector.ts';

/** What is posted: everything that a try needs, the same for every try. */
export interface Post {
  /** Of the delivery. Stands in the post, and is its nonce. */
  id: string;
  place: Place;
  papers: readonly Paper[];
  /** Missing for an extra post. */
  number?: number;
  chosenFor?: string;
  roleId?: string;
  /** Of the last post before papers come again: how many there are. */
  allPosted?: number;
  /** Its paper was posted before in this thread: a note there. */
  again?: true;
  /** The follow that it brings news for; missing for a paper of the day. */
  followId?: string;
  /** What a journal club says; missing for all else. */
  club?: ClubMessage;
  /** Which of a forum's tags it gets, by their names. */
  fits: (tag: string) => boolean;
  /** The thread in which its paper is discussed already. */
  discussion?: { guildId: string; threadId: string };
}

/** Why one try did not end with a post that is there. */
export type Failure =
  /** Not taken: a limit of the channel, or of all that the bot sends. */
  | { kind: 'limited'; afterMs: number; scope: 'channel' | 'bot' }
  /** No answer, or a server error: it may have arrived. */
  | { kind: 'unsure'; error: unknown }
  /** Not taken, and the next one would not be either. */
  | { kind: 'barred'; reason: PauseReason }
  /** Not taken, for what is in it. */
  | { kind: 'refused'; note: Refusal; error: unknown };

/** A post that is there; `at` by Discord's clock. */
type There = { kind: 'there' } & Posted;

export type Attempt = There | { kind: 'removed' } | Failure;

export type Search =
  | There
  | { kind: 'absent' }
  /** The channel's history cannot be read, so that nothing found proves nothing. */
  | { kind: 'unproven' }
  | Failure;

/** The notice for whoever looks after a subscription. */
export type Notice = (
  | { kind: 'paused'; reason: PauseReason; obstacle?: Obstacle }
  /** Nothing matches any more. */
  | { kind: 'empty' }
  /** Discord refuses one post after the other. */
  | { kind: 'refused'; refused: Refused }
) & {
  /** Of one owner and, but for direct messages, of one server. At least one. */
  subscriptions: readonly Subscription[];
  /** Missing where the server cannot be reached, and of direct messages. */
  guildName?: string;
  /** Names of channels, where they are known: a mention is empty for whoever may not see them. */
  channelName?: (channelId: string) => string | undefined;
};

/** Whom a notice goes to. */
export type Recipient = { userId: string } | { channelId: string };

/** A server, as far as notices need to know it. */
export interface GuildInfo {
  name: string;
  ownerId: string;
  systemChannelId?: string;
}

/** The way to Discord's scheduled events; as of {@link Poster}. */
export interface EventPoster {
  /** The event that carries a mark; only those that are to come or under way are looked at. */
  find(guildId: string, mark: string): Promise<{ kind: 'there'; eventId: string } | { kind: 'absent' } | Failure>;
  /** Makes an event, or where its id is given brings it up to date. `removed`: it is not there any more. */
  set(
    event: SessionEvent,
    eventId?: string,
  ): Promise<{ kind: 'there'; eventId: string } | { kind: 'removed' } | Failure>;
  /** Fine if it is over, or not there any more. */
  cancel(guildId: string, eventId: string): Promise<{ kind: 'done' } | Failure>;
  /** Ids of those who are interested in an event. */
  interested(
    guildId: string,
    eventId: string,
  ): Promise<{ kind: 'known'; userIds: string[] } | { kind: 'removed' } | Failure>;
}

/** The way to Discord's polls; as of {@link Poster}. */
export interface PollPoster {
  /**
   * Ends a poll and reads who voted for which of its answers from Discord: what a client has heard of votes may not be
   * all. `counting`: Discord has not counted for good yet. `removed`: it is not there any more.
   */
  end(
    channelId: string,
    messageId: string,
  ): Promise<
    | { kind: 'final'; answers: { text: string; userIds: string[] }[] }
    | { kind: 'counting' }
    | { kind: 'removed' }
    | Failure
  >;
}

/** The way to Discord. Each method makes each request once; none throws for what Discord answers. */
export interface Poster {
  /** One try. With the nonce, Discord answers a repeated one with the first one's message, for some minutes. */
  post(post: Post): Promise<Attempt>;
  /** Looks for the post among what the bot has posted there since `since` (ms since the epoch). */
  find(post: Pick<Post, 'id' | 'place'>, since: number): Promise<Search>;
  /** To the servers that follow the channel. Fine if it was published before. */
  publish(channelId: string, messageId: string): Promise<{ kind: 'done' } | Failure>;
  /** Opens a thread below a post. Fine if there is one. `removed`: the post is gone. */
  startThread(
    posted: Pick<Posted, 'channelId' | 'messageId'>,
    name: string,
  ): Promise<{ kind: 'done' } | { kind: 'removed' } | Failure>;
  events: EventPoster;
  polls: PollPoster;
  /** What keeps posts from a place now. May throw what Discord answers. */
  obstacle: Look;
  /** Whether a post there can mention a role; only where the gateway tells. */
  roleState: RoleLook;
  /** A message with a notice, whose id is its nonce. */
  tell(to: Recipient, notice: Notice, id: string): Promise<{ kind: 'done' } | Failure>;
  /** Barred where the bot is no member. */
  guild(guildId: string): Promise<{ kind: 'known'; guild: GuildInfo } | Failure>;
  /** False only where Discord says so. */
  isMember(guildId: string, userId: string): Promise<boolean>;
}
