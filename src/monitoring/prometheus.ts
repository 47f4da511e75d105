import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { within } from '../platform/within.ts';
import type { Metrics, Queue, SourceFreshness } from './metrics.ts';

/** What is asked when somebody scrapes; undefined where it is not there yet. */
export interface Scraped {
  /** Deliveries and subscriptions by their state. */
  queue(): Promise<Queue> | undefined;
  /** Papers that can be found now. */
  papers(): number | undefined;
  servers(): number | undefined;
  sources(): Promise<readonly SourceFreshness[]> | undefined;
}

/** Discord waits 3 s for an answer; most are there within 50 ms. In seconds. */
const ANSWER_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 10];
/** A statement takes below a millisecond; PostgreSQL is given up after 2.5 s. In seconds. */
const QUERY_BUCKETS = [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2.5];
/** From on time to six hours, after which a paper of the day is left out. In seconds. */
const LATENESS_BUCKETS = [1, 5, 15, 60, 300, 900, 3_600, 21_600];
/** A scrape does not wait longer for the database, in ms. */
const QUEUE_MS = 1_000;

export interface Prometheus {
  metrics: Metrics;
  /** The page as Prometheus reads it. */
  page(): Promise<{ type: string; body: string }>;
}

/** Counts what happens by prom-client. `role`: which of Offprint's programs this is. */
export function createPrometheus(
  { version, role }: { version: string; role: 'bot' | 'worker' },
  scraped: Scraped,
): Prometheus {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'offprint_info',
    help: 'The version that runs, and which program it is.',
    labelNames: ['version', 'role'],
    registers,
  }).set({ version, role }, 1);

  const interactions = new Histogram({
    name: 'offprint_interaction_seconds',
    help: 'From the arrival of an interaction to its answer.',
    labelNames: ['command', 'kind', 'outcome', 'deferred'],
    buckets: ANSWER_BUCKETS,
    registers,
  });
  // A worker has no session: a gauge that says so would look like a bot that has lost its own.
  const ofBot = role === 'bot' ? registers : [];
  const connected = new Gauge({
    name: 'offprint_gateway_connected',
    help: "Sessions on Discord's gateway: one for each shard that this process has.",
    registers: ofBot,
  });
  const shards = new Gauge({
    name: 'offprint_gateway_shards',
    help: 'Shards that the bot has, over all its processes; 1 until that is known.',
    registers: ofBot,
  });
  shards.set(1);
  const connects = new Counter({
    name: 'offprint_gateway_connects_total',
    help: 'Sessions that began (new), and that went on after a loss (resumed).',
    labelNames: ['session'],
    registers,
  });
  const losses = new Counter({
    name: 'offprint_gateway_losses_total',
    help: 'Connections that ended, and tries to connect that failed.',
    registers: ofBot,
  });
  const requests = new Histogram({
    name: 'offprint_discord_request_seconds',
    help: "Requests to Discord's REST API. Status none: no answer came.",
    labelNames: ['method', 'route', 'status'],
    buckets: ANSWER_BUCKETS,
    registers,
  });
  const limits = new Counter({
    name: 'offprint_discord_rate_limits_total',
    help: 'Requests that had to wait for a rate limit.',
    labelNames: ['scope'],
    registers,
  });
  const waits = new Counter({
    name: 'offprint_discord_rate_limit_wait_seconds_total',
    help: 'How long they had to wait.',
    labelNames: ['scope'],
    registers,
  });
  const deliveries = new Counter({
    name: 'offprint_deliveries_total',
    help: 'Posts that came, or do not come and why.',
    labelNames: ['kind', 'outcome', 'note'],
    registers,
  });
  const lateness = new Histogram({
    name: 'offprint_delivery_lateness_seconds',
    help: 'How much later than it was due a post came.',
    labelNames: ['kind'],
    buckets: LATENESS_BUCKETS,
    registers,
  });
  const sourceRuns = new Counter({
    name: 'offprint_source_runs_total',
    help: 'Runs of the sources of papers.',
    labelNames: ['source', 'outcome'],
    registers,
  });
  const sourceSeconds = new Gauge({
    name: 'offprint_source_run_seconds',
    help: 'How long the latest run of a source took.',
    labelNames: ['source'],
    registers,
  });
  const sourcePapers = new Counter({
    name: 'offprint_source_papers_total',
    help: 'Papers that a source added or changed.',
    labelNames: ['source', 'change'],
    registers,
  });
  const queries = new Histogram({
    name: 'offprint_database_query_seconds',
    help: 'Statements of the database.',
    labelNames: ['outcome'],
    buckets: QUERY_BUCKETS,
    registers,
  });
  const indexOpened = new Gauge({
    name: 'offprint_index_open_seconds',
    help: 'How long it took to build the search index, or to open it on disk.',
    labelNames: ['kind'],
    registers,
  });
  const lookUp = addScraped(registry, scraped, ofBot);
  return {
    metrics: {
      interaction: ({ seconds, deferred, ...labels }) =>
        interactions.observe({ ...labels, deferred: deferred ? 'yes' : 'no' }, seconds),
      gatewayConnected(session) {
        connected.inc();
        connects.inc({ session });
      },
      gatewayLost(wasConnected) {
        if (wasConnected) connected.dec();
        losses.inc();
      },
      gatewayLeft: () => connected.dec(),
      gatewayShards: count => shards.set(count),
      discordRequest: ({ seconds, ...labels }) => requests.observe(labels, seconds),
      rateLimited({ scope, seconds }) {
        limits.inc({ scope });
        waits.inc({ scope }, seconds);
      },
      delivery({ kind, outcome, note = '', lateSeconds }) {
        deliveries.inc({ kind, outcome, note });
        if (lateSeconds !== undefined) lateness.observe({ kind }, Math.max(0, lateSeconds));
      },
      sourceRun({ source, outcome, seconds, added, changed }) {
        sourceRuns.inc({ source, outcome });
        sourceSeconds.set({ source }, seconds);
        sourcePapers.inc({ source, change: 'added' }, added);
        sourcePapers.inc({ source, change: 'changed' }, changed);
      },
      databaseQuery: ({ failed, seconds }) => queries.observe({ outcome: failed ? 'failed' : 'done' }, seconds),
      indexOpened: ({ kind, seconds }) => indexOpened.set({ kind }, seconds),
    },
    async page() {
      await lookUp();
      return { type: registry.contentType, body: await registry.metrics() };
    },
  };
}

