import { randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';
import type { Json } from '../schema/json.ts';

/** Events kept for a resume; a client that missed more has to identify again. */
const MAX_REPLAY = 1000;

interface SentEvent {
  op: 0;
  t: string;
  s: number;
  d: Json;
}

/** One session of one client, which outlives its connections. */
export class GatewaySession {
  readonly id = randomBytes(16).toString('hex');
  readonly intents: number;
  readonly shard: readonly [number, number];
  socket?: WebSocket;
  #sequence = 0;
  #sent: SentEvent[] = [];

  constructor(socket: WebSocket, intents: number, shard: readonly [number, number]) {
    this.socket = socket;
    this.intents = intents;
    this.shard = shard;
  }

  /** @param arrives Whether it comes through; if not, it is kept for a resume all the same. */
  dispatch(t: string, d: Json, arrives = true): void {
    this.#sequence += 1;
    const event: SentEvent = { op: 0, t, s: this.#sequence, d };
    this.#sent.push(event);
    if (this.#sent.length > 2 * MAX_REPLAY) this.#sent = this.#sent.slice(-MAX_REPLAY);
    if (arrives) this.send(event);
  }

  send(frame: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  /** Goes on over a new connection after event `seq`; false if what came since is no longer there. */
  resume(socket: WebSocket, seq: number): boolean {
    const missed = this.#sent.filter(({ s }) => s > seq);
    if (seq > this.#sequence || missed.length < this.#sequence - seq) return false;
    this.socket?.terminate();
    this.socket = socket;
    for (const event of missed) this.send(event);
    this.dispatch('RESUMED', { _trace: [] });
    return true;
  }
}
