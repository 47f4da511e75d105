import { has, RIGHTS, type Right } from './permissions.ts';

/**
 * What the bot does in a channel for a person: posts messages; opens a thread below a message that is there, or below
 * one that it posts; writes in the channel's threads, which also wakes them.
 */
export type Deed = 'post' | 'open-thread' | 'post-and-open-thread' | 'write-in-threads';

/** As far as rights differ: in a forum every post is a thread, in voice and stage channels one must be able to join. */
export type ChannelShape = 'text' | 'forum' | 'thread' | 'voice';

const THREAD: readonly Right[] = ['createThreads', 'sendInThreads'];

/**
 * What a person needs to do it themselves: https://discord.com/developers/docs/topics/threads#permissions. A forum's
 * posts need Send Messages alone; in threads Send Messages says nothing.
 */
function rightsFor(deed: Deed, shape: ChannelShape): readonly Right[] {
  if (deed === 'write-in-threads') return ['view', 'sendInThreads'];
  if (shape === 'forum') return ['view', 'send'];
  if (shape === 'thread') return ['view', 'sendInThreads'];
  if (shape === 'voice') return ['view', 'connect', 'send'];
  if (deed === 'post') return ['view', 'send'];
  return deed === 'open-thread' ? ['view', ...THREAD] : ['view', 'send', ...THREAD];
}

/** What stands between a person and a deed, by the names in Discord's settings; nothing: the bot may do it for them. */
export function missingFor(granted: bigint, deed: Deed, shape: ChannelShape): string[] {
  const missing = rightsFor(deed, shape).filter(right => !has(granted, right));
  // A hidden channel is all that there is to say.
  return (missing.includes('view') ? (['view'] as const) : missing).map(right => RIGHTS[right].name);
}
