import { type GuildBasedChannel, PermissionFlagsBits } from 'discord.js';
import { asGranted } from './grants.ts';
import { memberPermissions } from './rights.ts';

interface Member {
  userId: string;
  roleIds: readonly string[];
}

/** Whether a member may mention roles there that are not open to everyone's mentions. */
export function mayMentionAll(channel: GuildBasedChannel, member: Member): boolean {
  return (memberPermissions(channel, member) & PermissionFlagsBits.MentionEveryone) !== 0n;
}

/**
 * Which of the permissions the bot lacks in a channel, as people read them in the server's settings.
 * @param given What Discord has just said that it has; else it follows from what the gateway has told.
 */
export function missingPermissions(channel: GuildBasedChannel, needed: readonly RightName[], given?: bigint): string[] {
  const me = channel.guild.members.me;
  const granted = given === undefined ? me && channel.permissionsFor(me) : asGranted(given);
  return granted ? needed.filter(name => !granted.has(name)).map(name => RIGHT_NAMES[name]) : [];
}

/**
 * Until when (ms since the epoch) a moderator keeps the bot from writing in the channel's server; undefined where
 * nobody does.
 */
export function timedOutUntil(channel: GuildBasedChannel | undefined, now: number): number | undefined {
  const me = channel?.guild.members.me;
  const until = me?.communicationDisabledUntilTimestamp ?? 0;
  return me && until > now && !me.permissions.has('Administrator') ? until : undefined;
}

/** As people read them in the server’s settings. */
export const RIGHT_NAMES = {
  ViewChannel: 'View Channel',
  Connect: 'Connect',
  SendMessages: 'Send Messages',
  SendMessagesInThreads: 'Send Messages in Threads',
  CreatePublicThreads: 'Create Public Threads',
  EmbedLinks: 'Embed Links',
  ReadMessageHistory: 'Read Message History',
  CreateEvents: 'Create Events',
  SendPolls: 'Create Polls',
} as const;

export type RightName = keyof typeof RIGHT_NAMES;
