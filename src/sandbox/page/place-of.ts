import type { Place } from '../driver/place.ts';
import type { Channel, World } from '../world/world.ts';
import { guildOf } from '../world/world.ts';

/** Where one acts in a channel, as the driver names it. */
export function placeOf(world: World, channel: Channel): Place {
  const guild = guildOf(world, channel);
  if (!guild) return channel.type === 1 ? { dm: true } : { userInstalled: true, group: true };
  const where = { guild: guild.id, channel: channel.id };
  return guild.members.has(world.bot.id) || guild.commandsOnly ? where : { userInstalled: true, ...where };
}
