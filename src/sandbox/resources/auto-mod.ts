import { DiscordError } from '../schema/errors.ts';
import type { MessageBody } from '../schema/message-body.ts';
import type { Guild } from '../world/world.ts';

/** A server's filters (documentation, resources/auto-moderation): what they stop is refused, and nothing is posted. */

/**
 * 200000 where a word that AutoMod stops stands in a message; 240000 where the filter of harmful links stops an
 * address.
 */
export function requireClean({ autoMod }: Guild, { content, embeds }: Pick<MessageBody, 'content' | 'embeds'>): void {
  const parts = (embeds ?? []).flatMap(({ title, description, url, fields, footer }) => [
    title,
    description,
    url,
    footer?.text,
    ...(fields ?? []).flatMap(({ name, value }) => [name, value]),
  ]);
  const text = [content, ...parts].join('\n').toLowerCase();
  if (autoMod.words.some(word => text.includes(word.toLowerCase()))) throw new DiscordError('blockedMessage');
  if (autoMod.links && /https?:\/\//.test(text)) throw new DiscordError('blockedLink');
}

/** 200001 where such a word stands in the name of a new thread. */
export function requireCleanTitle({ autoMod }: Guild, name: string): void {
  if (autoMod.words.some(word => name.toLowerCase().includes(word.toLowerCase())))
    throw new DiscordError('blockedTitle');
}
