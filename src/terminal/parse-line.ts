/** What a typed line asks for. */
export type Line =
  | { kind: 'slash'; name: string; subcommand?: string; values: Record<string, string | number | boolean> }
  | { kind: 'press'; button: string }
  | { kind: 'open'; number: number }
  | { kind: 'menu'; name: string }
  | { kind: 'help' | 'quit' | 'nothing' }
  | { kind: 'wrong'; hint: string };

/** A slash command as the terminal needs to know it; `type` is Discord's number (3 text, 4 whole number, 5 yes or no). */
export interface KnownCommand {
  name: string;
  description: string;
  options: readonly KnownOption[];
  subcommands: readonly { name: string; description: string; options: readonly KnownOption[] }[];
}

export interface KnownOption {
  name: string;
  description: string;
  type: number;
  required: boolean;
  autocomplete: boolean;
}

const TEXT = 3;
const WHOLE_NUMBER = 4;
const YES_OR_NO = 5;

/**
 * Reads a line as people type it: `/search calibration`, `/search query: calibration private: true`, `next`, `open 2`,
 * `press Related`, `menu Find papers like this`.
 */
export function parseLine(line: string, commands: readonly KnownCommand[]): Line {
  const text = line.trim();
  if (text === '') return { kind: 'nothing' };
  if (text.startsWith('/')) return parseSlash(text.slice(1), commands);
  const [word = '', ...others] = text.split(/\s+/);
  const rest = others.join(' ');
  switch (word.toLowerCase()) {
    case 'next':
      return { kind: 'press', button: 'Next' };
    case 'previous':
      return { kind: 'press', button: 'Previous' };
    case 'press':
      return rest
        ? { kind: 'press', button: rest }
        : { kind: 'wrong', hint: 'Which button? For example: press Related' };
    case 'open':
      return /^\d+$/.test(rest)
        ? { kind: 'open', number: Number(rest) }
        : { kind: 'wrong', hint: 'Which one? For example: open 2' };
    case 'menu':
      return rest
        ? { kind: 'menu', name: rest }
        : { kind: 'wrong', hint: 'Which entry? For example: menu Find papers like this' };
    case 'help':
      return { kind: 'help' };
    case 'quit':
    case 'exit':
      return { kind: 'quit' };
    default:
      return { kind: 'wrong', hint: `Commands begin with a slash. To search: /search ${text.slice(0, 60)}` };
  }
}

function parseSlash(text: string, commands: readonly KnownCommand[]): Line {
  const [, name = '', afterName = ''] = /^(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const command = commands.find(known => known.name === name.toLowerCase());
  if (!command)
    return {
      kind: 'wrong',
      hint: `There is no /${name}. There are: ${commands.map(known => `/${known.name}`).join(', ')}`,
    };
  if (command.subcommands.length === 0) return withValues({ name: command.name }, command.options, afterName);
  const [, word = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(afterName) ?? [];
  const subcommand = command.subcommands.find(known => known.name === word.toLowerCase());
  if (!subcommand) {
    return {
      kind: 'wrong',
      hint: `/${name} goes on with one of: ${command.subcommands.map(known => known.name).join(', ')}`,
    };
  }
  return withValues({ name: command.name, subcommand: subcommand.name }, subcommand.options, rest);
}

function withValues(of: { name: string; subcommand?: string }, options: readonly KnownOption[], text: string): Line {
  const values: Record<string, string | number | boolean> = {};
  for (const [option, typed] of splitByOptions(options, text)) {
    const value = convert(option, typed);
    if (value === undefined)
      return {
        kind: 'wrong',
        hint: `"${option.name}" needs ${option.type === WHOLE_NUMBER ? 'a whole number' : 'true or false'}.`,
      };
    values[option.name] = value;
  }
  const missing = options.find(option => option.required && !(option.name in values));
  if (missing)
    return {
      kind: 'wrong',
      hint: `/${[of.name, of.subcommand].filter(Boolean).join(' ')} needs "${missing.name}": ${missing.description}`,
    };
  return { kind: 'slash', ...of, values };
}

/** `calibration private: true` → query: calibration, private: true. Only names of this command's options begin a value. */
function splitByOptions(options: readonly KnownOption[], text: string): [KnownOption, string][] {
  const byName = new Map(options.map(option => [option.name, option]));
  const names = options.map(option => option.name).join('|');
  const marks = names === '' ? [] : [...text.matchAll(new RegExp(`(?:^|\\s)(${names}):(?=\\s|\\S|$)`, 'g'))];
  const found: [KnownOption, string][] = [];
  const bare = text.slice(0, marks[0]?.index ?? text.length).trim();
  const first =
    options.find(option => option.required && option.type === TEXT) ?? options.find(option => option.type === TEXT);
  if (bare !== '' && first) found.push([first, bare]);
  marks.forEach((mark, i) => {
    const option = byName.get(mark[1] ?? '');
    if (option) found.push([option, text.slice(mark.index + mark[0].length, marks[i + 1]?.index).trim()]);
  });
  return found;
}

function convert({ type }: KnownOption, typed: string): string | number | boolean | undefined {
  if (type === WHOLE_NUMBER) return /^-?\d+$/.test(typed) ? Number(typed) : undefined;
  if (type === YES_OR_NO) return /^(true|yes)$/i.test(typed) ? true : /^(false|no)$/i.test(typed) ? false : undefined;
  return typed;
}
