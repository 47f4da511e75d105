import type { Markdown } from './markdown.ts';
import type { Reply } from './reply.ts';

/** What the asker typed or chose for each option, as Discord sent it. */
export type RawValues = ReadonlyMap<string, string | number | boolean>;

/** Who asks, and where. */
export interface Asker {
  userId: string;
  /** The server; missing in direct messages. */
  guildId?: string;
}

interface Surroundings {
  asker: Asker;
  /** `/name` as a clickable mention where Discord has given the command an id, else in code letters. */
  mention(command: string): Markdown;
}

/** A slash command being used. */
export interface Call extends Surroundings {
  /** The value of one of the command's options. */
  get<T>(option: Option<T>): T;
}

/** A button or select menu being used. Its `args` went through the hands of the client: untrusted, parse them. */
export interface Press extends Surroundings {
  args: readonly string[];
  /** What was chosen in a select menu; empty for a button. */
  values: readonly string[];
}

/** A message on which the command was chosen from the menu. */
export interface PointedMessage {
  content: string;
  /** Titles, descriptions, fields and addresses of its embeds. */
  embedTexts: readonly string[];
}

export interface Choice {
  name: string;
  value: string;
}

export interface Option<T> {
  name: string;
  /** Up to 100 characters. */
  description: string;
  type: 'string' | 'integer' | 'boolean';
  required: boolean;
  /** Suggestions while typing: at most 25, names and values up to 100 characters. Never a gate: any text may be sent. */
  complete?: (typed: string) => Choice[];
  read(values: RawValues): T;
}

interface OptionText {
  name: string;
  description: string;
  complete?: (typed: string) => Choice[];
}

/** A text that must be given. Discord makes sure of that; a peer that does not gets the empty text answered. */
export function requiredText(spec: OptionText): Option<string> {
  return { ...spec, type: 'string', required: true, read: values => readText(values, spec.name) ?? '' };
}

export function optionalText(spec: OptionText): Option<string | undefined> {
  return { ...spec, type: 'string', required: false, read: values => readText(values, spec.name) };
}

export function flag(spec: { name: string; description: string }): Option<boolean> {
  return { ...spec, type: 'boolean', required: false, read: values => values.get(spec.name) === true };
}

function readText(values: RawValues, name: string): string | undefined {
  const value = values.get(name);
  return typeof value === 'string' ? value.toWellFormed() : undefined;
}

type Handler<C> = (call: C) => Reply | Promise<Reply>;

/** `/name`, in servers, in direct messages and user-installed anywhere. */
export interface SlashCommand {
  kind: 'slash';
  /** 1–32 lower-case letters, digits, `-` or `_`. */
  name: string;
  /** Up to 100 characters. */
  description: string;
  options: readonly Option<unknown>[];
  run: Handler<Call>;
  /** What its buttons and menus do, by the action in their id. */
  presses?: Readonly<Record<string, Handler<Press>>>;
}

/** An entry in the menu of a message. */
export interface MessageCommand {
  kind: 'message';
  /** 1–32 characters, as people read it. */
  name: string;
  run: Handler<Surroundings & { message: PointedMessage }>;
}

export type Command = SlashCommand | MessageCommand;
