import { isDeepStrictEqual } from 'node:util';
import { isFollow, type SubscriptionSpec } from './subscription.ts';

/**
 * Whether two would bring the same to the same place: papers of the day at the same times, follows of the same subject
 * at any.
 */
export function isSame(a: SubscriptionSpec, b: SubscriptionSpec): boolean {
  if (isFollow(a) !== isFollow(b) || a.place.channelId !== b.place.channelId) return false;
  if (isFollow(a)) return isDeepStrictEqual(subjectOf(a), subjectOf(b));
  return isDeepStrictEqual(a.schedule, b.schedule) && words(a) === words(b);
}

const words = ({ query = '', topic = '' }: SubscriptionSpec) => `${query.trim().toLowerCase()} ${topic}`;

/** What a follow is about, without how and where it is delivered. */
export function subjectOf({ topic, query, author, category }: SubscriptionSpec) {
  return { topic, query, author, category };
}
