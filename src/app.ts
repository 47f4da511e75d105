import packageJson from '../package.json' with { type: 'json' };
import type { Clock } from './clock.ts';
import { type Discussing, discussing, type Threads } from './discussions/index.ts';
import { type RateLimits, rateLimits } from './library/rate-limits.ts';
import type { Log } from './log.ts';
import type { SearchIndex } from './search/types.ts';
import type { Store } from './store/index.ts';

/** What the commands work with. */
export interface App {
  /** The index in force: a changed collection brings a new one. */
  index(): SearchIndex;
  store: Store;
  /** The threads of the papers. */
  discussing: Discussing;
  /** Threads as Discord has them; there once the bot is connected, which is before any command is used. */
  threads(): Threads;
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

type Parts = Omit<App, 'version' | 'startedAt' | 'discussing' | 'limits'>;

export function createApp(parts: Parts): App {
  const { store, threads, clock } = parts;
  return {
    ...parts,
    discussing: discussing(store.discussions, threads, clock),
    limits: rateLimits(clock),
    version: packageJson.version,
    startedAt: clock.now(),
  };
}
