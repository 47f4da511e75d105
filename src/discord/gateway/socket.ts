import { GatewayDispatchEvents, GatewayOpcodes } from 'discord.js';
import { WebSocket } from 'ws';
import type { Clock } from '../../platform/clock.ts';
import { type Frame, helloSchema, readFrame } from './frames.ts';
import { ANSWER_MS } from './pauses.ts';

/** How a connection ended, in words for the log. */
export interface Ending {
  reason: string;
  /** The code with which Discord closed it. */
  code?: number;
  /** Discord no longer knows the session. */
  sessionGone?: true;
}

export interface Socket {
  readonly ended: Promise<Ending>;
  send(payload: object): void;
  /** Leaves for good: Discord ends the session too. */
  leave(): Promise<void>;
}

export interface SocketOptions {
  url: string;
  /** Asked for after Discord's greeting, to be said then: who the bot is, or which session goes on. */
  greeting: () => object;
  /** Of the last event of the session that goes on. */
  sequence: number | null;
  clock: Clock;
  random: () => number;
  /** Each event, READY and RESUMED included. What it throws ends the connection. */
  onEvent: (frame: Frame) => void;
}

/** Normal closure: a client that says this will not come back to its session. */
const LEAVING = 1000;
/** How long Discord is given to confirm that the bot leaves, in ms of real time: the process is about to end. */
const LEAVE_MS = 500;

/**
 * One connection to the gateway, from the handshake to its end
 * (https://discord.com/developers/docs/events/gateway#connections).
 */
export function openSocket({ url, greeting, sequence, clock, random, onEvent }: SocketOptions): Socket {
  const ended = Promise.withResolvers<Ending>();
  const webSocket = new WebSocket(`${url}${url.includes('?') ? '&' : '?'}v=10&encoding=json`, {
    perMessageDeflate: false,
  });
  let over = false;
  let ready = false;
  let lastSequence = sequence;
  let cancelDeadline = () => {};
  let cancelBeat = () => {};

  function end(ending: Ending): void {
    if (over) return;
    over = true;
    cancelDeadline();
    cancelBeat();
    webSocket.terminate();
    ended.resolve(ending);
  }

  function expectWord(): void {
    cancelDeadline();
    cancelDeadline = clock.after(ANSWER_MS, () => end({ reason: `no word for ${ANSWER_MS / 1000} s` }));
  }

  function send(payload: object): void {
    if (webSocket.readyState === WebSocket.OPEN) webSocket.send(JSON.stringify(payload));
  }

  function beat(): void {
    send({ op: GatewayOpcodes.Heartbeat, d: lastSequence });
    // Whatever Discord says shows that it hears; but as long as it is not ready, that alone is no progress.
    if (ready) expectWord();
  }

  function beatEvery(intervalMs: number, firstMs: number): void {
    cancelBeat();
    cancelBeat = clock.after(firstMs, () => {
      beat();
      beatEvery(intervalMs, intervalMs);
    });
  }

  function greeted(d: unknown): void {
    const hello = helloSchema.safeParse(d).data;
    if (!hello) throw new Error('A greeting without a heartbeat interval.');
    beatEvery(hello.heartbeat_interval, hello.heartbeat_interval * random());
    send(greeting());
  }

  function heard(frame: Frame): void {
    if (ready) cancelDeadline();
    else if (frame.op === GatewayOpcodes.Hello || frame.op === GatewayOpcodes.Dispatch) expectWord();
    switch (frame.op) {
      case GatewayOpcodes.Hello:
        greeted(frame.d);
        break;
      case GatewayOpcodes.Heartbeat:
        beat();
        break;
      case GatewayOpcodes.Reconnect:
        end({ reason: 'Discord asked to connect again' });
        break;
      case GatewayOpcodes.InvalidSession:
        end({ reason: 'Discord ended the session', ...(frame.d !== true && { sessionGone: true }) });
        break;
      case GatewayOpcodes.Dispatch:
        lastSequence = frame.s ?? lastSequence;
        if (frame.t === GatewayDispatchEvents.Ready || frame.t === GatewayDispatchEvents.Resumed) {
          ready = true;
          cancelDeadline();
        }
        onEvent(frame);
    }
  }

  expectWord();
  webSocket.on('message', data => {
    const frame = over ? undefined : readFrame(String(data));
    if (!frame) return;
    try {
      heard(frame);
    } catch {
      end({ reason: `Discord sent a ${frame.t ?? 'greeting'} that cannot be read`, sessionGone: true });
    }
  });
  webSocket.on('unexpected-response', (_, { statusCode }) =>
    end({ reason: `the gateway answered with the HTTP status ${statusCode}` }),
  );
  webSocket.on('error', error => end({ reason: error.message }));
  webSocket.on('close', code => end({ reason: `closed with the code ${code}`, code }));

  return {
    ended: ended.promise,
    send,
    async leave() {
      over = true;
      cancelDeadline();
      cancelBeat();
      if (webSocket.readyState === WebSocket.OPEN) {
        const closed = new Promise(resolve => webSocket.once('close', resolve));
        webSocket.close(LEAVING);
        await Promise.race([closed, new Promise(resolve => setTimeout(resolve, LEAVE_MS).unref())]);
      }
      webSocket.terminate();
      ended.resolve({ reason: 'left' });
    },
  };
}
