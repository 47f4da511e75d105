import type { ThreadPlace } from '../store/index.ts';
import type { ChannelKind } from './threads.ts';

/** Why no thread can be made from here. */
export type NotHere = 'direct-message' | 'private-reply' | 'in-a-thread' | 'no-threads-here';

export interface Surroundings {
  /** Missing in direct messages. */
  guildId?: string;
  /** The channel set for discussions. */
  set?: { channelId: string; kind: ChannelKind };
  /** The message whose button was pressed; missing for a command. */
  pressed?: { messageId: string; private: boolean };
  here: { channelId: string; kind: ChannelKind };
}

/**
 * Where a new thread is made: in the channel set for that, else from the post that was pressed, else in this channel.
 */
export function choosePlace({ guildId, set, pressed, here }: Surroundings): ThreadPlace | NotHere {
  if (guildId === undefined) return 'direct-message';
  if (set) return { kind: set.kind === 'forum' ? 'forum' : 'channel', channelId: set.channelId };
  if (pressed?.private) return 'private-reply';
  if (here.kind === 'thread') return 'in-a-thread';
  if (here.kind !== 'text' && here.kind !== 'announcement') return 'no-threads-here';
  return pressed
    ? { kind: 'message', channelId: here.channelId, messageId: pressed.messageId }
    : { kind: 'channel', channelId: here.channelId };
}
