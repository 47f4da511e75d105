import { tellEdited } from '../../resources/messages.ts';
import { hasEnded } from '../../resources/polls.ts';
import { DiscordError } from '../../schema/errors.ts';
import { messageJson } from '../../wire/messages.ts';
import { userJson } from '../../wire/people.ts';
import { compareIds } from '../../world/snowflake.ts';
import type { Channel, Message, Poll } from '../../world/world.ts';
import { messageIn, requirePermissions, visibleChannel } from '../access.ts';
import { type Call, ok, param, type Routes } from '../call.ts';

/** Polls of messages (documentation, resources/poll). They are made with their message, and nobody can edit them. */
export const pollRoutes: Routes = {
  'GET /channels/{channel}/polls/{message}/answers/{answer}': call => {
    const { poll } = named(call);
    const voters = poll.votes.get(Number(param(call, 'answer')));
    if (!voters) throw new DiscordError('unknownMessage');
    const limit = Math.min(100, Math.max(1, Number(call.query.get('limit') ?? 25) || 25));
    const after = call.query.get('after');
    const ids = [...voters].sort(compareIds).filter(id => after === null || compareIds(id, after) > 0);
    const { users } = call.state.world;
    return ok({
      users: ids
        .slice(0, limit)
        .flatMap(id => users.get(id) ?? [])
        .map(userJson),
    });
  },

  'POST /channels/{channel}/polls/{message}/expire': call => {
    const { channel, message, poll } = named(call);
    const { state } = call;
    if (message.authorId !== state.world.bot.id) throw new DiscordError('notYourMessage');
    if (hasEnded(poll, state.clock.now())) throw new DiscordError('pollExpired');
    poll.endsAt = state.clock.now();
    tellEdited(state, channel, message);
    return ok(messageJson(state.world, message));
  },
};

function named(call: Call): { channel: Channel; message: Message; poll: Poll } {
  const { channel } = visibleChannel(call);
  requirePermissions(call, channel, 'READ_MESSAGE_HISTORY');
  const message = messageIn(call, channel);
  if (!message.poll) throw new DiscordError('notAPoll');
  return { channel, message, poll: message.poll };
}
