import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** How a program is called, besides with `--help` and `--version`, which all have. */
export interface Usage<Options extends ParseArgsOptionsConfig> {
  /** What `--help` prints, also after a wrong call. */
  help: string;
  options: Options;
  /** How many words it takes besides its options, at most. Default: none. */
  words?: number;
  /** Default: those of the process. */
  args?: string[];
}

export type Called<Options extends ParseArgsOptionsConfig> = ReturnType<typeof strictly<Options>>;

/** The program was called in a way that it does not have: the message and the help are printed, and the status is 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

const STANDARD: ParseArgsOptionsConfig = { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean' } };

/**
 * What the line asks for, or the answer to `--help` and `--version`.
 * @throws {UsageError} for an option or a word that the program does not take.
 */
export function readCommandLine<Options extends ParseArgsOptionsConfig>(
  usage: Usage<Options>,
  version: string,
): Called<Options> | { answer: string } {
  const { help, options, words = 0, args = process.argv.slice(2) } = usage;
  // Whoever asks for help is not told about the rest of the line.
  const { values } = parseArgs({ args, options: { ...options, ...STANDARD }, strict: false });
  if (values.help) return { answer: help.trimEnd() };
  if (values.version) return { answer: version };
  const called = strictly(args, options);
  const [tooMuch] = called.positionals.slice(words);
  if (tooMuch !== undefined) throw new UsageError(`"${tooMuch}" is more than this script takes.`);
  return called;
}

/** What is printed after a wrong call. */
export function refusal(error: UsageError, { help }: { help: string }): string {
  return `${error.message}\n\n${help.trimEnd()}\n`;
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
