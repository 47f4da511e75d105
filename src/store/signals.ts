import pg from 'pg';
import type { Log } from '../platform/log.ts';
import { within } from '../platform/within.ts';

/** `gateway`: the connection to Discord passes from one process to another. `due`: something may be due now. */
const SIGNALS = ['gateway', 'due'] as const;
export type Signal = (typeof SIGNALS)[number];

/**
 * Signals between the processes on one database, over PostgreSQL's LISTEN and NOTIFY. They only save waiting: the work
 * stands in the tables, a signal can get lost, and every listener also looks by itself now and then.
 */
export interface Signals {
  /** To every process that listens, this one included. Never fails: one that cannot be sent is left out. */
  send(signal: Signal): void;
  /** Also called when signals may have been missed. The answer ends it. */
  listen(signal: Signal, heard: () => void): () => void;
  /** Whether signals arrive now. */
  readonly isListening: boolean;
  close(): Promise<void>;
}

/**
 * A channel belongs to a whole database, and several bots may live in one, each in a schema of its own. An expression
 * of SQL; PostgreSQL takes 63 bytes of a name.
 */
export const CHANNEL = `left('offprint_' || current_schema(), 63)`;

/** SQLite belongs to one process, and that needs no words with itself. */
export const NO_SIGNALS: Signals = {
  send() {},
  listen: () => () => {},
  isListening: false,
  async close() {},
};

/** Pauses between tries to listen again, in ms. */
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
/** A connection that is not there by then is given up, in ms. */
const CONNECT_MS = 10_000;
/**
 * A listener sends a word to itself so often, in ms: a connection can die without a sign. Whoever waits looks by
 * itself, too.
 */
const PROBE_MS = 10 * 60_000;
/** How long that word may take, in ms. */
const HEARD_MS = 5_000;
/** How long a connection is given to end, in ms. */
const END_MS = 1_000;
/** The word of a listener to itself. */
const PROBE = 'probe';

/**
 * The connection on which signals arrive is made when somebody begins to listen, and made again when it is lost.
 * @param send Sends a signal on this database's own channel, see {@link CHANNEL}.
 */
export function postgresSignals(url: string, send: (word: string) => Promise<unknown>, log: Log): Signals {
  const listeners = new Map<Signal, Set<() => void>>(SIGNALS.map(signal => [signal, new Set()]));
  let client: pg.Client | undefined;
  let isListening = false;
  let isClosed = false;
  let retryMs = FIRST_RETRY_MS;
  let timer: NodeJS.Timeout | undefined;
  let connecting: Promise<void> | undefined;

  const tell = (signal: Signal) => {
    for (const heard of listeners.get(signal) ?? []) heard();
  };

  async function connect(): Promise<void> {
    const own = new pg.Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_MS,
      application_name: 'offprint signals',
    });
    client = own;
    let heardProbe = () => {};
    own.on('error', err => lost(own, err));
    own.on('end', () => lost(own));
    own.on('notification', ({ payload }) => {
      const signal = SIGNALS.find(name => name === payload);
      if (signal) tell(signal);
      else heardProbe();
    });
    /** Throws where words do not arrive. */
    const probe = async () => {
      const heard = new Promise<void>(resolve => {
        heardProbe = resolve;
      });
      await send(PROBE);
      await within(HEARD_MS, heard);
    };
    const probeAgain = () => {
      if (client !== own || isClosed) return;
      timer = setTimeout(() => probe().then(probeAgain, err => lost(own, err)), PROBE_MS).unref();
    };
    try {
      await own.connect();
      const { rows } = await own.query<{ channel: string }>(`select ${CHANNEL} as channel`);
      await own.query(`listen ${own.escapeIdentifier(rows[0]?.channel ?? '')}`);
      await probe();
    } catch (err) {
      return lost(own, err);
    }
    if (client !== own || isClosed) return;
    isListening = true;
    retryMs = FIRST_RETRY_MS;
    for (const signal of SIGNALS) tell(signal);
    probeAgain();
  }

  function lost(own: pg.Client, err?: unknown): void {
    if (client !== own) return;
    client = undefined;
    isListening = false;
    own.end().catch(() => undefined);
    if (isClosed) return;
    log.debug({ err }, 'Signals from the database do not arrive; they are asked for again');
    clearTimeout(timer);
    timer = setTimeout(begin, retryMs).unref();
    retryMs = Math.min(LONGEST_RETRY_MS, 2 * retryMs);
  }

  function begin(): void {
    connecting = connect();
  }

  return {
    send(signal) {
      send(signal).catch(err => log.debug({ err, signal }, 'A signal could not be sent'));
    },
    listen(signal, heard) {
      listeners.get(signal)?.add(heard);
      if (!connecting) begin();
      return () => void listeners.get(signal)?.delete(heard);
    },
    get isListening() {
      return isListening;
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      const last = client;
      client = undefined;
      isListening = false;
      // One that is still being made, or hangs, is left to itself.
      if (last) await within(END_MS, last.end()).catch(err => log.debug({ err }, ENDED_BADLY));
    },
  };
}

const ENDED_BADLY = 'The connection for signals did not end well';
