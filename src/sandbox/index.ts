import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Clock, systemClock } from '../platform/clock.ts';
import { type ChannelControls, channelControls } from './controls/channel-controls.ts';
import { type FaultControls, faultControls } from './controls/fault-controls.ts';
import { type WorldControls, worldControls } from './controls/world-controls.ts';
import { Driver } from './driver/driver.ts';
import { makePerson, type Person } from './driver/person.ts';
import { Faults } from './faults/fault-queue.ts';
import { type Limits, RateLimits } from './faults/rate-limits.ts';
import { Gateway } from './gateway/gateway.ts';
import { PAGE_SOCKET, Page } from './page/index.ts';
import { isOwn } from './page/own-origin.ts';
import { UPLOAD_LIMIT_BYTES } from './resources/attachments.ts';
import { answer } from './rest/answer.ts';
import { serveFile } from './rest/files.ts';
import { Router } from './rest/router.ts';
import { applicationRoutes, openRoutes } from './rest/routes/application.ts';
import { eventRoutes } from './rest/routes/events.ts';
import { guildRoutes } from './rest/routes/guilds.ts';
import { interactionRoutes } from './rest/routes/interaction-callback.ts';
import { messageRoutes } from './rest/routes/messages.ts';
import { pollRoutes } from './rest/routes/polls.ts';
import { threadRoutes } from './rest/routes/threads.ts';
import { webhookRoutes } from './rest/routes/webhooks.ts';
import { schemaCheck } from './schema/spec.ts';
import { Commands } from './state/commands.ts';
import { Interactions } from './state/interactions.ts';
import { SessionStarts } from './state/session-starts.ts';
import type { LoggedRequest, MessageChange, State, Violation } from './state/state.ts';
import { addUser, defaultWorld, findPerson, join } from './world/default-world.ts';
import type { User, World } from './world/world.ts';
import { byName } from './world/world.ts';

export { followingClock } from './clock/driven-clock.ts';
export { runTerminal } from './terminal/index.ts';

export interface SandboxOptions {
  /** Deadlines, timestamps and ids follow it; default the system's. */
  clock?: Clock;
  /** Default 0: a free one. */
  port?: number;
  /**
   * Whether bodies are also checked against Discord's published schema, which costs time; default true. The sandbox's
   * own limits always hold.
   */
  validate?: boolean;
  /** How many shards Discord recommends for the bot; default 1. */
  shards?: number;
  /** Rate limits that are kept; default none. */
  limits?: Limits;
  /** Default: {@link defaultWorld}. */
  world?: World;
}

/** A Discord of its own on loopback: REST and gateway for a bot, and people who use it. */
export interface Sandbox {
  /** Base of the REST API, for the bot's `DISCORD_API_URL`. */
  readonly apiUrl: string;
  readonly url: string;
  /** The bot's; any other is refused. */
  readonly token: string;
  readonly applicationId: string;
  readonly botUserId: string;
  readonly world: World;
  /** What the bot did wrong, in the order in which it happened. */
  readonly violations: readonly Violation[];
  readonly requests: readonly LoggedRequest[];
  /** Gateway connections that are open now. */
  readonly connections: number;
  /**
   * Sessions of the bot: how many have begun, how many were connected at once at most, connections on the way to one,
   * and the shard of each that is connected now.
   */
  readonly sessions: { begun: number; most: number; connecting: number; shards: number[] };
  readonly faults: FaultControls & WorldControls & ChannelControls;
  /** Someone of the world, by name. */
  person(name: string): Person;
  /** @param places Servers that they are in, with the names of their roles there. */
  addPerson(name: string, places?: Record<string, string[]>): Person;
  /** Calls back at every new, changed or deleted message; the answer ends that. */
  watch(watcher: (change: MessageChange) => void): () => void;
  close(): Promise<void>;
}

/** Made up, in the form of a real one; the part before the dot is of no meaning to anybody. */
const TOKEN = 'c2FuZGJveA.sandbox.sandbox-token-that-opens-nothing';

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { clock = systemClock, world = defaultWorld(), validate = true, port = 0, limits = {}, shards = 1 } = options;
  world.now = () => clock.now();
  const newId = () => world.newId(clock.now());
  const state: State = {
    world,
    clock,
    token: TOKEN,
    url: '',
    commands: new Commands(newId),
    interactions: new Interactions(clock, newId),
    faults: new Faults(),
    limits: new RateLimits(limits),
    sessionStarts: new SessionStarts(clock),
    recommendedShards: shards,
    repeatsInteractions: false,
    uploadLimit: UPLOAD_LIMIT_BYTES,
    violations: [],
    requests: [],
    nonces: new Map(),
    commandRights: new Map(),
    uploads: new Map(),
    schemas: schemaCheck(validate),
    watchers: new Set(),
    emit(event) {
      gateway.emit(event);
      page.heard(event);
    },
  };
  const router = new Router(
    { ...applicationRoutes, ...guildRoutes, ...messageRoutes, ...threadRoutes, ...eventRoutes, ...pollRoutes },
    { ...openRoutes, ...interactionRoutes, ...webhookRoutes },
  );
  const server = createServer(async (request, response) => {
    if (!isOwn(request, state.url)) return response.writeHead(403).end();
    if (serveFile(state, request, response) || (await page.serve(request, response))) return;
    await answer(state, router, request, response);
  });
  server.on('upgrade', (request, socket: Duplex, head) => {
    // From here on nobody else listens: a client that cuts a refused connection would end the whole process.
    socket.on('error', () => socket.destroy());
    if (!isOwn(request, state.url)) return socket.destroy();
    if (request.url === PAGE_SOCKET) page.upgrade(request, socket, head);
    else gateway.upgrade(request, socket, head);
  });
  const gateway = new Gateway(state, () => page.worldChanged());
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  state.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`;

  const driver = new Driver(state);
  const faults = { ...faultControls(state, gateway, router), ...worldControls(state), ...channelControls(state) };
  const page = new Page({ driver, controls: faults, online: () => gateway.connected > 0 });
  return {
    apiUrl: `${state.url}/api`,
    url: state.url,
    token: TOKEN,
    applicationId: world.application.id,
    botUserId: world.bot.id,
    world,
    violations: state.violations,
    requests: state.requests,
    get connections() {
      return gateway.connected;
    },
    get sessions() {
      const { mostConnected: most, connecting, shards } = gateway;
      return { begun: state.sessionStarts.begun, most, connecting, shards };
    },
    faults,
    person: name => makePerson(driver, findPerson(world, name)),
    addPerson: (name, places = {}) => makePerson(driver, addTo(world, addUser(world, name), places)),
    watch(watcher) {
      state.watchers.add(watcher);
      return () => state.watchers.delete(watcher);
    },
    async close() {
      page.close();
      await gateway.close();
      server.closeAllConnections();
      await new Promise<void>(resolve => server.close(() => resolve()));
    },
  };
}

function addTo(world: World, user: User, places: Record<string, string[]>): User {
  for (const [name, roles] of Object.entries(places)) {
    const guild = byName(world.guilds.values(), name, 'server');
    join(
      guild,
      user.id,
      roles.map(role => byName(guild.roles.values(), role, 'role').id),
    );
  }
  return user;
}
