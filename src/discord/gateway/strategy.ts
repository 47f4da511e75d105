import type { IShardingStrategy, WebSocketOptions } from 'discord.js';
import type { Log } from '../../platform/log.ts';
import { withoutComponents } from '../unreadable.ts';
import { type Keeper, type KeeperOptions, keepConnected } from './keeper.ts';

type Manager = Parameters<NonNullable<WebSocketOptions['buildStrategy']>>[0];

export interface StrategyOptions extends Omit<KeeperOptions, 'identity' | 'onEvent' | 'onLost'> {
  log: Log;
  /** An interaction that discord.js cannot read. */
  onUnreadable: (interaction: unknown) => void;
}

/** The one shard that there is. */
const SHARD = 0;
/**
 * As discord.js names what it hears from its own connections; the enum of the same name that it exports is another one.
 */
const EVENTS = { closed: 'closed', dispatch: 'dispatch', ready: 'ready', resumed: 'resumed' } as const;
const ABNORMAL = 1006;
const INTERACTION = 'INTERACTION_CREATE';
/** discord.js counts with it what a resume has brought; the session itself is kept by the keeper. */
const NO_SESSION = { resumeURL: '', sequence: 0, sessionId: '', shardCount: 1, shardId: SHARD };

/**
 * Puts {@link keepConnected} in the place of discord.js's own connections: those try again twice a second for ever,
 * stay with a resume address that is dead, and go on after their client was destroyed while they wait.
 */
export function buildStrategy(manager: Manager, { log, onUnreadable, ...options }: StrategyOptions): IShardingStrategy {
  const { token, intents, identifyProperties: properties } = manager.options;
  let keeper: Keeper | undefined;
  const emit = (event: string, payload: object) => manager.emit(event, { ...payload, shardId: SHARD });

  return {
    spawn() {},
    connect() {
      keeper = keepConnected({
        ...options,
        identity: { token, intents, properties, compress: false, shard: [SHARD, 1] },
        onLost: () => emit(EVENTS.closed, { code: ABNORMAL }),
        onEvent(frame) {
          try {
            if (frame.t === 'READY') {
              manager.options.updateSessionInfo(SHARD, NO_SESSION);
              emit(EVENTS.ready, { data: frame.d });
            }
            if (frame.t === 'RESUMED') emit(EVENTS.resumed, {});
            const data = frame.t === INTERACTION ? { ...frame, d: withoutComponents(frame.d) } : frame;
            emit(EVENTS.dispatch, { data });
          } catch (err) {
            log.error({ err, event: frame.t }, 'An event from Discord could not be read; Offprint goes on without it');
            if (frame.t === INTERACTION) onUnreadable(frame.d);
          }
        },
      });
    },
    async destroy() {
      await keeper?.stop();
      keeper = undefined;
    },
    send: (_, payload) => keeper?.send(payload),
    async fetchStatus() {
      throw new Error('How the connection is doing stands in the log; discord.js itself never asks.');
    },
  };
}
