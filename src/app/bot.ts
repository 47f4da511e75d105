import { createCommands } from '../../commands/index.ts';
import type { App } from '../../commands/services.ts';
import { indexPlace, livingIndex } from '../collection/index.ts';
import { connect, discordPoster, type Network, otherClocks } from '../discord/index.ts';
import type { Threads } from '../discussions/index.ts';
import type { Invites } from '../interactions/invites.ts';
import { Refusal } from '../interactions/reply.ts';
import { eventWords } from '../messages/club/event.ts';
import { indexIsBuilt } from '../messages/index-is-built.ts';
import { noticeReply } from '../messages/notice.ts';
import { renderPost } from '../messages/post.ts';
import { type Monitoring, watched } from '../monitoring/index.ts';
import { awakeClock, type Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { OnStep } from '../platform/slow-steps.ts';
import { within } from '../platform/within.ts';
import type { Rights } from '../rights/index.ts';
import { readSourcesFile } from '../sources/index.ts';
import { keyOf, openStore } from '../store/index.ts';
import type { Look, Notice, Places, RoleLook } from '../subscriptions/index.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { recoverDiscussions } from './recover-discussions.ts';
import { shardsOf } from './shards/shard-numbers.ts';
import { type ShardTurns, takeShards } from './shards/shard-turns.ts';
import { waitingForDatabase } from './waiting-for-database.ts';

export interface BotOptions {
  config: Config & { token: string };
  clock: Clock;
  /**
   * Of the connection to Discord; the default is the system's time, also where the days of `clock` are driven:
   * heartbeats are agreed with Discord.
   */
  network?: Network;
  log: Log;
  /** From 0 up to but not including 1; the default is `Math.random`. */
  random?: () => number;
  /** Makes the index in memory; the default is one of this bot's own. */
  buildIndex?: Parameters<typeof livingIndex>[0]['build'];
  /** Opens the index on disk. */
  openDisk?: Parameters<typeof livingIndex>[0]['openDisk'];
  /** What the start is at. */
  onStep?: OnStep;
  /** The bot has lost Discord for good and can do nothing more. */
  onLost: (error: Error) => void;
  /** The process ends while this bot still stands by: it gives up its place at once. */
  ending?: AbortSignal;
}

export interface Bot {
  invites: Invites;
  /** Resolves when Discord has the commands, or they could not be registered (which the log tells). */
  registered: Promise<void>;
  /**
   * Resolves when the search index is there: one that is damaged, new or of an earlier version is built while the bot
   * is connected.
   */
  searchable: Promise<void>;
  /** The shards that this process is connected to. */
  shards(): number[];
  /** Reads the collection again, also if its file looks unchanged. */
  reload(): void;
  /** Finishes replies under way, leaves Discord and closes the store. */
  stop(): Promise<void>;
}

/** Keeping a text takes milliseconds. In ms. */
const KEEPING_MS = 700;

/**
 * Puts the parts together and connects.
 * @throws {CollectionError} {StoreError} {DiscordError} each with a message for the operator.
 */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { config, log } = options;
  return watched({ http: config.http, role: 'bot', needs: ['database', 'index', 'gateway'], log }, monitoring =>
    startParts(options, monitoring),
  );
}

const SYSTEM: Network = { clock: awakeClock, random: Math.random };