/** Values that are looked up when somebody asks for the page; answers how. */
function addScraped(
  registry: Registry,
  { queue, papers, servers, sources }: Scraped,
  ofBot: Registry[],
): () => Promise<void> {
  const registers = [registry];
  const known = (name: string, help: string, value: () => number | undefined, where = registers) =>
    new Gauge({
      name,
      help,
      registers: where,
      collect() {
        const now = value();
        if (now !== undefined) this.set(now);
      },
    });
  known('offprint_index_papers', 'Papers that can be found.', papers);
  known('offprint_servers', 'Servers that the bot is in.', servers, ofBot);
  const due = new Gauge({
    name: 'offprint_deliveries_due',
    help: 'Posts that are due and have not come.',
    registers,
  });
  const oldest = new Gauge({
    name: 'offprint_delivery_oldest_due_seconds',
    help: 'For how long the oldest of them has been due; 0 without any.',
    registers,
  });
  const notices = new Gauge({
    name: 'offprint_notices_waiting',
    help: 'Notices to people that are on their way.',
    registers,
  });
  const subscriptions = new Gauge({
    name: 'offprint_subscriptions',
    help: 'Papers of the day and follows, running and paused (with the reason).',
    labelNames: ['kind', 'state'],
    registers,
  });
  const up = new Gauge({
    name: 'offprint_database_up',
    help: '1 when the database answered this scrape.',
    registers,
  });
  const deliveries = new Gauge({
    name: 'offprint_deliveries',
    help: 'Posts on their way, by state.',
    labelNames: ['state'],
    registers,
  });
  const sourceRead = new Gauge({
    name: 'offprint_source_last_read_timestamp_seconds',
    help: 'When a source was last read to its end, in Unix time; 0: never.',
    labelNames: ['source'],
    registers: ofBot,
  });
  const sourceInterval = new Gauge({
    name: 'offprint_source_interval_seconds',
    help: 'How often a source is to be read.',
    labelNames: ['source'],
    registers: ofBot,
  });
  const answerOf = async <T>(asked: Promise<T> | undefined) =>
    asked && (await within(QUEUE_MS, asked).catch(() => undefined));
  return async () => {
    const [found, read = []] = await Promise.all([answerOf(queue()), answerOf(sources())]);
    up.set(found ? 1 : 0);
    // What was known before is not said again: it may be wrong by now.
    for (const gauge of [deliveries, subscriptions, sourceRead, sourceInterval]) gauge.reset();
    for (const { source, intervalMs, readAt = 0 } of read) {
      sourceRead.set({ source }, readAt / 1000);
      sourceInterval.set({ source }, intervalMs / 1000);
    }
    for (const [state, count] of found?.deliveries ?? []) deliveries.set({ state }, count);
    for (const { kind, state, count } of found?.subscriptions ?? []) subscriptions.set({ kind, state }, count);
    due.set(found?.due ?? Number.NaN);
    oldest.set(found ? found.oldestDueMs / 1000 : Number.NaN);
    notices.set(found?.notices ?? Number.NaN);
  };
}
