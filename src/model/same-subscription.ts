import { isDeepStrictEqual } from 'node:util';
import { isFollow, type Wish } from './subscription.ts';

/** Whether two would bring the same to the same place: papers of the day at the same times, follows of the same subject at any. */
export function isSame(a: Wish, b: Wish): boolean {
  if (isFollow(a) !== isFollow(b) || a.place.channelId !== b.place.channelId) return false;
  if (isFollow(a)) return isDeepStrictEqual(subjectOf(a), subjectOf(b));
  return isDeepStrictEqual(a.schedule, b.schedule) && words(a) === words(b);
}

const words = ({ query = '', topic = '' }: Wish) => `${query.trim().toLowerCase()} ${topic}`;

/** What a follow is about, without how and where it is told. */
export function subjectOf({ topic, query, author, category }: Wish) {
  return { topic, query, author, category };
}
