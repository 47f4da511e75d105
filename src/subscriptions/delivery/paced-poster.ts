import type { Clock } from '../../platform/clock.ts';
import type { EventPoster, Failure, Poster } from '../ports/poster.ts';
import type { TokenBucket } from './token-bucket.ts';

/** Looking for an earlier try takes at least so many requests: whether the history may be read, and one page of it. */
const REQUESTS_TO_FIND = 2;
/** A forum is asked for its tags before each post. */
const REQUESTS_FOR_TAGS = 1;
/** Discord's limits last for minutes at most; a longer time, in ms, means that the clock was set back. */
const LONGEST_HOLD_MS = 60 * 60_000;

type Answer<T> = T | Failure;

/** What deliveries ask of Discord. */
export type Delivering = Pick<Poster, 'post' | 'find' | 'publish' | 'startThread'> & {
  events: Pick<EventPoster, 'find' | 'set' | 'cancel'>;
};

/**
 * Asks Discord only while it may be asked. A 429 names a channel or the bot as a whole, and holds up everything that
 * goes there, not only what has heard it: more requests would be refused alike, and too many of those ban the bot for a
 * while.
 */
export function pacedPoster(poster: Delivering, bucket: TokenBucket, clock: Clock): Delivering {
  /** Until when nothing of a kind is sent to a channel; ms since the epoch. */
  const held = new Map<string, number>();

  async function ask<T extends { kind: string }>(where: string, request: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const now = clock.now();
    for (const [key, until] of held) if (until <= now || until > now + LONGEST_HOLD_MS) held.delete(key);
    const afterMs = (held.get(where) ?? now) - now;
    if (afterMs > 0) return { kind: 'limited', afterMs, scope: 'channel' };
    if (bucket.closedMs > 0) return { kind: 'limited', afterMs: bucket.closedMs, scope: 'bot' };
    const answer = await request();
    if (isLimited(answer)) {
      if (answer.scope === 'bot') bucket.slowDown(answer.afterMs);
      else held.set(where, clock.now() + Math.min(answer.afterMs, LONGEST_HOLD_MS));
    }
    return answer;
  }

  return {
    post: post =>
      ask(`post ${post.place.channelId}`, () => {
        if (post.place.kind === 'forum') bucket.spend(REQUESTS_FOR_TAGS);
        return poster.post(post);
      }),
    find: (post, since) =>
      ask(`find ${post.place.channelId}`, () => {
        bucket.spend(REQUESTS_TO_FIND);
        return poster.find(post, since);
      }),
    publish: (channelId, messageId) => ask(`publish ${channelId}`, () => poster.publish(channelId, messageId)),
    events: {
      find: (guildId, mark) => ask(`event ${guildId}`, () => poster.events.find(guildId, mark)),
      set: (event, eventId) => ask(`event ${event.guildId}`, () => poster.events.set(event, eventId)),
      cancel: (guildId, eventId) => ask(`event ${guildId}`, () => poster.events.cancel(guildId, eventId)),
    },
    startThread: (posted, name) => ask(`thread ${posted.channelId}`, () => poster.startThread(posted, name)),
  };
}

function isLimited(answer: { kind: string }): answer is Extract<Failure, { kind: 'limited' }> {
  return answer.kind === 'limited';
}
