import type { Json } from '../schema/json.ts';
import type { Attachment, Message, Origin, Poll, World } from '../world/world.ts';
import { userJson } from './people.ts';
import { iso } from './time.ts';

/** Messages, with what they carry, as Discord's API draws them. */

/** How long the final count takes once a poll has ended, in ms: Discord does it in a job of its own. */
const COUNTING_MS = 3_000;

export function attachmentJson({ id, filename, description, contentType, content, url }: Attachment): Json {
  return {
    id,
    filename,
    ...(description !== undefined && { description }),
    size: content.length,
    content_type: contentType,
    url,
    proxy_url: url,
  };
}

export function messageJson(world: World, message: Message): Json {
  const author = world.users.get(message.authorId);
  const { origin } = message;
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.type,
    ...(author && { author: userJson(author) }),
    content: message.content,
    embeds: message.embeds.map(embed => ({ type: 'rich', ...embed })),
    components: message.foreignParts ?? message.components,
    attachments: message.attachments.map(attachmentJson),
    flags: message.flags | (message.thinking ? 1 << 7 : 0),
    timestamp: iso(message.createdAt),
    edited_timestamp: message.editedAt === undefined ? null : iso(message.editedAt),
    mention_everyone: message.pings.everyone,
    mentions: message.pings.users.flatMap(id => world.users.get(id) ?? []).map(userJson),
    mention_roles: message.pings.roles,
    pinned: false,
    tts: false,
    ...(message.reactions.size > 0 && { reactions: reactionsJson(world, message) }),
    ...(message.poll && { poll: pollJson(message.poll, world.bot.id, world.now()) }),
    ...(message.nonce !== undefined && { nonce: message.nonce }),
    ...(message.replyTo !== undefined && {
      message_reference: { type: 0, channel_id: message.channelId, message_id: message.replyTo },
    }),
    ...(message.throughInteraction !== undefined && {
      application_id: world.application.id,
      webhook_id: world.application.id,
    }),
    ...(origin && { interaction_metadata: originJson(world, origin) }),
  };
}

function reactionsJson({ bot }: World, { reactions }: Message): Json[] {
  return [...reactions].map(([name, users]) => ({
    emoji: { id: null, name },
    count: users.size,
    count_details: { normal: users.size, burst: 0 },
    me: users.has(bot.id),
    me_burst: false,
    burst_colors: [],
  }));
}

function originJson(world: World, { interactionId, type, userId, name, owners }: Origin): Json {
  const user = world.users.get(userId);
  return {
    id: interactionId,
    type,
    ...(user && { user: userJson(user) }),
    authorizing_integration_owners: owners,
    ...(name !== undefined && { name }),
  };
}

/** As a message carries it. While it is open its counts are not final. */
function pollJson(poll: Poll, botId: string, now: number): Json {
  return {
    question: { text: poll.question },
    answers: poll.answers.map(({ id, text }) => ({ answer_id: id, poll_media: { text } })),
    expiry: iso(poll.endsAt),
    allow_multiselect: poll.multiple,
    layout_type: 1,
    results: {
      is_finalized: poll.endsAt + COUNTING_MS <= now,
      answer_counts: [...poll.votes]
        .filter(([, voters]) => voters.size > 0)
        .map(([id, voters]) => ({ id, count: voters.size, me_voted: voters.has(botId) })),
    },
  };
}
