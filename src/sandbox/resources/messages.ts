import { DiscordError } from '../schema/errors.ts';
import type { Json } from '../schema/json.ts';
import { type Embed, EPHEMERAL, type MessageBody } from '../schema/message-body.ts';
import { newId, type State } from '../state/state.ts';
import { messageJson } from '../wire/messages.ts';
import { has } from '../world/permissions.ts';
import type { Attachment, Channel, Message, Origin } from '../world/world.ts';
import { guildOf, permissionsIn } from '../world/world.ts';
import { attachFiles, type UploadedFile } from './attachments.ts';
import { requireClean } from './auto-mod.ts';
import { pingsOf } from './mentions.ts';
import { newPoll } from './polls.ts';
import { touchThread } from './threads.ts';

/** Making, changing and deleting messages, with the events that follow. Who may do so is decided before. */

/** Intents: messages in guilds, messages in DMs, the content of messages. */
const GUILD_MESSAGES = 1 << 9;
const DIRECT_MESSAGES = 1 << 12;
const MESSAGE_CONTENT = 1 << 15;

export interface NewMessage {
  authorId: string;
  body: MessageBody;
  /** Components V2 of another bot; they are content enough. */
  foreignParts?: readonly unknown[];
  files: UploadedFile[];
  /** Default 0. */
  type?: number;
  /** Given for a forum post, whose first message has the id of its thread. */
  id?: string;
  origin?: Origin;
  onlyFor?: string;
  throughInteraction?: string;
  /** A placeholder ("is thinking…") until its first edit; its body is empty. */
  thinking?: true;
}

/** Rejects with 50006 what has nothing to show. */
export function requireSomething({ content, embeds, poll }: MessageBody, attachments: number): void {
  if (!content?.trim() && !embeds?.length && !poll && attachments === 0) throw new DiscordError('emptyMessage');
}

export function createMessage(state: State, channel: Channel, what: NewMessage): Message {
  const { body, files, authorId } = what;
  if (!what.thinking && !what.foreignParts) requireSomething(body, files.length);
  const guild = guildOf(state.world, channel);
  // Answers to commands pass: the filters look at what the bot posts by itself.
  if (guild && authorId === state.world.bot.id && !what.origin && !what.throughInteraction) requireClean(guild, body);
  const attachments = attachFiles(state, body, files, []);
  const message: Message = {
    id: what.id ?? newId(state),
    channelId: channel.id,
    authorId,
    type: what.type ?? (body.message_reference ? 19 : 0),
    content: body.content?.trim() ?? '',
    embeds: withFileUrls(body.embeds ?? [], attachments),
    components: body.components ?? [],
    ...(body.poll && { poll: newPoll(body.poll, state.clock.now()) }),
    ...(what.foreignParts && { foreignParts: what.foreignParts }),
    attachments,
    reactions: new Map(),
    flags: (body.flags ?? 0) & ~EPHEMERAL,
    pings: whomItPings(state, channel, what),
    createdAt: state.clock.now(),
    ...(body.nonce !== null && body.nonce !== undefined && { nonce: body.nonce }),
    ...(body.message_reference && { replyTo: body.message_reference.message_id }),
    ...(what.origin && { origin: what.origin }),
    ...(what.thinking && { thinking: what.thinking }),
    ...(what.throughInteraction !== undefined && { throughInteraction: what.throughInteraction }),
    ...(what.onlyFor !== undefined && { onlyFor: what.onlyFor, flags: (body.flags ?? 0) | EPHEMERAL }),
  };
  channel.messages.set(message.id, message);
  if (!what.onlyFor) {
    channel.lastMessageId = message.id;
    touchThread(state, channel);
  }
  tell(state, channel, message, 'created');
  return message;
}

/**
 * What is missing in the body stays as it is, but for the mentions: without `allowed_mentions` they fall back to the
 * defaults.
 */
export function editMessage(
  state: State,
  channel: Channel,
  message: Message,
  body: MessageBody,
  files: UploadedFile[],
) {
  const listed = body.attachments?.map(({ id }) => id);
  const kept = message.attachments.filter(({ id }) => listed?.includes(id) ?? true);
  const after = {
    content: body.content === undefined ? message.content : (body.content?.trim() ?? ''),
    embeds: body.embeds === undefined ? message.embeds : (body.embeds ?? []),
  };
  if (!message.poll) requireSomething(after, kept.length + files.length);
  message.attachments = attachFiles(state, body, files, kept);
  message.content = after.content;
  message.embeds = withFileUrls(after.embeds, message.attachments);
  if (body.components !== undefined) message.components = body.components ?? [];
  message.pings = whomItPings(state, channel, {
    authorId: message.authorId,
    body: { content: message.content, allowed_mentions: body.allowed_mentions },
    ...(message.origin && { origin: message.origin }),
  });
  if (message.thinking) delete message.thinking;
  else message.editedAt = state.clock.now();
  tell(state, channel, message, 'edited');
}

/** After something of it has changed that nobody wrote. */
export function tellEdited(state: State, channel: Channel, message: Message): void {
  tell(state, channel, message, 'edited');
}

export function deleteMessage(state: State, channel: Channel, message: Message): void {
  channel.messages.delete(message.id);
  tell(state, channel, message, 'deleted');
}

function whomItPings(state: State, channel: Channel, { authorId, body, origin }: Omit<NewMessage, 'files'>) {
  const guild = guildOf(state.world, channel);
  const granted = guild ? permissionsIn(state.world, guild, authorId, channel) : 0n;
  return pingsOf(state.world, body.content ?? '', body.allowed_mentions, {
    guildId: guild?.id,
    reply: origin !== undefined,
    mayMentionAll: has(granted, 'MENTION_EVERYONE'),
  });
}

function tell(state: State, channel: Channel, message: Message, kind: 'created' | 'edited' | 'deleted'): void {
  for (const watcher of state.watchers) watcher({ kind, message, channel });
  const { world } = state;
  const guild = guildOf(world, channel);
  const botIsThere = guild
    ? has(permissionsIn(world, guild, world.bot.id, channel), 'VIEW_CHANNEL')
    : channel.type === 1;
  if (!botIsThere || message.onlyFor !== undefined) return;
  const place: Json = { id: message.id, channel_id: channel.id, ...(guild && { guild_id: guild.id }) };
  const contentIsOurs = !guild || message.authorId === world.bot.id || message.pings.users.includes(world.bot.id);
  state.emit({
    name: { created: 'MESSAGE_CREATE', edited: 'MESSAGE_UPDATE', deleted: 'MESSAGE_DELETE' }[kind],
    intents: guild ? GUILD_MESSAGES : DIRECT_MESSAGES,
    ...(guild && { guildId: guild.id }),
    data: ({ intents }) => {
      if (kind === 'deleted') return place;
      const whole = { ...messageJson(world, message), ...place };
      const shown = contentIsOurs || (intents & MESSAGE_CONTENT) !== 0;
      if (shown) return whole;
      const { poll, ...rest } = whole;
      return { ...rest, content: '', embeds: [], components: [], attachments: [] };
    },
  });
}

/** `attachment://name` in an embed stands for a file of the same message. */
function withFileUrls(embeds: Embed[], attachments: Attachment[]): Embed[] {
  const resolve = <T extends { url: string }>(picture: T): T => {
    const file = attachments.find(({ filename }) => picture.url === `attachment://${filename}`);
    return file ? { ...picture, url: file.url } : picture;
  };
  return embeds.map(embed => ({
    ...embed,
    ...(embed.image && { image: resolve(embed.image) }),
    ...(embed.thumbnail && { thumbnail: resolve(embed.thumbnail) }),
  }));
}
