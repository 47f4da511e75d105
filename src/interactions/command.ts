import type { Asker } from './asker.ts';
import type { Markdown } from './markdown.ts';
import type { Option } from './option.ts';
import type { Outcome } from './reply.ts';

interface Surroundings {
  asker: Asker;
  /**
   * `/name` or `/name word` as a clickable mention where Discord has given the command an id, else in code letters.
   * Discord makes no mention of a command that has subcommands without one of them.
   */
  mention(command: string): Markdown;
}

/** A slash command being used. */
export interface Call extends Surroundings {
  /** The value of one of the command's options. */
  get<T>(option: Option<T>): T;
}

/**
 * A button or a select menu being used, or a form sent. Its `args` went through the hands of the client: untrusted,
 * parse them.
 */
export interface Press extends Surroundings {
  args: readonly string[];
  /** What was chosen in a select menu; else empty. */
  values: readonly string[];
  /** What was typed into a form, by the name of the input; else empty. */
  inputs: ReadonlyMap<string, string>;
  /** The message that holds the component; missing for a form that no message led to. */
  message?: PressedMessage;
}

export interface PressedMessage {
  id: string;
  channelId: string;
  /** Only the asker sees it. */
  private: boolean;
}

/** A message on which the command was chosen from the menu. */
export interface PointedMessage {
  content: string;
  /** Titles, descriptions, fields and addresses of its embeds. */
  embedTexts: readonly string[];
}

/**
 * A command that may take longer than the 3 s that Discord waits shows "thinking…" first, to all or to the asker alone.
 */
export type Deferral = 'public' | 'private';

type Handler<C> = (call: C) => Outcome | Promise<Outcome>;

/** A press that may take over a second; its answer is a message of its own. */
interface SlowPress {
  run: Handler<Press>;
  defer: Deferral;
}

interface Runnable {
  options: readonly Option<unknown>[];
  run: Handler<Call>;
  /** Only where something may really take over a second. */
  defer?: Deferral;
}

/** `/name word` */
export interface Subcommand extends Runnable {
  name: string;
  description: string;
}

interface SlashBase {
  kind: 'slash';
  /** 1–32 lower-case letters, digits, `-` or `_`. */
  name: string;
  /** Up to 100 characters. */
  description: string;
  /** Discord shows the command in servers only to people with Manage Server, unless the server decides otherwise. */
  forManagers?: boolean;
  /** It can never work in direct messages, and is not offered there. */
  onlyInServers?: boolean;
  /** What its buttons, menus and forms do, by the action in their id. */
  presses?: Readonly<Record<string, Handler<Press> | SlowPress>>;
}

/** `/name`, or a group of `/name word`; in servers, in direct messages and user-installed anywhere. */
export type SlashCommand = SlashBase & (Runnable | { subcommands: readonly Subcommand[] });

/** An entry in the menu of a message. */
export interface MessageCommand {
  kind: 'message';
  /** 1–32 characters, as people read it. */
  name: string;
  run: Handler<Surroundings & { message: PointedMessage }>;
}

export type Command = SlashCommand | MessageCommand;
