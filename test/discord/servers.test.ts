import { Events } from 'discord.js';
import { expect, it } from 'vitest';
import { followServers } from '../../src/discord/servers.ts';
import { offlineClient } from './offline-client.ts';

it('a server that discord.js knew already when it came is joined when it becomes available, once; one of the session is not', () => {
  const client = offlineClient(['1', '2'].map(id => ({ id, roles: [], channels: [] })));
  const [one, other] = client.guilds.cache.values();
  if (!one || !other) throw new Error('There are two.');
  const told: string[] = [];
  const servers = followServers(client, {
    onJoined: id => told.push(`joined ${id}`),
    onRemoved: id => told.push(`removed ${id}`),
  });
  servers.beginSession({ id: 0, count: 1 }, [one.id]);
  for (const guild of [one, other, other]) client.emit(Events.GuildAvailable, guild);
  expect(told).toEqual([`joined ${other.id}`]);
  expect(servers.ids()).toEqual([one.id, other.id]);
  client.emit(Events.GuildDelete, other);
  client.emit(Events.GuildCreate, other);
  expect(told.slice(1)).toEqual([`removed ${other.id}`, `joined ${other.id}`]);
});
