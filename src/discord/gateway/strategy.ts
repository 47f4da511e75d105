import type { IShardingStrategy, WebSocketOptions } from 'discord.js';
import type { Log } from '../../platform/log.ts';
import { withoutComponents } from '../unreadable.ts';
import { type Keeper, type KeeperOptions, keepConnected } from './keeper.ts';
import { sessionStarts } from './session-starts.ts';
import type { Connections, Shard } from './shards.ts';
import type { StatusLog } from './status-log.ts';

type Manager = Parameters<NonNullable<WebSocketOptions['buildStrategy']>>[0];

export interface StrategyOptions
  extends Omit<KeeperOptions, 'identity' | 'shard' | 'starts' | 'status' | 'onSession' | 'onEvent' | 'onLost'> {
  log: Log;
  /** How many shards the bot has, and those that this process connects at once. */
  shards: { count: number; first: readonly number[] };
  statusOf: (shard: Shard) => StatusLog;
  /** A new session begins, before its READY is passed on. @param guildIds All servers of the shard. */
  onSession: (shard: Shard, guildIds: string[]) => void;
  /** This process has left a shard. */
  onLeft: (shard: Shard) => void;
  /** Further shards can be connected from now on. */
  onConnections: (connections: Connections) => void;
  /** An interaction that discord.js cannot read. */
  onUnreadable: (interaction: unknown) => void;
}

/**
 * To discord.js all sessions are one: it needs to know nothing of shards, and further ones can come and go while it
 * runs.
 */
const ONE = 0;
/**
 * As discord.js names what it hears from its own connections; the enum of the same name that it exports is another one.
 */
const EVENTS = { closed: 'closed', dispatch: 'dispatch', ready: 'ready', resumed: 'resumed' } as const;
const ABNORMAL = 1006;
const INTERACTION = 'INTERACTION_CREATE';
/** discord.js counts with it what a resume has brought; the session itself is kept by the keeper. */
const NO_SESSION = { resumeURL: '', sequence: 0, sessionId: '', shardCount: 1, shardId: ONE };

/**
 * Puts {@link keepConnected} in the place of discord.js's own connections: those try again twice a second for ever,
 * stay with a resume address that is dead, and go on after their client was destroyed while they wait.
 */
export function buildStrategy(
  manager: Manager,
  { log, shards, statusOf, onSession, onLeft, onConnections, onUnreadable, ...options }: StrategyOptions,
): IShardingStrategy {
  const { token, intents, identifyProperties: properties } = manager.options;
  const keepers = new Map<number, Keeper>();
  const starts = sessionStarts();
  const emit = (event: string, payload: object) => manager.emit(event, { ...payload, shardId: ONE });

  function add(id: number): Promise<void> {
    const shard = { id, count: shards.count };
    const { promise: there, resolve } = Promise.withResolvers<void>();
    const keeper = keepConnected({
      ...options,
      shard,
      starts,
      status: statusOf(shard),
      identity: { token, intents, properties, compress: false },
      onSession: guildIds => onSession(shard, guildIds),
      onLost: () => emit(EVENTS.closed, { code: ABNORMAL }),
      onEvent(frame) {
        try {
          if (frame.t === 'READY') {
            manager.options.updateSessionInfo(ONE, NO_SESSION);
            emit(EVENTS.ready, { data: frame.d });
          }
          if (frame.t === 'RESUMED') emit(EVENTS.resumed, {});
          const data = frame.t === INTERACTION ? { ...frame, d: withoutComponents(frame.d) } : frame;
          emit(EVENTS.dispatch, { data });
        } catch (err) {
          log.error({ err, event: frame.t }, 'An event from Discord could not be read; Offprint goes on without it');
          if (frame.t === INTERACTION) onUnreadable(frame.d);
        }
        if (frame.t === 'READY') resolve();
      },
    });
    keepers.set(id, keeper);
    return there;
  }

  async function remove(id: number): Promise<void> {
    const keeper = keepers.get(id);
    keepers.delete(id);
    await keeper?.stop();
    statusOf({ id, count: shards.count }).left();
    onLeft({ id, count: shards.count });
  }

  return {
    spawn() {},
    connect() {
      for (const id of shards.first) void add(id);
      onConnections({ add, remove });
    },
    async destroy() {
      const all = [...keepers.values()];
      keepers.clear();
      await Promise.all(all.map(keeper => keeper.stop()));
    },
    send: (_, payload) => keepers.values().next().value?.send(payload),
    async fetchStatus() {
      throw new Error('How the connection is doing stands in the log; discord.js itself never asks.');
    },
  };
}
