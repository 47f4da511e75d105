import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import dotenv from 'dotenv';
import packageJson from '../../package.json' with { type: 'json' };
import { ConfigError } from '../app/config.ts';
import { OperatorError } from '../platform/operator-error.ts';

/** How a script is called, besides with `--help` and `--version`, which all have. */
interface Usage<Options extends ParseArgsOptionsConfig> {
  /** What `--help` prints, also after a wrong call. */
  help: string;
  options: Options;
  /** How many words it takes besides its options, at most. Default: none. */
  words?: number;
  /** Default: those of the process. */
  args?: string[];
}

type Called<Options extends ParseArgsOptionsConfig> = ReturnType<typeof strictly<Options>>;

/** The script was called in a way that it does not have: the message and the help are printed, and the status is 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

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
    const called = read(usage);
    if ('answer' in called) process.stdout.write(`${called.answer.trimEnd()}\n`);
    else process.exitCode = (await work(called)) ?? 0;
  } catch (error) {
    if (error instanceof UsageError) process.stderr.write(`${error.message}\n\n${usage.help.trimEnd()}\n`);
    else console.error(error instanceof OperatorError || isSystemError(error) ? error.message : error);
    process.exitCode = error instanceof UsageError || error instanceof ConfigError ? 2 : 1;
  } finally {
    clearInterval(alive);
  }
}

const STANDARD: ParseArgsOptionsConfig = { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean' } };

function read<Options extends ParseArgsOptionsConfig>(usage: Usage<Options>): Called<Options> | { answer: string } {
  const { help, options, words = 0, args = process.argv.slice(2) } = usage;
  // Whoever asks for help is not told about the rest of the line.
  const { values } = parseArgs({ args, options: { ...options, ...STANDARD }, strict: false });
  if (values.help) return { answer: help };
  if (values.version) return { answer: packageJson.version };
  const called = strictly(args, options);
  const [tooMuch] = called.positionals.slice(words);
  if (tooMuch !== undefined) throw new UsageError(`"${tooMuch}" is more than this script takes.`);
  return called;
}

function strictly<Options extends ParseArgsOptionsConfig>(args: string[], options: Options) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Node adds how to name a file that begins with a dash.
    throw new UsageError(error.message.replace(/\. To specify a positional.*/s, '.'), { cause: error });
  }
}

/** A file system that is full, or read only: the message says enough. */
export function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}
