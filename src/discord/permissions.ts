import { type Client, type GuildBasedChannel, PermissionFlagsBits, PermissionsBitField } from 'discord.js';

interface Member {
  userId: string;
  roleIds: readonly string[];
}

/** Whether a member may see a channel, a thread's by the channel that it hangs in. */
export function maySee(client: Client, member: Member, channelId: string): boolean {
  const channel = client.channels.cache.get(channelId);
  return channel && !channel.isDMBased() ? grantedIn(channel, member).has(PermissionFlagsBits.ViewChannel) : false;
}

/** Whether a member may mention roles there that are not open to everyone's mentions. */
export function mayMentionAll(channel: GuildBasedChannel, member: Member): boolean {
  return grantedIn(channel, member).has(PermissionFlagsBits.MentionEveryone);
}

/**
 * What a member may do in a channel (https://discord.com/developers/docs/topics/permissions#permission-overwrites). From what the
 * gateway has told: the members themselves are not known, only the roles that came with their command.
 */
function grantedIn(channel: GuildBasedChannel, { userId, roleIds }: Member): Readonly<PermissionsBitField> {
  const holder = channel.isThread() ? channel.parent : channel;
  if (!holder || holder.isThread()) return new PermissionsBitField();
  const { guild } = holder;
  if (guild.ownerId === userId) return new PermissionsBitField(PermissionsBitField.All);
  const roles = [guild.id, ...roleIds].flatMap(id => guild.roles.cache.get(id) ?? []);
  const granted = new PermissionsBitField(roles.map(role => role.permissions));
  if (granted.has(PermissionFlagsBits.Administrator)) return new PermissionsBitField(PermissionsBitField.All);
  const layers = [[guild.id], roleIds, [userId]];
  const overwrites = holder.permissionOverwrites.cache;
  for (const ids of layers) {
    const those = ids.flatMap(id => overwrites.get(id) ?? []);
    for (const { deny } of those) granted.remove(deny);
    for (const { allow } of those) granted.add(allow);
  }
  // Who cannot see a channel can do nothing in it.
  return granted.has(PermissionFlagsBits.ViewChannel) ? granted : new PermissionsBitField();
}

/** Which of the permissions the bot lacks in a channel, as people read them in the server's settings. */
export function missingPermissions(channel: GuildBasedChannel, needed: readonly (keyof typeof NAMES)[]): string[] {
  const me = channel.guild.members.me;
  const granted = me && channel.permissionsFor(me);
  return granted ? needed.filter(name => !granted.has(name)).map(name => NAMES[name]) : [];
}

const NAMES = {
  ViewChannel: 'View Channel',
  SendMessages: 'Send Messages',
  SendMessagesInThreads: 'Send Messages in Threads',
  CreatePublicThreads: 'Create Public Threads',
  EmbedLinks: 'Embed Links',
  ReadMessageHistory: 'Read Message History',
} as const;
