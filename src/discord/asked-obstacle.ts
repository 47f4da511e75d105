import { type REST, RESTJSONErrorCodes, Routes } from 'discord.js';
import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import type { Look } from '../subscriptions/index.ts';
import { obstacleIn } from './obstacle.ts';
import { isCode } from './posting-errors.ts';
import { madeSchema } from './thread-wire.ts';

const bits = z.string().transform(text => BigInt(text));
const guildSchema = z.looseObject({
  id: z.string(),
  owner_id: z.string(),
  roles: z.array(z.looseObject({ id: z.string(), permissions: bits })),
});
const memberSchema = z.looseObject({
  roles: z.array(z.string()),
  communication_disabled_until: z.string().nullish(),
});
const channelSchema = z.looseObject({
  type: z.int(),
  parent_id: z.string().nullish(),
  thread_metadata: z.looseObject({ locked: z.boolean().nullish() }).nullish(),
  flags: z.int().nullish(),
  permission_overwrites: z.array(z.looseObject({ id: z.string(), allow: bits, deny: bits })).nullish(),
  available_tags: z.array(z.looseObject({ moderated: z.boolean().nullish() })).nullish(),
});
/** https://discord.com/developers/docs/resources/channel#channel-object-channel-flags */
const REQUIRES_TAG = 1 << 4;

/** What keeps posts from a place, asked of Discord: for a process that has no gateway. */
export function askedObstacle(rest: REST, clock: Clock): Look {
  let botId: Promise<string> | undefined;
  const self = () => {
    botId ??= rest.get(Routes.user()).then(user => madeSchema.parse(user).id);
    botId.catch(() => {
      botId = undefined;
    });
    return botId;
  };

  return async ({ place: { guildId, channelId }, thread }) => {
    if (guildId === undefined) return 'unknown';
    try {
      const channel = channelSchema.parse(await rest.get(Routes.channel(channelId)));
      const holder =
        channel.thread_metadata && channel.parent_id
          ? channelSchema.parse(await rest.get(Routes.channel(channel.parent_id)))
          : channel;
      const guild = guildSchema.parse(await rest.get(Routes.guild(guildId)));
      const userId = await self();
      const member = memberSchema.parse(await rest.get(Routes.guildMember(guildId, userId)));
      const until = member.communication_disabled_until;
      const requiresTag = ((channel.flags ?? 0) & REQUIRES_TAG) !== 0;
      const facts = {
        type: channel.type,
        hidden: false,
        locked: channel.thread_metadata?.locked === true,
        lacksTag: requiresTag && !channel.available_tags?.some(({ moderated }) => !moderated),
        rights: {
          guildId,
          ownerId: guild.owner_id,
          roles: new Map(guild.roles.map(({ id, permissions }) => [id, permissions])),
          overwrites: holder.permission_overwrites ?? [],
        },
        bot: { userId, roleIds: member.roles, ...(until && { timedOutUntil: Date.parse(until) }) },
      };
      return obstacleIn(facts, { thread }, clock.now()) ?? 'free';
    } catch (error) {
      if (isCode(error, RESTJSONErrorCodes.UnknownChannel)) return { reason: 'channel-gone', missing: [] };
      if (isCode(error, RESTJSONErrorCodes.MissingAccess)) return { reason: 'no-access', missing: ['View Channel'] };
      throw error;
    }
  };
}
