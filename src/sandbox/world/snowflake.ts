/** 2015-01-01T00:00:00Z, from which Discord's ids count milliseconds (documentation, reference, "Snowflakes"). */
const DISCORD_EPOCH = 1_420_070_400_000;
const TIME_SHIFT = 22n;

/** Makes ids that tell their time as Discord's do and always grow, even where the clock stands still or jumps back. */
export function idSource(): (now: number) => string {
  let last = 0n;
  return now => {
    const earliest = BigInt(Math.max(0, Math.floor(now) - DISCORD_EPOCH)) << TIME_SHIFT;
    last = earliest > last ? earliest : last + 1n;
    return String(last);
  };
}

/** Which of `shards` gets the events of a guild (documentation, events/gateway, "Sharding"). */
export function shardOf(guildId: string, shards: number): number {
  return Number((BigInt(guildId) >> TIME_SHIFT) % BigInt(shards));
}

/** Orders ids by age. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
