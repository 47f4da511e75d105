import { parseArgs } from 'node:util';
import dotenv from 'dotenv';
import { ConfigError, readConfig } from '../app/config.ts';
import { createLog } from '../platform/log.ts';
import { OperatorError } from '../platform/operator-error.ts';
import type { Database } from '../store/index.ts';
import { openAsItIs, passwordIn } from '../store/index.ts';

export interface FileWork {
  /** As in `npm run <name>`. */
  name: string;
  /** What is done with the database: it is read, next to a running bot, or filled. */
  purpose: 'read' | 'fill';
  /** Whether there is an option `--force`. */
  forcible?: boolean;
}

/** Opens the database as it is; it is closed after the work. */
type Open = () => Database;

/**
 * A program between the database and the one file that is named: `npm run <name> -- <file>`. Prints what `work`
 * answers, or an error message.
 */
export async function withFile(
  { name, purpose, forcible = false }: FileWork,
  work: (open: Open, file: string, force: boolean) => Promise<string>,
): Promise<void> {
  dotenv.config({ quiet: true });
  const { file, force } = argumentsIn(process.argv.slice(2), forcible);
  if (file === undefined) {
    console.error(`Which file? npm run ${name} -- ${forcible ? '[--force] ' : ''}<file>`);
    process.exitCode = 2;
    return;
  }
  let database: Database | undefined;
  try {
    const { databaseUrl: url, databasePath: path } = readConfig(process.env);
    const log = createLog({ level: 'warn', secrets: [passwordIn(url)] });
    const open = () => {
      database ??= openAsItIs({ url, path, log }, purpose);
      return database;
    };
    console.log(await work(open, file, force));
  } catch (error) {
    console.error(error instanceof OperatorError || isSystemError(error) ? error.message : error);
    process.exitCode = error instanceof ConfigError ? 2 : 1;
  } finally {
    await database?.close();
  }
}

/** No file when the call is wrong: none, several, or an option that there is not. */
function argumentsIn(args: string[], forcible: boolean): { file: string | undefined; force: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: forcible ? { force: { type: 'boolean' } } : {},
    });
    return { file: positionals.length === 1 ? positionals[0] : undefined, force: values.force === true };
  } catch {
    return { file: undefined, force: false };
  }
}

/** A file system that is full, or read only: the message says enough. */
function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}
