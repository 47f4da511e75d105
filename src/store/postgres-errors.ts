import pg from 'pg';
import { entryOf } from '../platform/entry-of.ts';
import { StoreError } from './store-error.ts';

/** Of the system: nobody listens there, the name is not known (yet), or nothing comes back. */
const SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);
/**
 * https://www.postgresql.org/docs/current/errcodes-appendix.html: it is starting, ending, or has no connection left.
 */
const NOT_NOW = new Set(['57P01', '57P02', '57P03', '53300', '08006', '08001', '08004']);

/** Why PostgreSQL cannot be reached, where that may pass by itself; undefined for any other error. */
export function whyUnreachable(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (error instanceof pg.DatabaseError) return code && NOT_NOW.has(code) ? error.message : undefined;
  if (code && SYSTEM_CODES.has(code)) return error.message === '' ? code : error.message;
  return /timeout|terminated/i.test(error.message) ? error.message : undefined;
}

const WORDS: Record<string, string> = {
  '28P01':
    'PostgreSQL does not accept the user name or the password in DATABASE_URL. Correct them; special characters in a password are written as %40 for @, %3A for :, %2F for /.',
  '28000':
    'PostgreSQL does not let this user in from here. Check the user name in DATABASE_URL, and the pg_hba.conf of the server.',
  '3D000':
    'PostgreSQL has no database of the name in DATABASE_URL. Create it (createdb <name>), or correct the name at the end of the address.',
  '42501': 'The PostgreSQL user in DATABASE_URL may not make tables. Make it the owner of the database.',
};

/** The error with a message for the operator, where there is something to do about it; else as it is. */
export function postgresError(error: unknown): unknown {
  const words = error instanceof pg.DatabaseError && error.code !== undefined ? entryOf(WORDS, error.code) : undefined;
  return words === undefined ? error : new StoreError(words, error);
}
