import type { ListedCommand } from '../driver/listed-command.ts';
import type { ShownEvent, ShownForm, ShownMessage } from '../driver/shown.ts';
import type { Choice } from '../state/interactions.ts';
import type { Act } from './asks.ts';

/** What the page and its server say to each other over their WebSocket: JSON, one object a frame. */

/** From the page. Each is answered by {@link Answered} with the same id. */
export interface Ask {
  id: number;
  act: Act;
}

/** `error` is a sentence for the reader. */
export type Answered = { id: number; result: Result } | { id: number; error: string };

/** By kind of act; what is not listed has the result `{}`. */
export interface Result {
  /** Of `read`: oldest first. */
  messages?: PageMessage[];
  /** Of `read`: whether there are older ones. */
  more?: boolean;
  /** Of `commands`. */
  commands?: ListedCommand[];
  /** Of `complete`. */
  choices?: Choice[];
  /** Of whatever opens a form. */
  form?: ShownForm;
}

/** To the page, unasked. */
export type Push =
  | { push: 'world'; world: WorldView }
  | { push: 'message'; kind: 'created' | 'edited' | 'marked'; message: PageMessage }
  | { push: 'deleted'; channelId: string; messageId: string };

export interface PageMessage extends ShownMessage {
  authorId: string;
  byBot: boolean;
  /** Whom it notifies includes the reader. */
  pingsYou: boolean;
  /** Of the thread that was started from it. */
  threadName?: string;
  /** The command that it answers. */
  used?: { by: string; name: string; onMessage: boolean };
}

/** The world as one person sees it. */
export interface WorldView {
  you: string;
  bot: { id: string; name: string; online: boolean };
  people: PersonView[];
  guilds: GuildView[];
  /** The person's DM with the bot, and a group DM without it. */
  privates: ChannelView[];
  /** Milliseconds since the epoch by the sandbox's clock; `driven` if it can be moved on. */
  clock: { now: number; driven: boolean };
}

export interface PersonView {
  id: string;
  name: string;
  bot: boolean;
}

export interface GuildView {
  id: string;
  name: string;
  /** Whether the bot is in it. */
  withBot: boolean;
  roles: { id: string; name: string }[];
  /** Those that are to come or under way. */
  events: ShownEvent[];
  /** Those that the person can see, with threads. */
  channels: ChannelView[];
}

export interface ChannelView {
  id: string;
  /** Discord's channel types, as in the world. */
  type: number;
  name: string;
  guildId?: string;
  parentId?: string;
  canWrite: boolean;
  thread?: { archived: boolean; locked: boolean; tags: string[]; messages: number };
}
