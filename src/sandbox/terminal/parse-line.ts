import type { ListedCommand } from '../driver/listed-command.ts';

/** What a typed line asks for. */
export type Line =
  | { kind: 'slash'; name: string; subcommand?: string; values: Record<string, Value> }
  | { kind: 'press'; button: string }
  | { kind: 'open'; number: number }
  | { kind: 'menu'; name: string }
  | { kind: 'help' | 'quit' | 'nothing' }
  | { kind: 'wrong'; hint: string };

/** A file is named by its path. */
export type Value = string | number | boolean | { path: string };

type Option = ListedCommand['options'][number];

/** Discord's numbers for the types of options. */
const TEXT = 3;
const WHOLE_NUMBER = 4;
const YES_OR_NO = 5;
const CHANNEL = 7;
const ROLE = 8;
const NUMBER = 10;
const FILE = 11;

/**
 * Reads a line as people type it: `/search calibration`, `/search query: calibration private: true`, `next`, `open 2`,
 * `press Related`, `menu Find papers like this`.
 */
export function parseLine(line: string, commands: readonly ListedCommand[]): Line {
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

function parseSlash(text: string, commands: readonly ListedCommand[]): Line {
  const typed = commands.filter(command => !command.onMessage);
  const command = commandAtStart(text, typed);
  if (command) return withValues(command, text.slice(fullName(command).length));
  const [name = ''] = text.split(/\s/);
  const ofGroup = typed.filter(known => known.name === name.toLowerCase());
  const there = ofGroup.length > 0 ? ofGroup.map(fullName) : [...new Set(typed.map(known => known.name))];
  return {
    kind: 'wrong',
    hint: `There is no /${ofGroup.length > 0 ? text.trim() : name}. There are: ${there.map(known => `/${known}`).join(', ')}`,
  };
}

/** `search`, or `daily subscribe`. */
export function fullName({ name, subcommand }: ListedCommand): string {
  return subcommand ? `${name} ${subcommand}` : name;
}

/** The command whose whole name the text begins with, the longest first. */
export function commandAtStart(text: string, commands: readonly ListedCommand[]): ListedCommand | undefined {
  const lower = text.toLowerCase();
  return commands
    .filter(command => lower === fullName(command) || lower.startsWith(`${fullName(command)} `))
    .toSorted((a, b) => fullName(b).length - fullName(a).length)[0];
}

function withValues(command: ListedCommand, text: string): Line {
  const { name, subcommand, options } = command;
  const values: Record<string, Value> = {};
  for (const [option, typed] of splitByOptions(options, text)) {
    const value = convert(option, typed);
    if (value === undefined) return { kind: 'wrong', hint: `"${option.name}" needs ${whatItNeeds(option)}.` };
    values[option.name] = value;
  }
  const missing = options.find(option => option.required && !Object.hasOwn(values, option.name));
  if (missing) return { kind: 'wrong', hint: `/${fullName(command)} needs "${missing.name}": ${missing.description}` };
  return { kind: 'slash', name, ...(subcommand && { subcommand }), values };
}

/** The option that takes what is typed without a name: the first text that is required, else the first text. */
export function textOption(options: readonly Option[]): Option | undefined {
  return (
    options.find(option => option.required && option.type === TEXT) ?? options.find(option => option.type === TEXT)
  );
}

/**
 * `calibration private: true` → query: calibration, private: true. Only names of this command's options begin a value.
 */
export function splitByOptions(options: readonly Option[], text: string): [Option, string][] {
  const byName = new Map(options.map(option => [option.name, option]));
  const names = options.map(option => option.name).join('|');
  const marks = names === '' ? [] : [...text.matchAll(new RegExp(`(?:^|\\s)(${names}):(?=\\s|\\S|$)`, 'g'))];
  const found: [Option, string][] = [];
  const bare = text.slice(0, marks[0]?.index ?? text.length).trim();
  const first = textOption(options);
  if (bare !== '' && first) found.push([first, bare]);
  marks.forEach((mark, i) => {
    const option = byName.get(mark[1] ?? '');
    if (option) found.push([option, text.slice(mark.index + mark[0].length, marks[i + 1]?.index).trim()]);
  });
  return found;
}

/** What was typed as the option takes it; nothing where it does not fit. Names of choices stand for their values. */
function convert({ type, choices }: Option, typed: string): Value | undefined {
  if (choices?.length) {
    const lower = typed.toLowerCase();
    return choices.find(({ name, value }) => name.toLowerCase() === lower || String(value).toLowerCase() === lower)
      ?.value;
  }
  if (type === WHOLE_NUMBER) return /^-?\d+$/.test(typed) ? Number(typed) : undefined;
  if (type === NUMBER) return /^-?\d+(\.\d+)?$/.test(typed) ? Number(typed) : undefined;
  if (type === YES_OR_NO) return /^(true|yes)$/i.test(typed) ? true : /^(false|no)$/i.test(typed) ? false : undefined;
  if (type === CHANNEL) return typed.replace(/^#/, '');
  if (type === ROLE) return typed === '@everyone' ? typed : typed.replace(/^@/, '');
  return type === FILE ? { path: typed } : typed;
}

function whatItNeeds({ type, choices }: Option): string {
  if (choices?.length) return `one of: ${choices.map(({ name }) => name).join(', ')}`;
  if (type === WHOLE_NUMBER) return 'a whole number';
  return type === NUMBER ? 'a number' : 'true or false';
}
