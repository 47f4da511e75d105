import { GatewayDispatchEvents, GatewayOpcodes } from 'discord.js';
import type { Clock } from '../../platform/clock.ts';
import { endsSession, isForGood } from './closing.ts';
import { type Frame, type GatewayInfo, readySchema } from './frames.ts';
import { reasonOf } from './info.ts';
import { identifyPauseMs, pauseMs } from './pauses.ts';
import type { SessionStarts } from './session-starts.ts';
import type { Shard } from './shards.ts';
import { type Ending, openSocket, type Socket } from './socket.ts';
import type { StatusLog } from './status-log.ts';

export interface KeeperOptions {
  /** Who the bot is: the data of the gateway's "identify". */
  identity: { token: string; [field: string]: unknown };
  shard: Shard;
  starts: SessionStarts;
  /** Waits until no other process lets a shard of this bucket in; missing where there is none. */
  awaitTurn?: ((bucket: number) => Promise<void>) | undefined;
  /** Asked before each new session. @throws when Discord cannot be reached or refuses. */
  info: () => Promise<GatewayInfo>;
  clock: Clock;
  random: () => number;
  status: StatusLog;
  /**
   * A new session begins, before its READY is passed on. @param guildIds All servers of the bot, those with an outage
   * included.
   */
  onSession: (guildIds: string[]) => void;
  onEvent: (frame: Frame) => void;
  /** A connection ended; another follows. */
  onLost: () => void;
  /** Discord refuses: no other connection follows. */
  onRefused: (refusal: { code: number } | { error: unknown }) => void;
  /** Whether what `info` throws means that asking again would not help. */
  isRefusal: (error: unknown) => boolean;
}

export interface Keeper {
  send(payload: object): void;
  /** Leaves the gateway; when it resolves nothing of the connection is left, and none comes after it. */
  stop(): Promise<void>;
}

interface Session {
  id: string;
  resumeUrl: string | undefined;
  sequence: number | null;
  /** Tries to go on with it since it was last ready. */
  resumes: number;
}

/** A connection that held so long was a good one, in ms. */
const STEADY_MS = 30_000;
/** A resume address can be dead while the main gateway is well; so after these tries a new session is begun there. */
const RESUMES = 2;
/** The pause after such a try in vain is no longer than that after so many failed tries. */
const AFTER_RESUME = 1;
/** A wait that the log tells of, in ms. */
const WORTH_TELLING_MS = 60_000;

/**
 * Keeps one connection to Discord's gateway: the only place where connections begin, so that there are never two. Each
 * try has ended, its socket with it, before the next begins; in between there is a pause that grows.
 */
export function keepConnected(options: KeeperOptions): Keeper {
  const { identity, shard, starts, clock, random, status } = options;
  let session: Session | undefined;
  let socket: Socket | undefined;
  /** Tries that failed since the connection was last steady. */
  let failures = 0;
  let readyAt: number | undefined;
  let stopped = false;
  let cutPauseShort = () => {};

  const pause = (ms: number) =>
    new Promise<void>(resolve => {
      const cancel = clock.after(ms, resolve);
      cutPauseShort = () => {
        cancel();
        resolve();
      };
    });

  function heard(frame: Frame): void {
    if (frame.t === GatewayDispatchEvents.Ready) {
      const ready = readySchema.parse(frame.d);
      session = { id: ready.session_id, resumeUrl: ready.resume_gateway_url ?? undefined, sequence: null, resumes: 0 };
      options.onSession(ready.guilds.map(({ id }) => id));
    }
    if (session) session.sequence = frame.s ?? session.sequence;
    options.onEvent(frame);
    if (frame.t !== GatewayDispatchEvents.Ready && frame.t !== GatewayDispatchEvents.Resumed) return;
    if (session) session.resumes = 0;
    readyAt = clock.now();
    status.connected(frame.t === GatewayDispatchEvents.Ready ? 'new' : 'resumed', readyAt);
  }

  async function hold(url: string, greeting: () => object, sequence: number | null): Promise<Ending> {
    socket = openSocket({ url, greeting, sequence, clock, random, onEvent: heard });
    const ending = await socket.ended;
    socket = undefined;
    return ending;
  }

  async function goOn({ id, resumeUrl, sequence }: Session & { resumeUrl: string }): Promise<Ending> {
    const { token } = identity;
    const greeting = { op: GatewayOpcodes.Resume, d: { token, session_id: id, seq: sequence } };
    return hold(resumeUrl, () => greeting, sequence);
  }

  async function beginAnother(): Promise<Ending> {
    const { url, session_start_limit: limit } = await options.info();
    const bucket = shard.id % limit.max_concurrency;
    const giveBack = await starts.turn(bucket);
    try {
      if (stopped) return { reason: 'left' };
      const now = clock.now();
      const wait = identifyPauseMs(starts.begun(now), limit, now, starts.latestIn(bucket));
      if (wait > WORTH_TELLING_MS) status.limited(now + wait, limit.remaining);
      if (wait > 0) await pause(wait);
      if (!stopped) await options.awaitTurn?.(bucket);
      if (stopped) return { reason: 'left' };
      // The address and the limit may be others by now.
      if (wait <= WORTH_TELLING_MS) {
        const greeting = () => {
          // Only now Discord counts it: a handshake that is refused costs no session.
          starts.note(bucket, clock.now());
          giveBack();
          return { op: GatewayOpcodes.Identify, d: { ...identity, shard: [shard.id, shard.count] } };
        };
        return await hold(url, greeting, null);
      }
    } finally {
      giveBack();
    }
    return beginAnother();
  }

  async function attempt(): Promise<Ending & { resuming?: true }> {
    try {
      if (session && session.resumes < RESUMES && session.resumeUrl !== undefined) {
        session.resumes += 1;
        return { ...(await goOn({ ...session, resumeUrl: session.resumeUrl })), resuming: true };
      }
      session = undefined;
      return await beginAnother();
    } catch (error) {
      if (options.isRefusal(error)) {
        stopped = true;
        options.onRefused({ error });
      }
      return { reason: reasonOf(error) };
    }
  }

  function pauseAfter({ reason, resuming }: Ending & { resuming?: true }): number {
    const now = clock.now();
    const wasReady = readyAt !== undefined;
    const wasSteady = readyAt !== undefined && now - readyAt >= STEADY_MS;
    readyAt = undefined;
    status.failed(reason, now);
    if (wasSteady) failures = 0;
    // It says nothing about the main gateway, where the next tries go; and there are only so many of it.
    const tries = resuming && !wasReady ? Math.min(failures, AFTER_RESUME) : failures;
    failures += 1;
    return pauseMs(tries, random());
  }

  async function run(): Promise<void> {
    while (!stopped) {
      const ending = await attempt();
      if (stopped) return;
      if (isForGood(ending.code)) return options.onRefused({ code: ending.code });
      if (ending.sessionGone || endsSession(ending.code)) session = undefined;
      options.onLost();
      await pause(pauseAfter(ending));
    }
  }

  void run();
  return {
    send: payload => socket?.send(payload),
    async stop() {
      stopped = true;
      cutPauseShort();
      await socket?.leave();
    },
  };
}
