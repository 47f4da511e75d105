import type { Discussing, Threads } from '../src/discussions/index.ts';
import type { Invites } from '../src/interactions/invites.ts';
import type { RateLimits } from '../src/library/index.ts';
import type { Clock } from '../src/platform/clock.ts';
import type { Log } from '../src/platform/log.ts';
import type { Rights } from '../src/rights/index.ts';
import type { SearchIndex } from '../src/search/types.ts';
import type { Readings, Sources } from '../src/sources/index.ts';
import type { Store } from '../src/store/index.ts';
import type { Daily, Places } from '../src/subscriptions/index.ts';

/** What the commands work with. */
export interface App {
  /** The index in force: a changed collection brings a new one. */
  index(): SearchIndex;
  store: Store;
  /** The threads of the papers. */
  discussing: Discussing;
  /** Threads as Discord has them; there once the bot is connected, which is before any command is used. */
  threads(): Threads;
  /** The paper of the day. */
  daily: Daily;
  /** Channels and roles as Discord has them; there once the bot is connected. */
  places(): Places;
  /** What people may do and see in their server; there once the bot is connected. */
  rights(): Rights;
  /** Where papers come from, and what of it this process reads. */
  sources: Sources;
  readings: Readings;
  /** Whether the bot belongs to this person; there once the bot is connected. */
  isOwner(userId: string): Promise<boolean>;
  /** How often one person may do what costs something. */
  limits: RateLimits;
  log: Log;
  clock: Clock;
  /** From 0 up to but not including 1. */
  random(): number;
  version: string;
  /** Ms since the epoch. */
  startedAt: number;
  invites(): Invites;
}
