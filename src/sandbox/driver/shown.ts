import { type Button, type Form, formInputs, type MessageRow, type Select } from '../schema/components.ts';
import type { Embed } from '../schema/message-body.ts';
import type { Channel, Guild, Message, Pings, Poll, ScheduledEvent, World } from '../world/world.ts';
import { guildOf } from '../world/world.ts';

/** What a person sees: snapshots, made when they were asked for. */

export interface ShownMessage {
  id: string;
  channelId: string;
  channel: string;
  /** Name of the server; missing in a DM. */
  guild?: string;
  author: string;
  content: string;
  embeds: Embed[];
  components: MessageRow[];
  /** Of all rows, in their order. */
  buttons: ShownButton[];
  selects: Select[];
  files: ShownFile[];
  poll?: ShownPoll;
  /** "Only you can see this". */
  private: boolean;
  edited: boolean;
  /** "Is thinking…". */
  thinking: boolean;
  pings: Pings;
  reactions: ShownReaction[];
  /** Milliseconds since the epoch. */
  createdAt: number;
  /** The thread that was started from this message. */
  threadId?: string;
  /** Published to other servers (announcement channels). */
  published: boolean;
  /** All that there is to read, one part a line: content, embeds, labels of buttons and menus, names of files. */
  text: string;
}

export interface ShownPoll {
  question: string;
  /** `votes`: ids of those who voted for it. */
  answers: { id: number; text: string; votes: string[] }[];
  multiple: boolean;
  /** Milliseconds since the epoch. */
  endsAt: number;
  ended: boolean;
}

/** A server's event, as its members see it. */
export interface ShownEvent {
  id: string;
  name: string;
  description: string;
  startAt: number;
  endAt?: number;
  /** The channel or the place. */
  where: string;
  active: boolean;
  /** Ids of those who are interested. */
  users: string[];
}

export interface ShownButton {
  /** With the emoji before it, if there is one. */
  label: string;
  customId?: string;
  url?: string;
  /** 1 primary, 2 secondary, 3 success, 4 danger, 5 link. */
  style: number;
  disabled: boolean;
}

export interface ShownReaction {
  emoji: string;
  /** Ids of those who reacted with it. */
  users: string[];
}

export interface ShownFile {
  filename: string;
  contentType: string;
  size: number;
  url: string;
  description?: string;
  /** The content of a text file. */
  text?: string;
}

export interface ShownForm {
  /** Of the interaction that opened it. */
  id: string;
  customId: string;
  title: string;
  inputs: ShownInput[];
}

export type ShownInput = {
  customId: string;
  label: string;
  required: boolean;
} & (
  | {
      kind: 'text';
      /** What the form proposes. */
      value: string;
      /** A paragraph rather than a line. */
      long: boolean;
      minLength: number;
      maxLength: number;
      /** In an action row, the older way, rather than in a label. */
      inRow: boolean;
    }
  | { kind: 'select'; select: Select }
);

/** The texts of Components V2, which are shown as plain text, in their order. */
function plainText(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    typeof value === 'string' && ['content', 'label', 'description'].includes(key) ? [value] : plainText(value),
  );
}

export function shownMessage(world: World, channel: Channel, message: Message): ShownMessage {
  const guild = guildOf(world, channel);
  const parts = message.components.flatMap(({ components }) => components);
  const buttons = parts.filter(part => part.type === 2).map(shownButton);
  const selects = parts.filter(part => part.type !== 2);
  const files = message.attachments.map(({ filename, contentType, content, url, description }) => ({
    filename,
    contentType,
    size: content.length,
    url,
    ...(description !== undefined && { description }),
    ...(/^text\/|json/.test(contentType) && { text: content.toString('utf8') }),
  }));
  const shown = {
    id: message.id,
    channelId: channel.id,
    channel: channel.name,
    ...(guild && { guild: guild.name }),
    author: world.users.get(message.authorId)?.name ?? 'unknown',
    content: message.foreignParts ? plainText(message.foreignParts).join('\n') : message.content,
    embeds: message.embeds,
    components: message.components,
    buttons,
    selects,
    files,
    ...(message.poll && { poll: shownPoll(message.poll, world.now()) }),
    private: message.onlyFor !== undefined,
    edited: message.editedAt !== undefined,
    thinking: message.thinking === true,
    pings: message.pings,
    reactions: [...message.reactions].map(([emoji, users]) => ({ emoji, users: [...users] })),
    createdAt: message.createdAt,
    ...(message.id !== channel.id && guild?.channels.has(message.id) && { threadId: message.id }),
    published: (message.flags & 1) !== 0,
  };
  return structuredClone({ ...shown, text: readable(shown) });
}

function shownPoll(poll: Poll, now: number): ShownPoll {
  const { question, answers, multiple, endsAt, votes } = poll;
  return {
    question,
    answers: answers.map(({ id, text }) => ({ id, text, votes: [...(votes.get(id) ?? [])] })),
    multiple,
    endsAt,
    ended: endsAt <= now,
  };
}

export function shownEvent(guild: Guild, event: ScheduledEvent): ShownEvent {
  const { id, name, description = '', startAt, endAt, location, channelId = '', status, users } = event;
  return {
    id,
    name,
    description,
    startAt,
    ...(endAt !== undefined && { endAt }),
    where: location ?? guild.channels.get(channelId)?.name ?? '',
    active: status === 2,
    users: [...users],
  };
}

function shownButton({ label, emoji, custom_id, url, style, disabled }: Button): ShownButton {
  return {
    label: [emoji?.name, label].filter(Boolean).join(' '),
    style,
    disabled: disabled === true,
    ...(custom_id && { customId: custom_id }),
    ...(url && { url }),
  };
}

export function shownForm(id: string, form: Form): ShownForm {
  const inputs = formInputs(form).map(({ label, input, inRow }): ShownInput => {
    const common = { customId: input.custom_id, label, required: input.required ?? true };
    if (input.type !== 4) return { ...common, kind: 'select', select: input };
    const { value, style, min_length, max_length } = input;
    return {
      ...common,
      kind: 'text',
      value: value ?? '',
      long: style === 2,
      minLength: min_length ?? 0,
      maxLength: max_length ?? 4000,
      inRow,
    };
  });
  return { id, customId: form.custom_id, title: form.title, inputs };
}

function readable({ content, embeds, poll, buttons, selects, files }: Omit<ShownMessage, 'text'>): string {
  const embedTexts = embeds.flatMap(({ author, title, description, fields, footer }) => [
    author?.name,
    title,
    description,
    ...(fields ?? []).flatMap(({ name, value }) => [name, value]),
    footer?.text,
  ]);
  const selectTexts = selects.flatMap(select => [
    select.placeholder,
    ...('options' in select ? select.options.flatMap(({ label, description }) => [label, description]) : []),
  ]);
  const all = [
    content,
    ...embedTexts,
    poll?.question,
    ...(poll?.answers ?? []).map(({ text }) => text),
    ...buttons.map(({ label }) => label),
    ...selectTexts,
    ...files.map(it => it.filename),
  ];
  return all.filter(Boolean).join('\n');
}
