import type { Refused } from '../model/refusals.ts';
import type { Delivery, Subscription, SubscriptionSpec } from '../model/subscription.ts';
import type { Metrics } from '../monitoring/index.ts';
import type { Paper } from '../papers/paper.ts';
import type { AskTime, Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { SearchIndex } from '../search/types.ts';
import type { BroughtBack, By, Changed, Owner, Refuse, Store } from '../store/index.ts';
import type { SeesClub } from './clubs/speech.ts';
import type { SeenByAll } from './delivery/thread.ts';
import type { Obstacle } from './ports/channel-inspector.ts';
import type { Post, Poster } from './ports/poster.ts';
import type { Guilds, KnownServers } from './upkeep/departed-guilds.ts';

/** What comes next, and when (ms since the epoch). Without papers: nothing matches. */
export interface Preview {
  at: number;
  post: Post;
}

/** How a subscription stands, for whoever looks after it. */
export interface Condition {
  /** Papers that it chooses from, and those of them that it has not posted yet. */
  size: number;
  left: number;
  /** Several posts in a row were refused. */
  refused?: Refused;
  /** What keeps it from posting now. */
  obstacle?: Obstacle;
}

/** The paper of the day and what people follow: what they can do with it, and its deliveries once they are started. */
export interface Daily {
  /** Also follows. `full`: the server (or person) has as many as it may. */
  subscribe(wish: SubscriptionSpec, userId: string): Promise<{ added: Subscription } | { same: Subscription } | 'full'>;
  /** Papers of the day. */
  list(owner: Owner): Promise<Subscription[]>;
  follows(owner: Owner): Promise<Subscription[]>;
  get(id: string): Promise<Subscription | undefined>;
  /**
   * The step by which it becomes again what it was; undefined when it was gone; or another that is the same as what it
   * would be.
   */
  change(subscription: Subscription, wish: SubscriptionSpec, by: By): Promise<Changed>;
  /** Makes a change undone. */
  changeBack<R>(
    step: string,
    by: By,
    refuse: Refuse<R>,
  ): Promise<Exclude<BroughtBack, 'done'> | Subscription | { refused: R }>;
  pause(subscription: Subscription): Promise<void>;
  /** What prevents it, if something does: then it goes on by itself once that is gone. */
  resume(subscription: Subscription): Promise<Obstacle | undefined>;
  condition(subscription: Subscription): Promise<Condition>;
  /** The step by which it can be brought back, with its history; undefined when it was gone. */
  unsubscribe(subscription: Subscription, by: By): Promise<string | undefined>;
  bringBack<R>(step: string, by: By, refuse: Refuse<R>): Promise<BroughtBack | Subscription | { refused: R }>;
  /** What comes next; undefined while paused. */
  preview(subscription: Subscription): Promise<Preview | undefined>;
  /** An extra post, at once; false when no paper matches. */
  postNow(subscription: Subscription): Promise<boolean>;
  /** The follow that a delivery was for, and its papers that are still there, in the order in which they were told. */
  told(deliveryId: string): Promise<{ follow: Subscription; papers: Paper[] } | undefined>;
  /**
   * Ids of those who are interested in a session's event, as Discord says now; none where there is no event, or no
   * answer.
   */
  interested(clubId: string, date: string): Promise<string[]>;
  /** Of a club that has gone, as far as Discord answers. */
  cancelEvents(): Promise<void>;
  /** The newest first. */
  latest(subscription: Subscription, limit: number, only?: 'sent'): Promise<Delivery[]>;
  /** The most that a server (or person) may have. */
  maxPerOwner: number;
  /** How many papers a subscription chooses from. */
  poolSize(wish: Pick<SubscriptionSpec, 'query' | 'topic'>): number;
  guilds: Pick<Guilds, 'present' | 'joined' | 'left'>;
  /** Rights, roles or channels of a server changed: what the bot paused there may go on. */
  rightsChanged(guildId: string): void;
  /** Something may be due now: a club was set up or changed. */
  wake(): void;
  /** The index has taken up changes of the collection. */
  collectionChanged(): void;
  /**
   * Begins to deliver.
   * @param servers What those set up that are not among them pauses first. Missing where that is
   * another process's business.
   */
  start(poster: Poster, servers?: KnownServers): void;
  stop(): Promise<void>;
}

export interface DailyOptions {
  store: Store;
  index: () => SearchIndex;
  /** The revision of the collection that the index has taken up. */
  revision: () => number;
  catchUpHours: number;
  maxPerOwner: number;
  /** Missing in a process that does not hold the gateway. */
  seenByAll?: SeenByAll;
  /** As {@link seenByAll}. */
  seesClub?: SeesClub;
  /** Whether this process may still deliver, where that can end; missing where any number may. */
  mayAct?: () => Promise<boolean>;
  clock: Clock;
  /** Other clocks, asked where this one may be wrong. */
  opinions?: readonly AskTime[];
  random: () => number;
  metrics?: Metrics | undefined;
  log: Log;
}
