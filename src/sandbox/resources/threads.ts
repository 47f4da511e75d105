import { z } from 'zod';
import { DiscordError, invalidForm } from '../schema/errors.ts';
import type { Json } from '../schema/json.ts';
import { newId, type State } from '../state/state.ts';
import { channelJson } from '../wire/channels.ts';
import { DEFAULT_AUTO_ARCHIVE_MINUTES } from '../world/default-world.ts';
import { has } from '../world/permissions.ts';
import type { Channel, Guild, Thread } from '../world/world.ts';
import { permissionsIn } from '../world/world.ts';
import { requireCleanTitle } from './auto-mod.ts';

/** Starting, waking and archiving threads, with the events that follow. Who may do so is decided before. */

/** The intent Guilds. */
const GUILDS = 1 << 0;

const threadName = z
  .string()
  .max(100)
  .refine(name => name.trim().length > 0, {
    message: 'Must be between 1 and 100 in length.',
    params: { code: 'BASE_TYPE_BAD_LENGTH' },
  });

export const threadBody = z.object({
  name: threadName,
  auto_archive_duration: z.literal([60, 1440, 4320, 10080]).nullish(),
  rate_limit_per_user: z.int().min(0).max(21600).nullish(),
  type: z.literal([10, 11, 12]).nullish(),
  applied_tags: z.array(z.string()).max(5).nullish(),
});

export type ThreadBody = z.infer<typeof threadBody>;

export const threadEdit = threadBody.partial().extend({
  archived: z.boolean().nullish(),
  locked: z.boolean().nullish(),
});

export function activeThreads(guild: Guild): Channel[] {
  return [...guild.channels.values()].filter(({ thread }) => thread && !thread.archived);
}

export function threadsOf(guild: Guild, parent: Channel): Channel[] {
  return [...guild.channels.values()].filter(({ parentId }) => parentId === parent.id);
}

/** @param id That of the message from which the thread starts; missing for a thread of its own. */
export function startThread(state: State, guild: Guild, parent: Channel, body: ThreadBody, id = newId(state)): Channel {
  if (activeThreads(guild).length >= guild.activeThreadCap) throw new DiscordError('threadCap');
  const tags = body.applied_tags ?? [];
  const { bot } = state.world;
  requireTags(parent, tags, has(permissionsIn(state.world, guild, bot.id, parent), 'MANAGE_THREADS'));
  requireCleanTitle(guild, body.name);
  const channel: Channel = {
    id,
    type: body.type ?? (parent.type === 5 ? 10 : 11),
    name: body.name.trim(),
    guildId: guild.id,
    parentId: parent.id,
    position: 0,
    overwrites: [],
    thread: {
      ownerId: bot.id,
      archived: false,
      locked: false,
      autoArchiveMinutes: body.auto_archive_duration ?? DEFAULT_AUTO_ARCHIVE_MINUTES,
      archiveChangedAt: state.clock.now(),
      createdAt: state.clock.now(),
      tags,
      memberIds: new Set([bot.id]),
    },
    messages: new Map(),
  };
  guild.channels.set(id, channel);
  tellThread(state, 'THREAD_CREATE', channel, { newly_created: true });
  return channel;
}

/** Tags must be the forum's own, and there must be one where the forum requires it. */
export function requireTags({ forum }: Channel, tags: string[], mayModerate: boolean): void {
  if (forum?.tagRequired && tags.length === 0) throw new DiscordError('tagRequired');
  tags.forEach((tag, index) => {
    const known = forum?.tags.find(({ id }) => id === tag);
    // Only who manages threads may give it.
    if (known?.moderated && !mayModerate) throw new DiscordError('missingPermissions');
    if (known) return;
    throw invalidForm({ path: ['applied_tags', index], code: 'UNKNOWN_TAG', message: 'Unknown tag' });
  });
}

/** A new message reopens an archived thread. */
export function touchThread(state: State, channel: Channel): void {
  if (channel.thread?.archived) setThread(state, channel, { archived: false });
}

export function setThread(state: State, channel: Channel, change: Partial<Thread> & { name?: string }): void {
  const { thread } = channel;
  if (!thread) throw new DiscordError('wrongChannelType');
  const { name, ...rest } = change;
  if (rest.archived !== undefined && rest.archived !== thread.archived) rest.archiveChangedAt = state.clock.now();
  Object.assign(thread, rest);
  if (name !== undefined) channel.name = name;
  tellThread(state, 'THREAD_UPDATE', channel);
}

export function tellThread(state: State, name: string, channel: Channel, more: Json = {}): void {
  const { id, guildId, parentId, type } = channel;
  if (guildId === undefined) return;
  const gone = name === 'THREAD_DELETE';
  const data = gone ? { id, guild_id: guildId, parent_id: parentId, type } : channelJson(state.world, channel);
  state.emit({ name, guildId, intents: GUILDS, data: { ...data, ...more } });
}
