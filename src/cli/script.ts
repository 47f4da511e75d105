import type { ParseArgsOptionsConfig } from 'node:util';
import dotenv from 'dotenv';
import packageJson from '../../package.json' with { type: 'json' };
import { ConfigError } from '../app/config.ts';
import { type Called, readCommandLine, refusal, type Usage, UsageError } from '../platform/command-line.ts';
import { OperatorError } from '../platform/operator-error.ts';

/**
 * A script of `npm run`, from the first line to its exit status: 0, or what `work` answers; 1 when something outside
 * is wrong; 2 when the call or a setting is. It reads `.env`, and is alive until `work` is done.
 */
export async function runScript<const Options extends ParseArgsOptionsConfig>(
  usage: Usage<Options>,
  work: (called: Called<Options>) => Promise<number | undefined>,
): Promise<void> {
  dotenv.config({ quiet: true });
  // A clock's timers keep no process alive.
  const alive = setInterval(() => {}, 2 ** 30);
  try {
    const called = readCommandLine(usage, packageJson.version);
    if ('answer' in called) process.stdout.write(`${called.answer}\n`);
    else process.exitCode = (await work(called)) ?? 0;
  } catch (error) {
    if (error instanceof UsageError) process.stderr.write(refusal(error, usage));
    else console.error(error instanceof OperatorError || isSystemError(error) ? error.message : error);
    process.exitCode = error instanceof UsageError || error instanceof ConfigError ? 2 : 1;
  } finally {
    clearInterval(alive);
  }
}

/** A file system that is full, or read only: the message says enough. */
export function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}
