import type { Kysely, LogConfig } from 'kysely';
import type { Tables } from './schema.ts';
import type { Signals } from './signals.ts';

/** Where the two databases differ. Everything else is one code over one schema. */
export interface Traits {
  /**
   * Transactions of several connections run at once, so what one reads in order to change it must be locked (`FOR
   * UPDATE`), and what another has locked can be passed over (`SKIP LOCKED`). SQLite has one connection, and its
   * transactions come one after another.
   */
  rowLocks: boolean;
  /**
   * Several processes may work on it. Without, the one that opened the file owns it, and needs no lease to be alone.
   */
  shared: boolean;
  /**
   * Its server runs on another machine, as far as its address says. Only then does its time count as a second opinion.
   */
  ownClock: boolean;
}

/** Called after each statement, with how long it took and whether it failed. */
export type OnQuery = (seen: { failed: boolean; seconds: number }) => void;

/** An open database that is not yet brought up to date. */
export interface Database {
  db: Kysely<Tables>;
  traits: Traits;
  /**
   * Removes what was deleted from SQLite's log, which still has it, so that no file holds it any more. False: somebody
   * is reading just now, so it could not be done yet.
   */
  scrub?(): boolean;
  /** Missing: no other process is there to hear them. */
  signals?: Signals;
  close(): Promise<void>;
}

/** As Kysely takes it. */
export function queryLog(onQuery: OnQuery | undefined): { log?: LogConfig } {
  if (!onQuery) return {};
  return {
    log: ({ level, queryDurationMillis }) =>
      onQuery({ failed: level === 'error', seconds: queryDurationMillis / 1000 }),
  };
}
