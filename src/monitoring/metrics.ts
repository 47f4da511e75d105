/** How an interaction ended. `too-late`: Discord no longer waited. `elsewhere`: another program has answered it. */
export type InteractionOutcome = 'answered' | 'failed' | 'too-late' | 'elsewhere';

export interface InteractionSeen {
  /** The name of a command of ours, or `unknown`. */
  command: string;
  kind: 'command' | 'component' | 'autocomplete';
  outcome: InteractionOutcome;
  /** "Thinking…" was shown first: then the answer may take longer than the 3 s that Discord waits. */
  deferred: boolean;
  /** From its arrival to its answer. */
  seconds: number;
}

export interface DeliverySeen {
  kind: 'daily' | 'digest' | 'at-once' | 'club';
  outcome: 'sent' | 'failed' | 'missed';
  /** Why it did not come. */
  note?: string;
  /** How much later than it was due; of those that were sent. */
  lateSeconds?: number;
}

/**
 * What happens in Offprint, for whoever counts it. Every method returns at once and never throws. Nothing that it is
 * given names a server, a person, a channel or a paper.
 */
export interface Metrics {
  interaction(seen: InteractionSeen): void;
  /** @param session Whether the session began, or went on where it was. */
  gatewayConnected(session: 'new' | 'resumed'): void;
  /** A connection ended, or a try failed. */
  gatewayLost(wasConnected: boolean): void;
  /** A shard was left to another process. */
  gatewayLeft(): void;
  /** How many shards the bot has, over all its processes. */
  gatewayShards(count: number): void;
  /**
   * One request to Discord. @param route Without ids and tokens. @param status Of HTTP; `none` where no answer came.
   */
  discordRequest(seen: { method: string; route: string; status: string; seconds: number }): void;
  /** A request waits, or is not sent, because of a rate limit. */
  rateLimited(seen: { scope: string; seconds: number }): void;
  delivery(seen: DeliverySeen): void;
  sourceRun(seen: {
    source: string;
    outcome: 'read' | 'failed';
    seconds: number;
    added: number;
    changed: number;
  }): void;
  databaseQuery(seen: { failed: boolean; seconds: number }): void;
  indexOpened(seen: { kind: 'memory' | 'disk'; seconds: number }): void;
}

/** How much waits to be delivered, without a word about whom it is for. */
export interface Queue {
  /** Of those that are on their way. */
  deliveries: ReadonlyMap<string, number>;
  /** Those that could be sent now, and for how long the oldest could have been, in ms. */
  due: number;
  oldestDueMs: number;
  /** Running, or why they are paused. */
  subscriptions: readonly { kind: string; state: string; count: number }[];
  notices: number;
}

/** How fresh a source is. */
export interface SourceFreshness {
  source: string;
  intervalMs: number;
  /** When it was last read to its end, in ms since the epoch; missing: never. */
  readAt?: number;
}

const ignore = () => {};

/** Nobody counts. */
export const NO_METRICS: Metrics = {
  interaction: ignore,
  gatewayConnected: ignore,
  gatewayLost: ignore,
  gatewayLeft: ignore,
  gatewayShards: ignore,
  discordRequest: ignore,
  rateLimited: ignore,
  delivery: ignore,
  sourceRun: ignore,
  databaseQuery: ignore,
  indexOpened: ignore,
};

/** Seconds since `begun`, a reading of `performance.now()`. */
export function secondsSince(begun: number): number {
  return (performance.now() - begun) / 1000;
}
