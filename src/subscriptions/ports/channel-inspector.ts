import type { PauseReason, Place, RoleState, SubscriptionSpec } from '../../model/subscription.ts';

/** The member of a server who sets something up. */
export interface Member {
  userId: string;
  /** Without @everyone. */
  roleIds: readonly string[];
}

/** A channel that a command names or is used in. */
export interface NamedPlace {
  guildId: string;
  channelId: string;
  /**
   * What the bot may do there, as Discord says with the command; it knows better than the gateway, which is late or
   * hides the channel.
   */
  granted: bigint | undefined;
}

export type Inspection =
  | { kind: 'usable'; place: Place }
  /** Rights by their names in Discord's settings, the missing tag included. */
  | { kind: 'lacking'; channelId: string; rights: string[] }
  /** A moderator has timed the bot out until then, ms since the epoch. */
  | { kind: 'timed-out'; until: number }
  | { kind: 'wrong-kind' }
  /** Posts can go there, but none can have a thread of its own. */
  | { kind: 'no-threads' }
  | { kind: 'unknown' };

/** What keeps posts from a place now. */
export interface Obstacle {
  reason: PauseReason;
  /** Rights by their names in Discord's settings, only those that are missing. */
  missing: readonly string[];
  /** Of a time-out: when it ends, ms since the epoch. */
  until?: number;
}

/** `free`: nothing is in the way; `unknown`: that cannot be known at the moment. */
export type Look = (wish: Pick<SubscriptionSpec, 'place' | 'thread'>) => Promise<Obstacle | 'free' | 'unknown'>;

/** Whether a post can mention a role: `fine`, why not, or `unknown` at the moment. */
export type RoleLook = (place: Pick<Place, 'guildId' | 'channelId'>, roleId: string) => RoleState | 'fine' | 'unknown';

export type MentionRight = 'fine' | 'everyone' | 'asker-may-not' | 'bot-may-not' | 'unknown';

/** Channels and roles as Discord has them now. */
export interface Places {
  /** Whether a channel of the server can be posted to, with a thread for each post where that is wanted. */
  inspect(where: NamedPlace, wish: { thread: boolean }): Inspection;
  /** Asks for a thread that slept when the session began: the gateway tells of it only when it wakes. */
  lookUp(channelId: string): Promise<void>;
  /** What keeps posts from a place, as the gateway has told it. */
  obstacle: Look;
  /**
   * Rights that the bot lacks to make an event that meets there, or to post a poll; none where that is unknown. By
   * their names in Discord's settings.
   */
  lacking(place: Place, what: 'events' | 'polls'): string[];
  /** Whether a post there can mention a role, as the gateway has told it. */
  roleState: RoleLook;
  /** Whether a post there may mention the role: only if the member could do it too. */
  mayMention(member: Member, where: { guildId: string; channelId: string }, roleId: string): MentionRight;
  /** The direct messages with a person, begun with a greeting; undefined if they take none. */
  directMessages(userId: string, greeting: string): Promise<string | undefined>;
  /** `#papers`; undefined where it is gone or hidden. */
  channelName(channelId: string): string | undefined;
}
