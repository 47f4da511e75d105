import { type Metrics, NO_METRICS } from '../../monitoring/index.ts';
import type { Log } from '../../platform/log.ts';

/**
 * The state of the connection as the log and the metrics tell it. The log has one line for each change, and a few while
 * an outage lasts.
 */
export interface StatusLog {
  connected(session: 'new' | 'resumed', now: number): void;
  /** A connection ended, or a try failed. */
  failed(reason: string, now: number): void;
  /** Discord has no session left for this bot until then. */
  limited(until: number, left: number): void;
  /** The shard was left to another process. */
  left(): void;
  /** Whether there is a session now. */
  readonly isConnected: boolean;
}

/**
 * The first "still trying" of an outage comes after a minute, each next one when it has lasted ten times as long. In
 * ms.
 */
const FIRST_AFTER_MS = 60_000;
const GROWTH = 10;

export function statusLog(log: Log, metrics: Metrics = NO_METRICS): StatusLog {
  let state: 'new' | 'connected' | 'down' = 'new';
  let everConnected = false;
  let since = 0;
  let tries = 0;
  let nextWordAt = 0;
  const iso = (ms: number) => new Date(ms).toISOString();

  return {
    connected(session, now) {
      metrics.gatewayConnected(session);
      // The first time is logged with what came along: the client is ready then.
      if (state === 'down' && everConnected) {
        log.info({ session, seconds: Math.round((now - since) / 1000), tries }, 'Connected to Discord again');
      }
      state = 'connected';
      everConnected = true;
    },
    failed(reason, now) {
      metrics.gatewayLost(state === 'connected');
      if (state !== 'down') {
        log.warn(
          { reason },
          everConnected
            ? 'The connection to Discord was lost; reconnecting'
            : 'Discord cannot be reached; trying again',
        );
        state = 'down';
        since = now;
        tries = 0;
        nextWordAt = now + FIRST_AFTER_MS;
        return;
      }
      tries += 1;
      if (now < nextWordAt) return;
      log.warn({ reason, tries, since: iso(since) }, 'Still trying to reach Discord');
      nextWordAt = since + (now - since) * GROWTH;
    },
    left() {
      if (state === 'connected') metrics.gatewayLeft();
      state = 'new';
      everConnected = false;
    },
    get isConnected() {
      return state === 'connected';
    },
    limited(until, left) {
      log.warn(
        { until: iso(until), left },
        left > 0
          ? 'Offprint has asked Discord for many sessions today, and spares what is left: it connects again at the time that is given here'
          : 'Discord gives this bot no more sessions for now (1,000 a day). Offprint waits until the time that is given here; if nothing of yours connected so often, someone else may have the token: reset it in the developer portal',
      );
    },
  };
}
