import { type REST, RESTJSONErrorCodes, Routes, SnowflakeUtil } from 'discord.js';
import { z } from 'zod';
import type { Post, Search } from '../subscriptions/index.ts';
import { customIdsIn } from './component-ids.ts';
import { decodeCustomId } from './custom-id.ts';
import { isCode } from './posting-errors.ts';
import { channelSchema, madeSchema, messageSchema, messagesSchema, readable, threadsSchema } from './thread-wire.ts';

/** Discord's clock and ours may differ by this much, in ms. */
const SKEW_MS = 60_000;
/** Messages a page, Discord's most; and pages: in a channel where more was written since, nothing can be proven. */
const PAGE = 100;
const PAGES = 50;

const channelInGuild = z.looseObject({ guild_id: z.string() });
const archivedSchema = z.looseObject({
  threads: z.array(z.unknown()),
  has_more: z.boolean().nullish(),
});

/** A post that is there, with its time by Discord's clock: every id of Discord's tells it. */
export function thereIs(channelId: string, messageId: string) {
  return { kind: 'there', channelId, messageId, at: SnowflakeUtil.timestampFrom(messageId) } as const;
}

/**
 * Looks for a post by its delivery's id, which stands in its buttons, among what was posted since. Throws what Discord
 * answers.
 */
export async function findPost(rest: REST, { id, place }: Pick<Post, 'id' | 'place'>, since: number): Promise<Search> {
  const from = Math.max(Number(SnowflakeUtil.epoch), since - SKEW_MS);
  if (place.kind === 'forum') return findThread(rest, place.channelId, id, from);
  // Without the right to read the history, Discord lists nothing and says nothing; asked for one message it does say
  // so.
  if (place.kind !== 'dm' && !(await mayReadHistory(rest, place.channelId))) return { kind: 'unproven' };
  return findMessage(rest, place.channelId, id, from);
}

/** Asks for a message that there cannot be: "unknown" may only hear who may read. */
async function mayReadHistory(rest: REST, channelId: string): Promise<boolean> {
  try {
    await rest.get(Routes.channelMessage(channelId, channelId));
    return true;
  } catch (error) {
    if (isCode(error, RESTJSONErrorCodes.UnknownMessage)) return true;
    if (isForbidden(error)) return false;
    throw error;
  }
}

function isForbidden(error: unknown): boolean {
  return isCode(error, RESTJSONErrorCodes.MissingPermissions) || isCode(error, RESTJSONErrorCodes.MissingAccess);
}

async function findMessage(rest: REST, channelId: string, id: string, from: number): Promise<Search> {
  let after = SnowflakeUtil.generate({ timestamp: from }).toString();
  for (let page = 0; page < PAGES; page += 1) {
    const query = new URLSearchParams({ limit: String(PAGE), after });
    const listed = z.array(z.unknown()).parse(await rest.get(Routes.channelMessages(channelId), { query }));
    const messages = messagesSchema.parse(listed);
    for (const message of messages.filter(one => carries(one, id)))
      if (await isOwn(rest, message)) return thereIs(channelId, message.id);
    if (listed.length < PAGE) return { kind: 'absent' };
    after = messages.map(message => message.id).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b), after);
  }
  return { kind: 'unproven' };
}

async function findThread(rest: REST, forumId: string, id: string, from: number): Promise<Search> {
  const forum = channelInGuild.parse(await rest.get(Routes.channel(forumId)));
  const active = threadsSchema.parse(await rest.get(Routes.guildActiveThreads(forum.guild_id)));
  const archived = await archivedSince(rest, forumId, from);
  if (!archived) return { kind: 'unproven' };
  const bot = madeSchema.parse(await rest.get(Routes.user()));
  const candidates = [...active.threads, ...archived].filter(
    ({ id: threadId, parent_id, owner_id }) =>
      parent_id === forumId && owner_id === bot.id && SnowflakeUtil.timestampFrom(threadId) >= from,
  );
  for (const thread of candidates) {
    if (await opensWith(rest, thread.id, id)) return thereIs(thread.id, thread.id);
  }
  return { kind: 'absent' };
}

/**
 * A forum's posts that were archived since an instant; undefined where the bot may not list them, or there are too
 * many.
 */
async function archivedSince(rest: REST, forumId: string, from: number) {
  const found: z.infer<typeof channelSchema>[] = [];
  const query = new URLSearchParams({ limit: String(PAGE) });
  for (let page = 0; page < PAGES; page += 1) {
    try {
      const page = archivedSchema.parse(await rest.get(Routes.channelThreads(forumId, 'public'), { query }));
      const threads = readable(channelSchema).parse(page.threads);
      found.push(...threads);
      if (!page.has_more) return found;
      // The last archived comes first.
      const oldest = threads.at(-1)?.thread_metadata?.archive_timestamp;
      if (!oldest) return undefined;
      if (Date.parse(oldest) < from) return found;
      query.set('before', oldest);
    } catch (error) {
      if (isForbidden(error)) return undefined;
      throw error;
    }
  }
  return undefined;
}

/** Whether the first message of a thread, which has the thread's id, is the one. It may have been deleted. */
async function opensWith(rest: REST, threadId: string, id: string): Promise<boolean> {
  try {
    return carries(messageSchema.parse(await rest.get(Routes.channelMessage(threadId, threadId))), id);
  } catch (error) {
    if (isCode(error, RESTJSONErrorCodes.UnknownMessage) || isCode(error, RESTJSONErrorCodes.UnknownChannel))
      return false;
    throw error;
  }
}

/** Whether the delivery's id stands in one of its buttons. */
function carries({ components }: z.infer<typeof messageSchema>, id: string): boolean {
  return customIdsIn(components).some(customId => {
    const decoded = decodeCustomId(customId);
    return decoded.kind === 'whole' && decoded.action.args.includes(id);
  });
}

/** Another bot may have copied the post, buttons and all. */
async function isOwn(rest: REST, { author }: z.infer<typeof messageSchema>): Promise<boolean> {
  return author?.id === madeSchema.parse(await rest.get(Routes.user())).id;
}
