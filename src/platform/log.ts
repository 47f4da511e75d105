import { randomBytes } from 'node:crypto';
import pino from 'pino';
import { readableLine } from './log-text.ts';
import { OperatorError } from './operator-error.ts';
import { blotter } from './secrets.ts';

export type Log = pino.Logger;

/** Interaction and webhook tokens stand in the addresses that errors of the REST client quote. */
const TOKEN_IN_ADDRESS = /(\/(?:interactions|webhooks)\/\d+\/)[\w-]+/g;

/**
 * What is logged of an error besides its kind, message and stack. Nothing else: errors of the REST client hold the
 * texts that were to be sent, those of PostgreSQL whole rows.
 */
const ERROR_FIELDS = ['code', 'status', 'method', 'url', 'syscall', 'errcode', 'table', 'constraint'];

function readableError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  // Its message says what to do; a stack would only hide it.
  if (error instanceof OperatorError) {
    return {
      type: error.name,
      message: error.message,
      cause: error.cause instanceof Error ? error.cause.message : undefined,
    };
  }
  const { type, message, stack, ...fields } = pino.stdSerializers.err(error);
  return {
    type,
    message,
    stack,
    ...Object.fromEntries(Object.entries(fields).filter(([name]) => ERROR_FIELDS.includes(name))),
  };
}

/**
 * JSON lines to standard error, or text where that is a terminal; standard output belongs to what a person asked for.
 * `secrets` are blotted out, see {@link blotter}. Written synchronously, so that the last line before an end is not
 * lost.
 */
export function createLog(options: {
  level: string;
  secrets: readonly (string | undefined)[];
  /** Default: to standard error. */
  write?: (line: string) => void;
}): Log {
  const shown = process.stderr.isTTY ? readableLine : (line: string) => line;
  const { write = line => void process.stderr.write(shown(line)) } = options;
  const withoutSecrets = blotter(options.secrets);
  const blot = (line: string) => withoutSecrets(line).replace(TOKEN_IN_ADDRESS, '$1[token]');
  const stream = { write: (line: string) => write(blot(line)) };
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: level => ({ level }) },
      serializers: { err: readableError },
    },
    stream,
  );
}

/** The reference code that a reply and the log share: 8 hex digits. */
export function referenceCode(): string {
  return randomBytes(4).toString('hex');
}
