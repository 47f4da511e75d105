import { startThread } from '../resources/threads.ts';
import type { State } from '../state/state.ts';
import { channelJson } from '../wire/channels.ts';
import { addChannel } from '../world/default-world.ts';
import { bits, type PermissionName } from '../world/permissions.ts';
import type { Channel, ChannelType } from '../world/world.ts';
import { byName } from '../world/world.ts';

/** The intent Guilds. */
const GUILDS = 1 << 0;

/**
 * What moderators do to the channels of a server and to who may do what in them; the bot hears of it as it would from
 * Discord.
 */
export interface ChannelControls {
  /** Answers its id. */
  addChannel(where: { guild: string; channel: string; type?: ChannelType; tags?: string[] }): string;
  /**
   * Allows or denies something in a channel.
   * @param who The name of a role or a person.
   */
  overwrite(where: {
    guild: string;
    channel: string;
    who: string;
    allow?: PermissionName[];
    deny?: PermissionName[];
  }): void;
  /** Starts a private thread with these people (names) and the bot in it, and answers its id. */
  addPrivateThread(where: { guild: string; channel: string; name: string; people: string[] }): string;
}

export function channelControls(state: State): ChannelControls {
  const { world } = state;
  const guildNamed = (name: string) => byName(world.guilds.values(), name, 'server');
  const tell = (name: string, channel: Channel) =>
    state.emit({ name, guildId: channel.guildId ?? '', intents: GUILDS, data: channelJson(world, channel) });
  const personNamed = (name: string) => byName(world.users.values(), name, 'person').id;

  return {
    addChannel({ guild, channel: name, ...kind }) {
      const channel = addChannel(world, guildNamed(guild), name, kind);
      tell('CHANNEL_CREATE', channel);
      return channel.id;
    },

    overwrite({ guild: guildName, channel: name, who, allow = [], deny = [] }) {
      const guild = guildNamed(guildName);
      const channel = byName(guild.channels.values(), name, 'channel');
      const role = [...guild.roles.values()].find(one => one.name === who);
      const id = role?.id ?? personNamed(who);
      const known = channel.overwrites.find(one => one.id === id);
      const overwrite = known ?? { id, type: role ? (0 as const) : (1 as const), allow: 0n, deny: 0n };
      if (!known) channel.overwrites.push(overwrite);
      const [allowed, denied] = [bits(...allow), bits(...deny)];
      overwrite.allow = (overwrite.allow | allowed) & ~denied;
      overwrite.deny = (overwrite.deny | denied) & ~allowed;
      tell('CHANNEL_UPDATE', channel);
    },

    addPrivateThread({ guild: guildName, channel: name, name: title, people }) {
      const guild = guildNamed(guildName);
      const parent = byName(guild.channels.values(), name, 'channel');
      const thread = startThread(state, guild, parent, { name: title, type: 12 });
      for (const person of people) thread.thread?.memberIds.add(personNamed(person));
      return thread.id;
    },
  };
}
