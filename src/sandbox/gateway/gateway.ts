import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { GatewayEvent, State } from '../state/state.ts';
import { guildCreateJson } from '../wire/guilds.ts';
import { userJson } from '../wire/people.ts';
import { shardOf } from '../world/snowflake.ts';
import { identifyData, resumeData } from './frames.ts';
import { GatewaySession } from './session.ts';

/** Discord's own, in ms; the bot sends its first heartbeat after a random part of it. */
const HEARTBEAT_INTERVAL_MS = 41_250;
/** Sessions kept for a resume; beyond that the oldest that nobody is connected to goes first. */
const MAX_SESSIONS = 16;
/** Members, presences, content of messages: to be switched on in the portal. */
const PRIVILEGED_INTENTS = (1 << 1) | (1 << 8) | (1 << 15);

/**
 * How the gateway treats whoever comes: the handshake is answered with an HTTP status; it closes at once, at "identify"
 * or "resume", or right after READY; nothing comes through at all.
 */
export type GatewayTrouble =
  | { status: number }
  | { close: 'at-hello' | 'at-identify' | 'after-ready'; code?: number }
  | 'mute';

/** Documentation, events/gateway, "Max Concurrency". In ms; messages take a moment. */
const BETWEEN_MS = 5_000;
const TOLERANCE_MS = 500;

/** Where sessions are resumed; Discord names another host than that of the main gateway. */
const RESUME_PATH = '/resume';
/** "Unknown error": a bot may come back to its session. */
const DEFAULT_CODE = 4000;

/** The gateway: takes sessions in, gives each event to all of its shard. Source: documentation, events/gateway. */
export class Gateway {
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #sessions = new Map<string, GatewaySession>();
  readonly #state: State;
  readonly #connectionsChanged: () => void;
  #trouble: GatewayTrouble | undefined;
  #resumeIsDead = false;
  #held: GatewayEvent[] | undefined;
  #mostConnected = 0;
  #lastBegun = Number.NEGATIVE_INFINITY;

