import type { z } from 'zod';
import { DiscordError } from '../schema/errors.ts';
import type { pollBody } from '../schema/poll-body.ts';
import type { State } from '../state/state.ts';
import type { Channel, Message, Poll } from '../world/world.ts';
import { guildOf } from '../world/world.ts';

/** Polls in messages (documentation, resources/poll). */

const HOUR_MS = 60 * 60_000;
/** Intents: votes in guilds, votes in DMs. */
const GUILD_MESSAGE_POLLS = 1 << 24;
const DIRECT_MESSAGE_POLLS = 1 << 25;

export function newPoll(
  { question, answers, duration, allow_multiselect }: z.infer<typeof pollBody>,
  now: number,
): Poll {
  return {
    question: question.text,
    answers: answers.map(({ poll_media }, i) => ({ id: i + 1, text: poll_media.text })),
    multiple: allow_multiselect ?? false,
    endsAt: now + (duration ?? 24) * HOUR_MS,
    votes: new Map(answers.map((_, i) => [i + 1, new Set()])),
  };
}

/** Its last moment is its end, or what somebody has set before it. */
export function hasEnded({ endsAt }: Poll, now: number): boolean {
  return endsAt <= now;
}

/**
 * What a person votes for takes the place of what they had voted; nothing takes it back. Who may do so is decided
 * before.
 */
export function vote(
  state: State,
  { channel, message, poll }: { channel: Channel; message: Message; poll: Poll },
  userId: string,
  answers: readonly number[],
): void {
  if (hasEnded(poll, state.clock.now())) throw new DiscordError('pollExpired');
  for (const [id, voters] of poll.votes) {
    const on = answers.includes(id);
    if (voters.has(userId) === on) continue;
    if (on) voters.add(userId);
    else voters.delete(userId);
    tellVote(state, channel, { userId, messageId: message.id, answerId: id, on });
  }
  for (const watcher of state.watchers) watcher({ kind: 'marked', message, channel });
}

function tellVote(
  state: State,
  channel: Channel,
  { userId, messageId, answerId, on }: { userId: string; messageId: string; answerId: number; on: boolean },
): void {
  const guild = guildOf(state.world, channel);
  if (!guild && channel.type !== 1) return;
  state.emit({
    name: `MESSAGE_POLL_VOTE_${on ? 'ADD' : 'REMOVE'}`,
    intents: guild ? GUILD_MESSAGE_POLLS : DIRECT_MESSAGE_POLLS,
    ...(guild && { guildId: guild.id }),
    data: {
      user_id: userId,
      channel_id: channel.id,
      message_id: messageId,
      ...(guild && { guild_id: guild.id }),
      answer_id: answerId,
    },
  });
}
