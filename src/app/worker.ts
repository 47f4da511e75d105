import { indexPlace, livingIndex } from '../collection/index.ts';
import { discordPoster, otherClocks } from '../discord/index.ts';
import { eventWords } from '../messages/club/event.ts';
import { noticeReply } from '../messages/notice.ts';
import { renderPost } from '../messages/post.ts';
import { type Monitoring, watched } from '../monitoring/index.ts';
import { awakeClock, type Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { openStore } from '../store/index.ts';
import { createDaily } from '../subscriptions/index.ts';
import type { Config } from './config.ts';
import { waitingForDatabase } from './waiting-for-database.ts';

export interface WorkerOptions {
  config: Config & { token: string };
  clock: Clock;
  log: Log;
}

export interface Worker {
  /** Finishes what is under way and closes the store. */
  stop(): Promise<void>;
}

/**
 * Delivers papers of the day next to the bot itself, over the same PostgreSQL; any number may.
 * @throws {OperatorError} with a message for the operator.
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { config, log } = options;
  return watched({ http: config.http, role: 'worker', needs: ['database', 'index'], log }, monitoring =>
    startParts(options, monitoring),
  );
}

async function startParts({ config, clock, log }: WorkerOptions, { metrics, parts }: Monitoring): Promise<Worker> {
  const { token, apiUrl, databaseUrl, databasePath, catchUpHours, maxSubscriptionsPerGuild } = config;
  if (databaseUrl === undefined) {
    throw new OperatorError(
      'A worker needs the database that the bot uses, and a SQLite file belongs to one process. Set DATABASE_URL to a PostgreSQL for both.',
    );
  }
  const store = await openStore({
    url: databaseUrl,
    path: databasePath,
    clock,
    log,
    onQuery: config.http && metrics.databaseQuery,
    whileUnreachable: waitingForDatabase(awakeClock, log),
  });
  parts.checks.database = () => store.ping().then(() => undefined);
  parts.queue = store.queue;
  const place = indexPlace(config);
  const collection = await livingIndex({
    path: config.collectionPath,
    store,
    place,
    watchesFile: false,
    metrics,
    log,
  }).catch(async error => {
    await store.close();
    throw error;
  });
  await collection.ready.catch(async error => {
    await store.close();
    throw error;
  });
  parts.checks.index = () => undefined;
  parts.papers = () => collection.index.papers.length;
  const daily = createDaily({
    store,
    index: () => collection.index,
    revision: () => collection.revision,
    catchUpHours,
    maxPerOwner: maxSubscriptionsPerGuild,
    clock,
    opinions: otherClocks(clock, store, apiUrl),
    random: Math.random,
    metrics,
    log,
  });
  collection.onChange(daily.collectionChanged);
  daily.start(
    discordPoster({
      token,
      apiUrl,
      clock,
      keep: store.keptTexts.keep,
      render: renderPost,
      renderEvent: eventWords,
      renderNotice: noticeReply,
      metrics,
    }),
  );
  return {
    async stop() {
      collection.stop();
      await daily.stop();
      await collection.close();
      await store.close();
    },
  };
}
