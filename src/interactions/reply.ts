import type { Markdown } from './markdown.ts';

/**
 * What a command answers: data. `discord/` turns it into a payload, enforces Discord's limits and switches mentions
 * off.
 */
export interface Reply {
  /** Only the asker sees it. */
  private?: boolean;
  /** Change the message whose button was pressed instead of sending another one. */
  update?: boolean;
  content?: Markdown;
  embeds?: Embed[];
  rows?: Row[];
  /** Only of what the bot posts by itself. */
  poll?: Poll;
  files?: ReplyFile[];
}

/** A poll of Discord's, in which people choose as many answers as they like. */
export interface Poll {
  /** Plain text, up to 300 characters. */
  question: string;
  /** 1 to 10, of up to 55 characters. */
  answers: string[];
  /** 1 to 768. */
  hours: number;
}

export interface Embed {
  /** Plain text; Discord shows it without escapes, so markup in it gives way to look-alikes: see `titleText`. */
  title?: string;
  url?: string;
  description?: Markdown;
  fields?: { name: string; value: Markdown; inline?: boolean }[];
  footer?: string;
}

/** A row holds up to five buttons, or one select menu. */
export type Row = (Button | LinkButton)[] | Select;

/**
 * What a component does when it is used: the command that answers, its action, and what that needs. Travels in the
 * `custom_id` (100 characters); where the arguments do not fit, they are kept in the store and the id holds their key.
 */
export interface Action {
  command: string;
  action: string;
  args: string[];
}

export interface Button {
  label: string;
  does: Action;
  style?: 'primary' | 'secondary' | 'success' | 'danger';
  disabled?: boolean;
}

export interface LinkButton {
  label: string;
  url: string;
}

export interface Select {
  placeholder: string;
  does: Action;
  /** At most 25. */
  choices: SelectChoice[];
  /** How many must be chosen, and how many may be; one if it is left out. */
  least?: number;
  most?: number;
}

export interface SelectChoice {
  label: string;
  value: string;
  description?: string;
  /** Chosen already when the menu is shown. */
  chosen?: boolean;
}

export interface ReplyFile {
  name: string;
  content: string | Uint8Array;
  /** Of a picture: what it shows, for those who do not see it. At most 1,024 characters. */
  alt?: string;
}

/** A short private answer in words. */
export function privately(content: Markdown): Reply {
  return { private: true, content };
}

/**
 * A window that asks for text; what is typed comes back as a press of `does`. The first answer to a command or a press
 * only.
 */
export interface Form {
  form: {
    /** Up to 45 characters. */
    title: string;
    does: Action;
    /** 1 to 5. */
    inputs: FormInput[];
  };
}

export interface FormInput {
  name: string;
  label: string;
  long?: boolean;
  required?: boolean;
  maxLength?: number;
  value?: string;
}

/** The pressed button gets another label; everything else of its message stays as it is. */
export interface Relabel {
  /** Asked once more after presses at the same time, so that the last word is the newest one. */
  relabel(): Promise<string>;
}

/**
 * A message that changes while something goes on: each reply takes the place of the one before. Only after a deferral.
 */
export interface Unfolding {
  unfolding: AsyncIterable<Reply>;
}

/** Whatever may answer an interaction. */
export type Outcome = Reply | Form | Relabel | Unfolding;

/** Thrown where a command cannot go on; this is then the answer. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly reply: Reply;

  constructor(reply: Reply) {
    super('A command was refused.');
    this.reply = reply;
  }
}
