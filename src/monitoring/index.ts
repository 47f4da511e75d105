import packageJson from '../../package.json' with { type: 'json' };
import type { Log } from '../platform/log.ts';
import { type Metrics, NO_METRICS } from './metrics.ts';
import type { Scraped } from './prometheus.ts';
import { askReadiness, type Check, readinessText } from './readiness.ts';
import { type HttpPlace, serve, text } from './server.ts';

export {
  type InteractionOutcome,
  type InteractionSeen,
  type Metrics,
  NO_METRICS,
  type Queue,
  secondsSince,
} from './metrics.ts';
export type { Check } from './readiness.ts';
export type { HttpPlace } from './server.ts';

/** What the parts of a running Offprint tell whoever watches it. Each is missing until it is there. */
export interface Parts extends Partial<Scraped> {
  /** Why each part cannot do its work now. */
  checks: Record<string, Check>;
}

export interface Monitoring {
  /** Where it is served, as `http://127.0.0.1:9464`; missing where nothing is. */
  url?: string | undefined;
  metrics: Metrics;
  parts: Parts;
}

interface Served extends Monitoring {
  /** From now on not ready: for a proxy or a scheduler, before the work ends. */
  stopping(): void;
  close(): Promise<void>;
}

interface MonitoringOptions {
  /** Missing: nothing is served and nothing is counted. */
  http: HttpPlace | undefined;
  role: 'bot' | 'worker';
  /** The parts that must be there before it is ready. */
  needs: readonly string[];
  log: Log;
}

/**
 * Starts a program and serves how it does: `/livez` (the process answers), `/readyz` (it does its work, or why not) and
 * `/metrics` for Prometheus, from before its first part is there until its last one has ended.
 * @throws {OperatorError} when the port is in use or not allowed; and what `start` throws.
 */
export async function watched<T extends { stop(): Promise<void> }>(
  options: MonitoringOptions,
  start: (monitoring: Monitoring) => Promise<T>,
): Promise<T> {
  const monitoring = await startMonitoring(options);
  try {
    const started = await start(monitoring);
    const end = async () => {
      monitoring.stopping();
      await started.stop();
      await monitoring.close();
    };
    let ended: Promise<void> | undefined;
    return {
      ...started,
      /** Once, also where a signal and a lost connection both end it. */
      stop() {
        ended ??= end();
        return ended;
      },
    };
  } catch (error) {
    await monitoring.close();
    throw error;
  }
}

/**
 * @throws {OperatorError} when the port is in use or not allowed.
 */
async function startMonitoring({ http, role, needs, log }: MonitoringOptions): Promise<Served> {
  const parts: Parts = { checks: Object.fromEntries(needs.map(part => [part, () => 'it is being started'])) };
  if (!http) return { metrics: NO_METRICS, parts, stopping() {}, async close() {} };
  // Loaded only here: who watches nothing carries nothing of it.
  const { createPrometheus } = await import('./prometheus.ts');
  const prometheus = createPrometheus(
    { version: packageJson.version, role },
    {
      queue: () => parts.queue?.(),
      papers: () => parts.papers?.(),
      servers: () => parts.servers?.(),
      sources: () => parts.sources?.(),
    },
  );
  let said = new Map<string, unknown>();
  const server = await serve(
    http,
    {
      '/livez': async () => text(200, 'alive\n'),
      '/readyz': async () => {
        const failing = new Map<string, unknown>();
        const readiness = await askReadiness(parts.checks, (part, error) => failing.set(part, error));
        // A probe asks every few seconds: each failure is said once.
        for (const [part, err] of failing)
          if (!said.has(part)) log.warn({ part, err }, 'A part of Offprint is not ready');
        said = failing;
        return text(readiness.isReady ? 200 : 503, readinessText(readiness));
      },
      '/metrics': async () => ({ status: 200, ...(await prometheus.page()) }),
    },
    log,
  );
  log.info({ url: server.url }, 'Health and metrics are served: /livez, /readyz, /metrics');
  return {
    url: server.url,
    metrics: prometheus.metrics,
    parts,
    stopping() {
      parts.checks = { ...parts.checks, process: () => 'shutting down' };
    },
    close: server.close,
  };
}
