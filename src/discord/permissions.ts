import { type Client, type GuildBasedChannel, PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import { grantedTo, rightsIn } from './grants.ts';

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

/** From what the gateway has told: the members themselves are not known, only the roles that came with their command. */
function grantedIn(channel: GuildBasedChannel, member: Member): Readonly<PermissionsBitField> {
  const holder = channel.isThread() ? channel.parent : channel;
  return holder && !holder.isThread() ? grantedTo(rightsIn(holder), member) : new PermissionsBitField();
}

/** Which of the permissions the bot lacks in a channel, as people read them in the server's settings. */
export function missingPermissions(channel: GuildBasedChannel, needed: readonly RightName[]): string[] {
  const me = channel.guild.members.me;
  const granted = me && channel.permissionsFor(me);
  return granted ? needed.filter(name => !granted.has(name)).map(name => RIGHT_NAMES[name]) : [];
}

/** As people read them in the server’s settings. */
export const RIGHT_NAMES = {
  ViewChannel: 'View Channel',
  SendMessages: 'Send Messages',
  SendMessagesInThreads: 'Send Messages in Threads',
  CreatePublicThreads: 'Create Public Threads',
  EmbedLinks: 'Embed Links',
  ReadMessageHistory: 'Read Message History',
} as const;

export type RightName = keyof typeof RIGHT_NAMES;
