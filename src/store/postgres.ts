import { Kysely, sql } from 'kysely';
import pg from 'pg';
import type { Log } from '../platform/log.ts';
import { type Database, type OnQuery, queryLog } from './database.ts';
import { ResilientPostgres } from './postgres-driver.ts';
import type { Tables } from './schema.ts';
import { CHANNEL, postgresSignals } from './signals.ts';

/**
 * How long a silent server is waited for, in ms. A person's command must be answered within 3 s, so a longer wait would
 * help nobody; a statement of ours takes milliseconds.
 */
const CONNECT_MS = 2_500;
const ANSWER_MS = 2_500;
/** By then the server itself gives up a statement whose asker no longer waits, and frees its locks. */
const STATEMENT_MS = 2_000;
const IDLE_TRANSACTION_MS = 10_000;
/** Connections; a bot with its deliveries needs a handful, and servers often allow 100 in all. */
const CONNECTIONS = 8;

/** Instants are `bigint` columns: ms since the epoch, exact as a JavaScript number. Counts are `bigint` too. */
const BIGINT_OID = 20;

/** A pool of connections; the first is made when it is first needed. */
export function openPostgres(url: string, log: Log, onQuery?: OnQuery): Database {
  const limits = {
    query_timeout: ANSWER_MS,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_MS,
  };
  return open(url, log, limits, onQuery);
}

/** For migrations and backups: waits for a lock that another process holds, and for work that takes its time. */
export function openPatientPostgres(url: string, log: Log): Database {
  return open(url, log, {});
}

function open(url: string, log: Log, limits: pg.PoolConfig, onQuery?: OnQuery): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    application_name: 'offprint',
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === BIGINT_OID ? Number : pg.types.getTypeParser(oid, format),
    },
    ...limits,
  });
  // Without a listener the loss of an idle connection would end the process. The pool makes a new one when it is
  // needed.
  pool.on('error', err => log.warn({ err }, 'A connection to PostgreSQL was lost'));
  const db = new Kysely<Tables>({ dialect: new ResilientPostgres(pool), ...queryLog(onQuery) });
  const signals = postgresSignals(url, word => sql`select pg_notify(${sql.raw(CHANNEL)}, ${word})`.execute(db), log);
  return {
    db,
    traits: { rowLocks: true, shared: true, ownClock: !isOnThisMachine(url) },
    signals,
    async close() {
      await signals.close();
      await db.destroy();
      if (!pool.ended) await pool.end();
    },
  };
}

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\]|)$/i;

/** Whether an address is a socket or the loopback interface, and the server so has the clock of this machine. */
export function isOnThisMachine(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, searchParams } = new URL(url);
  const named = searchParams.get('host') ?? decodeURIComponent(hostname);
  return protocol === 'socket:' || named.startsWith('/') || LOOPBACK.test(named);
}

/** What must not appear in a log. */
export function passwordIn(url: string | undefined): string | undefined {
  return url === undefined || !URL.canParse(url) ? undefined : decodeURIComponent(new URL(url).password);
}
