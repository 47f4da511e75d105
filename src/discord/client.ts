import {
  Client,
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayCloseCodes,
  GatewayIntentBits,
  Options,
} from 'discord.js';
import type { Invites } from '../app.ts';
import type { Clock } from '../clock.ts';
import type { Command } from '../command.ts';
import type { Places } from '../daily/places.ts';
import type { Threads } from '../discussions/index.ts';
import type { Log } from '../log.ts';
import type { Markdown } from '../markdown.ts';
import { OperatorError } from '../operator-error.ts';
import type { Keep } from './custom-id.ts';
import { inviteLinks } from './invites.ts';
import { applicationOwners, type IsOwner } from './owners.ts';
import { discordPlaces } from './posting-places.ts';
import { type CommandIds, mentionCommand, register } from './registration.ts';
import { createRouter } from './router.ts';
import { discordThreads } from './threads.ts';

/** Discord will not have this bot, and trying again would not help. */
export class DiscordError extends OperatorError {}

export interface ConnectOptions {
  token: string;
  apiUrl: string;
  guildId: string | undefined;
  clock: Clock;
  log: Log;
  commands: readonly Command[];
  keep: Keep;
  kept: (key: string) => Promise<string | undefined>;
  /** The connection ended for good; the bot can do nothing any more. */
  onLost: (error: DiscordError) => void;
  /** A thread or a channel was deleted. */
  onChannelGone: (channelId: string) => void;
  /** The bot came into a server, or was removed from one; an outage is neither. */
  onJoined: (guildId: string) => void;
  onRemoved: (guildId: string) => void;
}

export interface BotConnection {
  invites: Invites;
  threads: Threads;
  places: Places;
  isOwner: IsOwner;
  /** The servers that the bot is in, those with an outage included. */
  guildIds: string[];
  /** Resolves when Discord has the commands, or they could not be registered (which the log tells). */
  registered: Promise<void>;
  /** Takes nothing new, lets replies under way finish, then leaves. */
  close(): Promise<void>;
}

/** A second longer than Discord waits for an answer would be of no use; replies take milliseconds. */
const DRAIN_MS = 1500;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 60_000;

/**
 * Connects to Discord; as long as it cannot be reached, tries again with growing pauses.
 * @throws {DiscordError} when Discord refuses for good: a wrong token, intents that are not allowed.
 */
export async function connect(options: ConnectOptions): Promise<BotConnection> {
  for (let retryMs = FIRST_RETRY_MS; ; retryMs = Math.min(2 * retryMs, LONGEST_RETRY_MS)) {
    try {
      return await connectOnce(options);
    } catch (error) {
      const final = finalReason(error);
      if (final) throw final;
      options.log.warn({ err: error, retryMs }, 'Discord cannot be reached; trying again');
      await new Promise<void>(resolve => setTimeout(resolve, retryMs));
    }
  }
}

async function connectOnce(options: ConnectOptions): Promise<BotConnection> {
  const { log, commands } = options;
  const client = createClient(options.apiUrl);
  let commandIds: CommandIds = new Map();
  const mention = (name: string): Markdown => mentionCommand(commandIds, name);
  const route = createRouter({ commands, keep: options.keep, kept: options.kept, mention, log });
  const underWay = new Set<Promise<void>>();
  let closing = false;

  client.on(Events.InteractionCreate, interaction => {
    if (closing) return;
    const work = route(interaction).finally(() => underWay.delete(work));
    underWay.add(work);
  });
  client.on(Events.ThreadDelete, ({ id }) => options.onChannelGone(id));
  client.on(Events.GuildCreate, ({ id }) => options.onJoined(id));
  client.on(Events.GuildDelete, ({ id }) => options.onRemoved(id));
  client.on(Events.ChannelDelete, ({ id }) => options.onChannelGone(id));
  logConnection(client, log);
  const lost = Promise.withResolvers<DiscordError>();
  client.on(Events.ShardDisconnect, ({ code }) => lost.resolve(new DiscordError(closedForGood(code))));
  client.on(Events.Invalidated, () =>
    lost.resolve(new DiscordError('Discord ended the session for good. Start Offprint again.')),
  );

  try {
    const refused = lost.promise.then(error => {
      throw error;
    });
    const ready = await Promise.race([login(client, options.token), refused]);
    const { application, guilds } = ready;
    refused.catch(error => {
      if (!closing) options.onLost(error);
    });
    const registered = register(commands, {
      rest: client.rest,
      applicationId: application.id,
      guildId: options.guildId,
      guilds: async () => [...guilds.cache.keys()],
      log,
    }).then(
      ids => {
        commandIds = ids;
      },
      (err: unknown) =>
        log.error({ err }, 'The commands could not be registered; those that Discord has stay in force'),
    );
    return {
      invites: inviteLinks(application.id),
      threads: discordThreads(ready, options.keep),
      places: discordPlaces(ready),
      isOwner: applicationOwners(client.rest, options.clock),
      guildIds: [...guilds.cache.keys()],
      registered,
      async close() {
        closing = true;
        await Promise.race([
          Promise.allSettled(underWay),
          new Promise(resolve => setTimeout(resolve, DRAIN_MS).unref()),
        ]);
        client.removeAllListeners(Events.ShardReconnecting);
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

/** Only servers, channels and threads are needed: no members, no messages, no presences. */
function createClient(api: string): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api },
    // How long to wait for the next server's data at the start; what comes later is taken in all the same.
    waitGuildTimeout: 3_000,
    // What interactions bring along would otherwise pile up for as long as the bot runs.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      GuildMemberManager: { maxSize: 0, keepOverLimit: member => member.id === member.client.user.id },
      UserManager: { maxSize: 0, keepOverLimit: user => user.id === user.client.user?.id },
    }),
  });
}

function logConnection(client: Client, log: Log): void {
  client.on(Events.ClientReady, ({ user, guilds }) =>
    log.info({ bot: user.id, servers: guilds.cache.size }, 'Connected to Discord'),
  );
  client.on(Events.ShardReconnecting, () => log.warn('The connection to Discord was lost; reconnecting'));
  client.on(Events.ShardResume, () => log.info('Connected to Discord again'));
  client.on(Events.ShardError, err => log.warn({ err }, 'The connection to Discord failed'));
  client.on(Events.Error, err => log.error({ err }, 'The Discord client reports an error'));
  client.on(Events.Warn, warning => log.warn(warning));
}

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
const CLOSED: Partial<Record<number, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]:
    'Discord does not accept DISCORD_TOKEN. Copy the token from https://discord.com/developers/applications (Bot, Reset Token) and set it in the environment or in .env.',
  [GatewayCloseCodes.ShardingRequired]:
    'The bot is in too many servers for one connection (Discord requires sharding from 2,500).',
  [GatewayCloseCodes.DisallowedIntents]:
    'Discord does not allow this bot the intents it asked for. Offprint needs only "Guilds", which every bot has; check the bot in the developer portal.',
};

function closedForGood(code: number): string {
  return (
    CLOSED[code] ??
    `Discord closed the connection for good (code ${code}). Start Offprint again; if it happens again, look for that code in Discord's documentation.`
  );
}

/** Why another try would be refused too, or undefined where waiting may help. */
function finalReason(error: unknown): DiscordError | undefined {
  if (error instanceof DiscordError) return error;
  const refused =
    error instanceof DiscordjsError
      ? error.code === DiscordjsErrorCodes.TokenInvalid
      : error instanceof DiscordAPIError && error.status === 401;
  return refused ? new DiscordError(closedForGood(GatewayCloseCodes.AuthenticationFailed), error) : undefined;
}
