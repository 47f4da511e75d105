/** A part of the bot's servers, whose events come over a session of their own. */
export interface Shard {
  id: number;
  /** How many there are; the same for all processes of a bot. */
  count: number;
}

/** https://discord.com/developers/docs/events/gateway#sharding-sharding-formula */
const TIME_SHIFT = 22n;

/** The shard over which comes what is in a server; what is in none, as direct messages, comes over shard 0. */
export function shardOf(guildId: string | null, count: number): number {
  return guildId === null ? 0 : Number((BigInt(guildId) >> TIME_SHIFT) % BigInt(count));
}

/** Whether a server belongs to a shard. */
export function isOn({ id, count }: Shard, guildId: string): boolean {
  return shardOf(guildId, count) === id;
}

/** The connections of this process: one for each shard that it has. */
export interface Connections {
  /** Connects; resolves when the session is there. */
  add(shard: number): Promise<void>;
  /** Leaves; what came over it is forgotten. */
  remove(shard: number): Promise<void>;
}
