import packageJson from '../../package.json' with { type: 'json' };
import { intake } from '../collection/intake.ts';
import { type Discussing, discussing, type Threads } from '../discussions/index.ts';
import { type RateLimits, rateLimits } from '../library/rate-limits.ts';
import type { Metrics } from '../monitoring/index.ts';
import type { AskTime, Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Rights } from '../rights/index.ts';
import type { SearchIndex } from '../search/types.ts';
import {
  type Addresses,
  createReadings,
  createSources,
  needContact,
  type Readings,
  type SourceSettings,
  type Sources,
} from '../sources/index.ts';
import type { Store } from '../store/index.ts';
import { createDaily, type Daily } from '../subscriptions/index.ts';
import type { Places } from '../subscriptions/ports/channel-inspector.ts';

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

/** Addresses under which the bot can be installed. */
export interface Invites {
  server: string;
  user: string;
}

interface Parts
  extends Omit<App, 'version' | 'startedAt' | 'discussing' | 'daily' | 'limits' | 'sources' | 'readings'> {
  /** The sources of the operator's file. */
  sourcesSet: readonly SourceSettings[];
  sourcesContact: string | undefined;
  sourceAddresses: Addresses;
  /** The revision of the collection that the index has taken up. */
  revision(): number;
  /** Whether this process may still do anything. */
  mayAct?: () => Promise<boolean>;
  /** Other clocks, asked where this one may be wrong. */
  opinions?: readonly AskTime[];
  metrics?: Metrics;
  /** How late a paper of the day may come. */
  catchUpHours: number;
  maxSubscriptionsPerGuild: number;
}

export function createApp(parts: Parts): App {
  const { store, threads, clock, log, catchUpHours, maxSubscriptionsPerGuild } = parts;
  needContact(parts.sourcesSet, parts.sourcesContact);
  const sources = createSources({
    ...parts,
    set: parts.sourcesSet,
    contact: parts.sourcesContact,
    addresses: parts.sourceAddresses,
    intake: intake(store.papers),
  });
  return {
    ...parts,
    discussing: discussing(store.discussions, threads, clock),
    daily: createDaily({
      ...parts,
      catchUpHours,
      maxPerOwner: maxSubscriptionsPerGuild,
      seenByAll: (channelId, discussion) => parts.rights().seenByAll(channelId, discussion),
    }),
    sources,
    readings: createReadings({ sources, clock, metrics: parts.metrics, log }),
    limits: rateLimits(clock),
    version: packageJson.version,
    startedAt: clock.now(),
  };
}
