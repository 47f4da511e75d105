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
   * Its server runs on another machine, as far as its address says. Only then is the time that it says a second
   * opinion.
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
   * What was deleted is then in no file any more: of SQLite, where its log still has it. False: somebody reads just
   * now, and it is not yet so.
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
