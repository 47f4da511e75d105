import { addChannel, addGuild, addRole, addUser, emptyWorld, join } from '../../../src/sandbox/world/default-world.ts';
import { shardOf } from '../../../src/sandbox/world/snowflake.ts';
import type { World } from '../../../src/sandbox/world/world.ts';

/** What each server has, besides @everyone: enough that a bot with all of them keeps what a real one would. */
export const CHANNELS = 10;
export const ROLES = 5;
/** So many that nobody asks more often than a person may; each is in some of the servers. */
const PEOPLE = 512;
const MADE_AT = Date.UTC(2024, 0, 1);

/** A server as somebody uses it, by ids. */
export interface Seat {
  guild: string;
  channel: string;
  person: string;
  shard: number;
}

/** Servers made in bulk, in turn on each shard, with a seat in each. */
export function fleetWorld(servers: number, shards: number): { world: World; seats: Seat[] } {
  const world = emptyWorld();
  const people = Array.from({ length: Math.min(PEOPLE, servers) }, (_, i) => addUser(world, `reader-${i}`));
  const seats: Seat[] = [];
  for (let i = 0; i < servers; i += 1) {
    const person = people[i % people.length];
    if (!person) break;
    const guild = addGuild(world, `Server ${i}`, { bot: true, at: MADE_AT + i });
    for (let j = 0; j < ROLES; j += 1) addRole(world, guild, `Role ${j}`);
    const [first] = Array.from({ length: CHANNELS }, (_, j) => addChannel(world, guild, `channel-${j}`));
    join(guild, person.id, []);
    if (first)
      seats.push({ guild: guild.id, channel: first.id, person: person.name, shard: shardOf(guild.id, shards) });
  }
  return { world, seats };
}
