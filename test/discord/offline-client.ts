import { Client, ClientUser, type GuildBasedChannel, Status } from 'discord.js';

export const BOT = '9';

/** What the gateway tells of a server, as far as rights need it. */
export interface ToldGuild {
  id: string;
  roles: readonly { id: string; permissions: bigint }[];
  channels: readonly { id: string; type: number; parent_id?: string; overwrites?: readonly object[]; flags?: number }[];
  /** Until when the bot is timed out. */
  timedOut?: string;
}

/** A client of discord.js that was told of some servers, and has no connection. */
export function offlineClient(guilds: readonly ToldGuild[]): Client<true> {
  const client = new Client({ intents: [] });
  client.user = Reflect.construct(ClientUser, [client, { id: BOT, username: 'bot', discriminator: '0' }]);
  Reflect.set(client.ws, 'status', Status.Ready);
  const add: unknown = Reflect.get(client.guilds, '_add');
  if (typeof add !== 'function') throw new Error('This discord.js takes servers in another way.');
  for (const { id, roles, channels, timedOut } of guilds) {
    const bot = { user: { id: BOT }, roles: [], ...(timedOut && { communication_disabled_until: timedOut }) };
    Reflect.apply(add, client.guilds, [
      {
        id,
        owner_id: '2',
        roles: roles.map(role => ({ ...role, name: role.id, permissions: `${role.permissions}` })),
        channels: channels.map(({ overwrites = [], ...rest }) => ({
          ...rest,
          name: rest.id,
          permission_overwrites: overwrites,
        })),
        members: [bot],
      },
    ]);
  }
  if (!client.isReady()) throw new Error('This discord.js tells in another way that it is ready.');
  return client;
}

export function channelOf(client: Client, id: string): GuildBasedChannel {
  const channel = client.channels.cache.get(id);
  if (!channel || channel.isDMBased()) throw new Error(`There is no channel ${id}.`);
  return channel;
}
