import packageJson from '../package.json' with { type: 'json' };
import type { Clock } from './clock.ts';
import type { SearchIndex } from './search/types.ts';
import type { Store } from './store/index.ts';

/** What the commands work with. */
export interface App {
  /** The index in force: a changed collection brings a new one. */
  index(): SearchIndex;
  store: Store;
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

export function createApp(parts: Omit<App, 'version' | 'startedAt'>): App {
  return { ...parts, version: packageJson.version, startedAt: parts.clock.now() };
}