  /** @param connectionsChanged Called when the bot has connected or lost its connection. */
  constructor(state: State, connectionsChanged: () => void) {
    this.#state = state;
    this.#connectionsChanged = connectionsChanged;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const status = this.#refusal(request);
    if (status !== undefined) {
      socket.end(`HTTP/1.1 ${status} Sandbox trouble\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, webSocket => this.#welcome(webSocket));
  }

  emit(event: GatewayEvent): void {
    if (this.#held) {
      this.#held.push(event);
      return;
    }
    for (const session of this.#sessions.values()) {
      const shard = event.guildId === undefined ? 0 : shardOf(event.guildId, session.shard[1]);
      const wanted = event.intents === 0 || (session.intents & event.intents) !== 0;
      if (shard !== session.shard[0] || !wanted) continue;
      const data = typeof event.data === 'function' ? event.data(session) : event.data;
      session.dispatch(event.name, data, this.#trouble !== 'mute');
    }
  }

  /** Sessions with an open connection. */
  get connected(): number {
    return this.#open().length;
  }

  /** The shard of each of them, in order. */
  get shards(): number[] {
    return this.#open()
      .map(({ shard }) => shard[0])
      .sort((one, other) => one - other);
  }

  /** The most that ever were open at once: a bot has one for each shard. */
  get mostConnected(): number {
    return this.#mostConnected;
  }

  /** Connections on which the bot has not said yet who it is. */
  get connecting(): number {
    return this.#sockets.clients.size - this.connected;
  }

  /** From now on, until it is taken back. What was mute is cut then: nothing that was lost comes after all. */
  setTrouble(trouble: GatewayTrouble | undefined): void {
    const wasMute = this.#trouble === 'mute';
    this.#trouble = trouble;
    if (wasMute && trouble !== 'mute') for (const client of this.#sockets.clients) client.terminate();
  }

  /** Events wait, as they do before a process that does not read, until that is taken back. */
  holdEvents(on: boolean): void {
    const held = this.#held ?? [];
    this.#held = on ? held : undefined;
    if (!on) for (const event of held) this.emit(event);
  }

  /** The address at which sessions are resumed answers 503, whatever the main gateway does. */
  setResumeDead(dead: boolean): void {
    this.#resumeIsDead = dead;
  }

  /** Ends all connections with a close code; 4000 lets the bot resume. */
  drop(code: number): void {
    for (const session of this.#open()) session.socket?.close(code);
  }

  /** Ends all connections without a word, as a broken network does. */
  cut(): void {
    for (const session of this.#open()) session.socket?.terminate();
  }

  /** Asks all clients to reconnect and resume (op 7). */
  askToReconnect(): void {
    for (const session of this.#open()) session.send({ op: 7, d: null });
  }

  /** Takes the session away (op 9). */
  invalidate(resumable: boolean): void {
    for (const session of this.#open()) {
      if (!resumable) this.#sessions.delete(session.id);
      session.send({ op: 9, d: resumable });
    }
  }

  async close(): Promise<void> {
    for (const client of this.#sockets.clients) client.terminate();
    await new Promise<void>(resolve => this.#sockets.close(() => resolve()));
  }

  /** With which status a handshake is refused. */
  #refusal({ url = '' }: IncomingMessage): number | undefined {
    if (this.#resumeIsDead && url.startsWith(RESUME_PATH)) return 503;
    return typeof this.#trouble === 'object' && 'status' in this.#trouble ? this.#trouble.status : undefined;
  }

  /** Closes the socket if that is the order of the day. */
  #closes(socket: WebSocket, when: 'at-hello' | 'at-identify' | 'after-ready'): boolean {
    if (typeof this.#trouble !== 'object' || !('close' in this.#trouble) || this.#trouble.close !== when) return false;
    socket.close(this.#trouble.code ?? DEFAULT_CODE);
    return true;
  }

  #open(): GatewaySession[] {
    return [...this.#sessions.values()].filter(({ socket }) => socket !== undefined);
  }

  #welcome(socket: WebSocket): void {
    let session: GatewaySession | undefined;
    const send = (frame: object) => socket.send(JSON.stringify(frame));
    socket.on('error', () => socket.terminate());
    if (this.#trouble === 'mute') return;
    send({ op: 10, s: null, t: null, d: { heartbeat_interval: HEARTBEAT_INTERVAL_MS, _trace: [] } });
    if (this.#closes(socket, 'at-hello')) return;
    socket.on('close', code => {
      if (!session || session.socket !== socket) return;
      delete session.socket;
      this.#connectionsChanged();
      // The client says with these codes that it will not come back to this session.
      if (code === 1000 || code === 1001) this.#sessions.delete(session.id);
    });
    socket.on('message', data => {
      if (this.#trouble === 'mute') return;
      const frame = parseFrame(String(data));
      if (!frame) return socket.close(4002, 'Error while decoding payload.');
      if (frame.op === 1) return send({ op: 11, s: null, t: null, d: null });
      if (frame.op === 2) {
        if (session) return socket.close(4005, 'Already authenticated.');
        if (!this.#countStart(socket) || this.#closes(socket, 'at-identify')) return;
        session = this.#identify(socket, frame.d);
        this.#closes(socket, 'after-ready');
      } else if (frame.op === 6) {
        if (session) return socket.close(4005, 'Already authenticated.');
        if (this.#closes(socket, 'at-identify')) return;
        session = this.#resume(socket, frame.d);
        this.#closes(socket, 'after-ready');
      } else if (!session) socket.close(4003, 'Not authenticated.');
      this.#mostConnected = Math.max(this.#mostConnected, this.connected);
      this.#connectionsChanged();
    });
  }

  /** False when the bot had no session left for today. */
  #countStart(socket: WebSocket): boolean {
    if (this.#state.sessionStarts.begin()) return true;
    this.#state.violations.push({ what: 'The bot began more sessions than Discord allows a day: its token is reset.' });
    socket.close(4004, 'Authentication failed.');
    return false;
  }

  #identify(socket: WebSocket, d: unknown): GatewaySession | undefined {
    const data = identifyData(d);
    const { world, token, url } = this.#state;
    const refuse = (code: number, reason: string) => {
      socket.close(code, reason);
      return undefined;
    };
    if (!data) return refuse(4002, 'Error while decoding payload.');
    if (data.token !== token) return refuse(4004, 'Authentication failed.');
    if (data.shard[0] >= data.shard[1]) return refuse(4010, 'Invalid shard.');
    if ((data.intents & PRIVILEGED_INTENTS) !== 0 && !world.application.privilegedIntents) {
      return refuse(4014, 'Disallowed intent(s).');
    }
    this.#noteBegin(data.shard[1]);
    const session = new GatewaySession(socket, data.intents, data.shard);
    this.#sessions.set(session.id, session);
    for (const { id, socket: its } of this.#sessions.values()) {
      if (this.#sessions.size <= MAX_SESSIONS) break;
      if (!its) this.#sessions.delete(id);
    }
    const guilds = [...world.guilds.values()].filter(
      ({ id, members }) => members.has(world.bot.id) && shardOf(id, data.shard[1]) === data.shard[0],
    );
    session.dispatch('READY', {
      v: 10,
      user: { ...userJson(world.bot), email: null, mfa_enabled: true, verified: true },
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: `${url.replace('http', 'ws')}${RESUME_PATH}`,
      shard: data.shard,
      application: { id: world.application.id, flags: 0 },
      private_channels: [],
      relationships: [],
      presences: [],
      user_settings: {},
      geo_ordered_rtc_regions: [],
      _trace: [],
    });
    for (const guild of guilds) {
      if (!guild.unavailable) session.dispatch('GUILD_CREATE', guildCreateJson(world, guild));
    }
    return session;
  }

  /** Of several shards one is let in every 5 s (max_concurrency 1); a bot with one shard is not held to it here. */
  #noteBegin(shards: number): void {
    const now = this.#state.clock.now();
    if (shards > 1 && now - this.#lastBegun < BETWEEN_MS - TOLERANCE_MS)
      this.#state.violations.push({ what: 'The bot began two sessions within 5 s.' });
    this.#lastBegun = now;
  }

  #resume(socket: WebSocket, d: unknown): GatewaySession | undefined {
    const data = resumeData(d);
    if (data && data.token !== this.#state.token) {
      socket.close(4004, 'Authentication failed.');
      return undefined;
    }
    const session = data && this.#sessions.get(data.session_id);
    if (!session?.resume(socket, data?.seq ?? 0)) {
      socket.send(JSON.stringify({ op: 9, s: null, t: null, d: false }));
      return undefined;
    }
    return session;
  }
}

function parseFrame(text: string): { op: number; d: unknown } | undefined {
  try {
    const frame: unknown = JSON.parse(text);
    if (typeof frame !== 'object' || frame === null || !('op' in frame) || typeof frame.op !== 'number')
      return undefined;
    return { op: frame.op, d: 'd' in frame ? frame.d : null };
  } catch {
    return undefined;
  }
}