async function startParts(
  {
    config,
    clock,
    network = SYSTEM,
    log,
    random = Math.random,
    buildIndex,
    openDisk,
    onStep,
    onLost,
    ending,
  }: BotOptions,
  { metrics, parts }: Monitoring,
): Promise<Bot> {
  const sourcesSet = config.sourcesPath === undefined ? [] : await readSourcesFile(config.sourcesPath);
  onStep?.('opening the database');
  const store = await openStore({
    url: config.databaseUrl,
    path: config.databasePath,
    clock,
    log,
    onQuery: config.http && metrics.databaseQuery,
    whileUnreachable: waitingForDatabase(network.clock, log),
  });
  parts.checks.database = () => store.ping().then(() => undefined);
  parts.queue = store.queue;
  const place = indexPlace(config);
  onStep?.('reading the collection and preparing its index');
  const collection = await livingIndex({
    path: config.collectionPath,
    store,
    place,
    watchesFile: true,
    build: buildIndex,
    openDisk,
    metrics,
    log,
  }).catch(async error => {
    await store.close();
    throw error;
  });
  parts.checks.index = () => (collection.isReady() ? undefined : 'it is being built');
  parts.papers = () => (collection.isReady() ? collection.index.papers.length : 0);
  let invites: Invites = { server: '', user: '' };
  let threads: Threads | undefined;
  let places: Places | undefined;
  let rights: Rights | undefined;
  let isOwner: App['isOwner'] | undefined;
  /** A SQLite file stays with its process also while that sleeps; the gateway may have gone to another. */
  let turns: ShardTurns | undefined;
  const mayAct: ShardTurns['mayAct'] = async interaction => turns?.mayAct(interaction) ?? true;
  const app = createApp({
    index() {
      if (!collection.isReady()) throw new Refusal(indexIsBuilt());
      return collection.index;
    },
    revision: () => collection.revision,
    store,
    clock,
    random,
    log,
    invites: () => invites,
    threads() {
      if (!threads) throw new Error('Threads were asked for before the bot was connected.');
      return threads;
    },
    places() {
      if (!places) throw new Error('Channels were asked for before the bot was connected.');
      return places;
    },
    rights() {
      if (!rights) throw new Error('Rights were asked for before the bot was connected.');
      return rights;
    },
    isOwner(userId) {
      if (!isOwner) throw new Error('The owner was asked for before the bot was connected.');
      return isOwner(userId);
    },
    sourcesSet,
    sourcesContact: config.sourcesContact,
    sourceAddresses: config.sourceAddresses,
    mayAct,
    opinions: otherClocks(clock, store, config.apiUrl),
    metrics,
    catchUpHours: config.catchUpHours,
    maxSubscriptionsPerGuild: config.maxSubscriptionsPerGuild,
  });
  parts.sources = async () =>
    (await app.sources.all()).map(({ settings, state }) => ({
      source: settings.name,
      intervalMs: settings.every,
      ...(state?.finishedAt !== undefined && { readAt: state.finishedAt }),
    }));
  collection.onChange(app.daily.collectionChanged);
  /** A long search is answered also while the database is out of order: only its buttons lead nowhere then. */
  const keep = async (text: string, userId?: string) => {
    try {
      return await within(KEEPING_MS, store.keptTexts.keep(text, userId));
    } catch (err) {
      log.warn({ err }, 'A long search cannot be kept; its buttons will not work');
      return keyOf(text, userId);
    }
  };
  const { guilds } = app.daily;
  /** One after the other: a server may go and come back within a moment. */
  let changes = Promise.resolve();
  const noted = (change: () => Promise<void>) => {
    changes = changes
      .then(change)
      .catch(err => log.warn({ err }, 'A change of servers could not be noted; the next connection notices it'));
  };
  try {
    const { count, only } = await shardsOf(config, { store, clock, network, log });
    metrics.gatewayShards(only && store.alone ? only.length : count);
    if (!store.alone) {
      onStep?.(undefined);
      // Ready to take over: whoever replaces one process by another waits for this before it ends the first.
      parts.checks.gateway = () => undefined;
      turns = await takeShards({ store, clock, log, count, only, onLost, ending });
    }
    onStep?.('connecting to Discord');
    const connection = await connect({
      token: config.token,
      apiUrl: config.apiUrl,
      guildId: config.guildId,
      clock,
      network,
      log,
      commands: createCommands(app),
      keep,
      kept: store.keptTexts.get,
      onLost,
      onChannelGone: id =>
        void store.discussions
          .channelGone(id)
          .catch(err => log.warn({ err }, 'A deleted thread stays noted until someone wants it')),
      onServers: known => noted(() => guilds.present(known)),
      shards: { count, first: turns ? [turns.first] : (only ?? Array.from({ length: count }, (_, id) => id)) },
      awaitTurn: turns?.awaitTurn,
      onJoined: id => noted(() => guilds.joined(id)),
      onRemoved: id => noted(() => guilds.left(id)),
      mayAct,
      metrics,
      onRightsChanged: id => app.daily.rightsChanged(id),
    });
    parts.checks.gateway = () =>
      connection.isConnected() ? undefined : 'the connection to Discord is lost; it is tried again';
    parts.servers = connection.servers;
    invites = connection.invites;
    threads = connection.threads;
    places = connection.places;
    rights = connection.rights;
    isOwner = connection.isOwner;
    const { token, apiUrl } = config;
    const renderNotice = (notice: Notice) => noticeReply(notice, id => places?.channelName(id));
    const roleLook: RoleLook = (place, roleId) => places?.roleState(place, roleId) ?? 'unknown';
    const look: Look = async wish => (await places?.obstacle(wish)) ?? 'unknown';
    const poster = discordPoster({
      token,
      apiUrl,
      keep,
      clock,
      look,
      roleLook,
      render: renderPost,
      renderEvent: eventWords,
      renderNotice,
      metrics,
    });
    await turns?.begin(connection.connections);
    app.readings.start();
    onStep?.(undefined);
    let isEnding = false;
    /** Nothing is chosen, posted or rendered from an index that is not whole. */
    const begin = async () => {
      if (isEnding) return;
      app.daily.start(poster, connection.known());
      await recoverDiscussions(app);
    };
    const isWaiting = !collection.isReady();
    if (isWaiting) log.info('The search index is being built. Offprint is connected meanwhile, and tells whoever asks');
    const begun = isWaiting ? collection.ready.then(begin) : begin();
    void begun.then(
      () => isWaiting && !isEnding && log.info('The search index is there: Offprint answers everything'),
      error => isEnding || onLost(error instanceof Error ? error : new Error(String(error))),
    );
    return {
      invites,
      registered: connection.registered,
      searchable: collection.ready,
      shards: connection.shards,
      reload: collection.reload,
      async stop() {
        isEnding = true;
        await turns?.handOver().catch(err => log.warn({ err }, 'The connection could not be handed over'));
        collection.stop();
        await app.readings.stop();
        await connection.close();
        await changes;
        await app.daily.stop();
        await begun.catch(() => undefined);
        await collection.close();
        await turns?.release();
        await store.close();
      },
    };
  } catch (error) {
    collection.stop();
    await collection.close();
    await turns?.release();
    await store.close();
    throw error;
  }
}
