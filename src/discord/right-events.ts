import { type Client, Events } from 'discord.js';

/**
 * Tells of servers in which the bot may have won or lost a right: a channel, a role or the bot itself changed there,
 * the server came back, or the bot did.
 */
export function watchRights(client: Client, changed: (guildId: string) => void): void {
  client.on(Events.ChannelCreate, ({ guildId }) => changed(guildId));
  client.on(Events.ChannelUpdate, (_, channel) => {
    if (!channel.isDMBased()) changed(channel.guildId);
  });
  client.on(Events.ThreadUpdate, (_, { guildId }) => changed(guildId));
  client.on(Events.GuildRoleUpdate, (_, { guild }) => changed(guild.id));
  client.on(Events.GuildRoleDelete, ({ guild }) => changed(guild.id));
  client.on(Events.GuildMemberUpdate, (_, { id, guild }) => {
    if (id === client.user?.id) changed(guild.id);
  });
  client.on(Events.GuildUpdate, (_, { id }) => changed(id));
  client.on(Events.GuildAvailable, ({ id }) => changed(id));
  client.on(Events.GuildCreate, ({ id }) => changed(id));
}
