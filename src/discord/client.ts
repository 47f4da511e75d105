import { type Client, Events, type Interaction } from 'discord.js';
import type { Threads } from '../discussions/index.ts';
import type { Command } from '../interactions/command.ts';
import type { Invites } from '../interactions/invites.ts';
import { type Metrics, NO_METRICS } from '../monitoring/index.ts';
import { type Clock, pause } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Rights } from '../rights/index.ts';
import type { Places } from '../subscriptions/index.ts';
import { createAnswers } from './answer.ts';
import { commandRights } from './command-rights.ts';
import { closedForGood } from './gateway/closing.ts';
import { gatewayAddress } from './gateway/info.ts';
import { identifyPauseMs } from './gateway/pauses.ts';
import { type Connections, isOn, type Shard, shardOf } from './gateway/shards.ts';
import { type StatusLog, statusLog } from './gateway/status-log.ts';
import { firstTime } from './interactions-seen.ts';
import { inviteLinks } from './invites.ts';
import { createLateness, timeOfDiscord } from './lateness.ts';
import { createClient } from './make-client.ts';
import { applicationOwners, type IsOwner } from './owners.ts';
import { discordPlaces } from './posting-places.ts';
import { createRegistrar } from './registrar.ts';
import { resolvedPermissions } from './resolved-permissions.ts';
import { watchRights } from './right-events.ts';
import { discordRights } from './rights.ts';
import { createRouter } from './router.ts';
import { followServers, type ServerEvents } from './servers.ts';
import { discordThreads } from './threads.ts';
import { answerUnreadable } from './unreadable.ts';
import { DiscordError, finalReason, type Network, untilReached } from './until-reached.ts';

export interface ConnectOptions extends ServerEvents {
  token: string;
  apiUrl: string;
  guildId: string | undefined;
  clock: Clock;
  network: Network;
  log: Log;
  commands: readonly Command[];
  /** Keeps a text that does not fit into an id. `userId`: who asked; missing for what nobody asked for. */
  keep: (text: string, userId?: string) => Promise<string>;
  kept: (key: string) => Promise<string | undefined>;
  /** The connection ended for good; the bot can do nothing any more. */
  onLost: (error: DiscordError) => void;
  /** A thread or a channel was deleted. */
  onChannelGone: (channelId: string) => void;
  /** A session has begun. */
  onServers: (servers: KnownServers) => void;
  /** How many shards the bot has, and those that this process connects at once; the others come by `connections`. */
  shards?: { count: number; first: readonly number[] };
  /** Before a session is asked for: waits until no other process lets a shard of this bucket in. */
  awaitTurn?: ((bucket: number) => Promise<void>) | undefined;
  /**
   * Whether an interaction is this process's own: another one may take its place, or have taken it while this slept.
   */
  mayAct?: (interaction: { id: string; shard: number }) => Promise<boolean>;
  metrics?: Metrics;
  /** The bot may have won or lost a right in a server. */
  onRightsChanged: (guildId: string) => void;
}

/** All servers of a shard, or of several, that the bot is in; those with an outage included. */
export interface KnownServers {
  ids: string[];
  /** Whether it would be among them, if the bot were in it. */
  covers: (guildId: string) => boolean;
}

const ONE_SHARD = { count: 1, first: [0] };

export interface BotConnection {
  invites: Invites;
  threads: Threads;
  places: Places;
  rights: Rights;
  isOwner: IsOwner;
  /** Those of the shards that this process has now. */
  known(): KnownServers;
  connections: Connections;
  /** Those that this process has and that have had a session. */
  shards(): number[];
  /** How many servers it is in now. */
  servers(): number;
  /** Whether each shard that this process has is connected now. */
  isConnected(): boolean;
  /** Resolves when Discord has the commands, or they could not be registered (which the log tells). */
  registered: Promise<void>;
  /** Takes nothing new, lets replies under way finish, then leaves. */
  close(): Promise<void>;
}

/**
 * A first answer takes milliseconds; one that shows "thinking…" first may take seconds, as when a list is taken in. In
 * ms.
 */
const DRAIN_MS = 5_000;

/**
 * Connects to Discord; as long as it cannot be reached, tries again with growing pauses. There is one client for as
 * long as the program runs, and one keeper of its connection: see {@link createClient}.
 * @throws {DiscordError} when Discord refuses for good: a wrong token, intents that are not allowed.
 */
export async function connect(options: ConnectOptions): Promise<BotConnection> {
  const { log, metrics, shards = ONE_SHARD } = options;
  const statuses = new Map<number, StatusLog>();
  const statusOf = ({ id, count }: Shard) => {
    const status = statuses.get(id) ?? statusLog(count === 1 ? log : log.child({ shard: id }), metrics);
    statuses.set(id, status);
    return status;
  };
  const status = statusOf({ id: shards.first[0] ?? 0, count: shards.count });
  return untilReached(options.network, status, () => connectOnce(options, statusOf));
}

