import { type Client, Events } from 'discord.js';

export interface ServerEvents {
  /** The bot came into a server, or was removed from one; an outage is neither. */
  onJoined: (guildId: string) => void;
  onRemoved: (guildId: string) => void;
}

export interface Servers {
  /** @param guildIds All servers that the bot is in, those with an outage included. */
  beginSession(guildIds: string[]): void;
  /** Those that it is in now, those with an outage included. */
  ids(): string[];
}

/**
 * Follows the bot in and out of servers. discord.js calls a server "available" that it knew before, also one that took
 * the bot back in the meantime; so what counts is the list with which the session began, and what has happened since.
 */
export function followServers(client: Client, { onJoined, onRemoved }: ServerEvents): Servers {
  let present = new Set<string>();
  const arrived = ({ id }: { id: string }) => {
    if (present.has(id)) return;
    present.add(id);
    onJoined(id);
  };
  client.on(Events.GuildCreate, arrived);
  client.on(Events.GuildAvailable, arrived);
  client.on(Events.GuildDelete, ({ id }) => {
    present.delete(id);
    onRemoved(id);
  });
  return {
    beginSession(guildIds) {
      present = new Set(guildIds);
      // What was kept of before the session is out of date: servers and channels that are gone would stay in it for ever.
      client.guilds.cache.clear();
      client.channels.cache.clear();
    },
    ids: () => [...present],
  };
}
