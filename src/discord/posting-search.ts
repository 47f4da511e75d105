import { type REST, RESTJSONErrorCodes, Routes, SnowflakeUtil } from 'discord.js';
import { z } from 'zod';
import type { Post, Search } from '../daily/poster.ts';
import { decodeCustomId } from './custom-id.ts';
import { isCode } from './posting-errors.ts';
import { channelSchema, threadsSchema } from './thread-wire.ts';

/** Discord's clock and ours may differ by this much, in ms. */
const SKEW_MS = 60_000;
/** Messages a page, Discord's most; and pages: in a channel where more was written since, nothing can be proven. */
const PAGE = 100;
const PAGES = 50;

const messageSchema = z.looseObject({
  id: z.string(),
  components: z.array(z.looseObject({ components: z.array(z.looseObject({ custom_id: z.string().optional() })) })),
});
const channelInGuild = channelSchema.extend({ guild_id: z.string() });

/** Looks for a post by its delivery's id, which stands in its buttons, among what was posted since. Throws what Discord answers. */
export async function findPost(rest: REST, { id, place }: Pick<Post, 'id' | 'place'>, since: number): Promise<Search> {
  // Without the right to read the history, Discord lists nothing and says nothing; asked for one message it does say so.
  if (place.kind !== 'dm' && !(await mayReadHistory(rest, place.channelId))) return { kind: 'unproven' };
  const from = SnowflakeUtil.generate({ timestamp: Math.max(Number(SnowflakeUtil.epoch), since - SKEW_MS) });
  return place.kind === 'forum'
    ? findThread(rest, place.channelId, id, from)
    : findMessage(rest, place.channelId, id, from);
}

/** Asks for a message that there cannot be: "unknown" may only hear who may read. */
async function mayReadHistory(rest: REST, channelId: string): Promise<boolean> {
  try {
    await rest.get(Routes.channelMessage(channelId, channelId));
    return true;
  } catch (error) {
    if (isCode(error, RESTJSONErrorCodes.UnknownMessage)) return true;
    if (isCode(error, RESTJSONErrorCodes.MissingPermissions) || isCode(error, RESTJSONErrorCodes.MissingAccess))
      return false;
    throw error;
  }
}

async function findMessage(rest: REST, channelId: string, id: string, from: bigint): Promise<Search> {
  let after = from.toString();
  for (let page = 0; page < PAGES; page += 1) {
    const query = new URLSearchParams({ limit: String(PAGE), after });
    const messages = z.array(messageSchema).parse(await rest.get(Routes.channelMessages(channelId), { query }));
    const own = messages.find(message => carries(message, id));
    if (own) return { kind: 'there', channelId, messageId: own.id };
    if (messages.length < PAGE) return { kind: 'absent' };
    after = messages.map(message => message.id).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
  }
  return { kind: 'unproven' };
}

async function findThread(rest: REST, forumId: string, id: string, from: bigint): Promise<Search> {
  const forum = channelInGuild.parse(await rest.get(Routes.channel(forumId)));
  const active = threadsSchema.parse(await rest.get(Routes.guildActiveThreads(forum.guild_id)));
  const archived = threadsSchema.parse(await rest.get(Routes.channelThreads(forumId, 'public')));
  const candidates = [...active.threads, ...archived.threads].filter(
    thread => thread.parent_id === forumId && BigInt(thread.id) >= from,
  );
  for (const thread of candidates) {
    if (await opensWith(rest, thread.id, id)) return { kind: 'there', channelId: thread.id, messageId: thread.id };
  }
  return { kind: 'absent' };
}

/** Whether the first message of a thread, which has the thread's id, is the one. It may have been deleted. */
async function opensWith(rest: REST, threadId: string, id: string): Promise<boolean> {
  try {
    return carries(messageSchema.parse(await rest.get(Routes.channelMessage(threadId, threadId))), id);
  } catch (error) {
    if (isCode(error, RESTJSONErrorCodes.UnknownMessage)) return false;
    throw error;
  }
}

/** Only the bot itself can send buttons with its own ids; a person's message has none. */
function carries({ components }: z.infer<typeof messageSchema>, id: string): boolean {
  return components
    .flatMap(row => row.components)
    .some(({ custom_id }) => {
      const decoded = custom_id === undefined ? undefined : decodeCustomId(custom_id);
      return decoded?.kind === 'whole' && decoded.action.args.includes(id);
    });
}