async function connectOnce(options: ConnectOptions, statusOf: (shard: Shard) => StatusLog): Promise<BotConnection> {
  const { log, commands, token, apiUrl, metrics = NO_METRICS, shards = ONE_SHARD } = options;
  const { clock, random } = options.network;
  // A login fails as a whole, and costs its client; so whether one has a chance is asked before.
  const { first, info } = await gatewayAddress(apiUrl, token, metrics);
  const limited = identifyPauseMs([], first.session_start_limit, clock.now());
  if (limited > 0) {
    statusOf({ id: shards.first[0] ?? 0, count: shards.count }).limited(clock.now() + limited, 0);
    await pause(clock, limited);
    return connectOnce(options, statusOf);
  }

  const refusal = Promise.withResolvers<never>();
  const control = Promise.withResolvers<Connections>();
  /** The shards that this process has. */
  const mine = new Map<number, Shard>();
  const isNew = firstTime();
  const client = createClient(
    apiUrl,
    {
      info,
      clock,
      random,
      shards,
      statusOf,
      awaitTurn: options.awaitTurn,
      log,
      onSession(shard, ids) {
        mine.set(shard.id, shard);
        present.beginSession(shard, ids);
        if (client.isReady()) options.onServers({ ids, covers: id => isOn(shard, id) });
      },
      onLeft(shard) {
        mine.delete(shard.id);
        present.endSession(shard);
      },
      onConnections: control.resolve,
      onUnreadable(interaction) {
        answerUnreadable(client.rest, interaction, isNew).catch(err =>
          log.warn({ err }, 'An interaction that could not be read could not be answered either'),
        );
      },
      isRefusal: error => finalReason(error) !== undefined,
      onRefused: reason =>
        refusal.reject('code' in reason ? new DiscordError(closedForGood(reason.code)) : finalReason(reason.error)),
    },
    metrics,
  );
  const present = followServers(client, {
    onJoined(guildId) {
      options.onJoined(guildId);
      registrar.joined(guildId);
    },
    onRemoved: options.onRemoved,
  });
  const registrar = createRegistrar({
    commands,
    rest: client.rest,
    guildId: options.guildId,
    guilds: async () => [...client.guilds.cache.keys()],
    clock,
    log,
  });
  let closing = false;
  const underWay = new Set<Promise<void>>();
  const route = createRouter({
    commands,
    answers: createAnswers({ client, keep: options.keep, metrics, log }),
    kept: options.kept,
    mention: registrar.mention,
    resolved: resolvedPermissions(client),
    mayRun: commandRights({ rest: client.rest, idOf: registrar.idOf, clock: options.clock, log }),
    metrics,
    log,
  });
  const lateness = createLateness({ clock: options.clock, ask: timeOfDiscord(apiUrl), log });
  await lateness.compare();
  const handle = async (interaction: Interaction) => {
    const begun = performance.now();
    const { id, guildId } = interaction;
    if (options.mayAct && !(await options.mayAct({ id, shard: shardOf(guildId, shards.count) }))) return;
    const isTooLate = await lateness.isTooLate(interaction.id);
    await route(interaction, { begun, isTooLate });
    if (!isTooLate) return;
    log.warn(
      { interaction: interaction.id },
      'An interaction was read too late: Discord has told the person that it failed, so nothing is done for it',
    );
  };
  client.on(Events.InteractionCreate, interaction => {
    if (closing || !isNew(interaction.id)) return;
    const work = handle(interaction)
      .catch(err => log.error({ err }, 'An interaction could not be handled'))
      .finally(() => underWay.delete(work));
    underWay.add(work);
  });
  client.on(Events.ThreadDelete, ({ id }) => options.onChannelGone(id));
  client.on(Events.ChannelDelete, ({ id }) => options.onChannelGone(id));
  watchRights(client, options.onRightsChanged);
  client.on(Events.ClientReady, ({ user, guilds }) =>
    log.info({ bot: user.id, servers: guilds.cache.size }, 'Connected to Discord'),
  );
  client.on(Events.Error, err => log.error({ err }, 'The Discord client reports an error'));
  client.on(Events.Warn, warning => log.warn(warning));

  try {
    const ready = await Promise.race([login(client, token), refusal.promise]);
    const { application } = ready;
    refusal.promise.catch(error => {
      if (!closing) options.onLost(error);
    });
    const invites = inviteLinks(application.id);
    return {
      invites,
      threads: discordThreads(ready, options.keep, options.clock, metrics),
      places: discordPlaces(ready, options.clock),
      rights: discordRights(ready, options.clock),
      isOwner: applicationOwners(client.rest, options.clock),
      known() {
        const shards = [...mine.values()];
        return { ids: present.ids(), covers: id => shards.some(shard => isOn(shard, id)) };
      },
      connections: await control.promise,
      shards: () => [...mine.keys()],
      servers: () => client.guilds.cache.size,
      isConnected: () => [...mine.values()].every(shard => statusOf(shard).isConnected),
      registered: registrar.begin({ id: application.id, invite: invites.server }),
      async close() {
        closing = true;
        registrar.stop();
        await Promise.race([
          Promise.allSettled(underWay),
          new Promise(resolve => setTimeout(resolve, DRAIN_MS).unref()),
        ]);
        await client.destroy();
      },
    };
  } catch (error) {
    await client.destroy();
    throw error;
  }
}

async function login(client: Client, token: string): Promise<Client<true>> {
  // Subscribed first: without servers the client is ready before `login` answers.
  const ready = new Promise<Client<true>>(resolve => client.once(Events.ClientReady, resolve));
  await client.login(token);
  return ready;
}
