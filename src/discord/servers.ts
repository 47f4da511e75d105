import { type Client, Events } from 'discord.js';
import { isOn, type Shard } from './gateway/shards.ts';

export interface ServerEvents {
  /** The bot came into a server, or was removed from one; an outage is neither. */
  onJoined: (guildId: string) => void;
  onRemoved: (guildId: string) => void;
}

export interface Servers {
  /** @param guildIds All servers of this shard that the bot is in, those with an outage included. */
  beginSession(shard: Shard, guildIds: string[]): void;
  /** This process no longer hears of its servers. */
  endSession(shard: Shard): void;
  /** Those that it is in now, those with an outage included. */
  ids(): string[];
}

/**
 * Follows the bot in and out of servers. discord.js calls a server "available" that it knew before, also one that took
 * the bot back in the meantime; so what counts is the list with which the session began, and what has happened since.
 */
export function followServers(client: Client, { onJoined, onRemoved }: ServerEvents): Servers {
  const present = new Set<string>();
  const arrived = ({ id }: { id: string }) => {
    if (present.has(id)) return;
    present.add(id);
    onJoined(id);
  };
  /** What was kept of before a session is out of date: servers and channels that are gone would stay in it for ever. */
  const forget = (shard: Shard) => {
    for (const id of present) if (isOn(shard, id)) present.delete(id);
    client.guilds.cache.sweep(({ id }) => isOn(shard, id));
    client.channels.cache.sweep(channel => channel.isDMBased() || isOn(shard, channel.guildId));
  };
  client.on(Events.GuildCreate, arrived);
  client.on(Events.GuildAvailable, arrived);
  client.on(Events.GuildDelete, ({ id }) => {
    present.delete(id);
    onRemoved(id);
  });
  return {
    beginSession(shard, guildIds) {
      forget(shard);
      for (const id of guildIds) present.add(id);
    },
    endSession: forget,
    ids: () => [...present],
  };
}
