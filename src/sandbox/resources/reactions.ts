import type { State } from '../state/state.ts';
import type { Channel, Message } from '../world/world.ts';
import { guildOf } from '../world/world.ts';

/** Intents: reactions in guilds, reactions in DMs. */
const GUILD_MESSAGE_REACTIONS = 1 << 10;
const DIRECT_MESSAGE_REACTIONS = 1 << 13;

/** Adds someone's reaction to a message or takes it back; who may do so is decided before. */
export function setReaction(
  state: State,
  { channel, message }: { channel: Channel; message: Message },
  reaction: { userId: string; emoji: string; on: boolean },
): void {
  const { userId, emoji, on } = reaction;
  const users = message.reactions.get(emoji) ?? new Set();
  if (users.has(userId) === on) return;
  if (on) message.reactions.set(emoji, users.add(userId));
  else if (users.delete(userId) && users.size === 0) message.reactions.delete(emoji);
  for (const watcher of state.watchers) watcher({ kind: 'marked', message, channel });
  const guild = guildOf(state.world, channel);
  if (!guild && channel.type !== 1) return;
  state.emit({
    name: on ? 'MESSAGE_REACTION_ADD' : 'MESSAGE_REACTION_REMOVE',
    intents: guild ? GUILD_MESSAGE_REACTIONS : DIRECT_MESSAGE_REACTIONS,
    ...(guild && { guildId: guild.id }),
    data: {
      user_id: userId,
      channel_id: channel.id,
      message_id: message.id,
      ...(guild && { guild_id: guild.id }),
      emoji: { id: null, name: emoji },
      burst: false,
      type: 0,
    },
  });
}
