import type { SessionStartLimit } from './frames.ts';

/** How long to wait before the next try to connect. All times in ms. */

const FIRST_MS = 1000;
/**
 * A gateway that is well again sees the bot within 30 s, however long it was out of order: this pause, at most {@link
 * ANSWER_MS} of a try that hangs, and a new one. A try that is not let in costs nothing; those that are let in are
 * counted by {@link identifyPauseMs}, whose pauses grow to minutes.
 */
const LONGEST_MS = 15_000;

/** How long a try may go without a word from Discord: the greeting comes at once, and READY within seconds. */
export const ANSWER_MS = 8_000;

/**
 * Twice as long after each try that failed; shortened at random, so that bots that were lost together do not come back
 * together.
 * @param tries Those that failed since the connection was last steady, but for the first.
 */
export function pauseMs(tries: number, random: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** tries) * (0.5 + random / 2);
}

/**
 * Discord lets one session in every 5 s, large bots as many shards as `max_concurrency` says: one of each bucket
 * (https://discord.com/developers/docs/events/gateway#sharding-max-concurrency).
 */
const BETWEEN_MS = 5_000;
const DAY_MS = 24 * 60 * 60_000;
/**
 * What is left of the sessions is spread over the time until there are more, once less than this part of them is left.
 */
const SPARING_BELOW = 0.75;

/**
 * How long to wait before a new session is asked for. Discord takes 1,000 a day and resets the token of a bot that asks
 * for more.
 * @param begun When this process asked for sessions, the latest last.
 * @param latest When it asked for one in the same bucket.
 */
export function identifyPauseMs(
  begun: readonly number[],
  { total, remaining, reset_after }: Pick<SessionStartLimit, 'total' | 'remaining' | 'reset_after'>,
  now: number,
  latest = begun.at(-1),
): number {
  if (remaining <= 0) return reset_after;
  const last = begun.at(-1);
  if (last === undefined) return 0;
  const today = withinDay(begun, now);
  const ours = total - today.length;
  if (ours <= 0) return Math.max(0, (today[0] ?? now) + DAY_MS - now);
  const spread = (left: number, overMs: number) => (left < total * SPARING_BELOW ? overMs / left : 0);
  const apart = Math.max(spread(ours, DAY_MS), spread(remaining, reset_after));
  const sinceBucket = latest === undefined ? Number.POSITIVE_INFINITY : now - latest;
  return Math.max(0, last + apart - now, BETWEEN_MS - sinceBucket);
}

/** Those that still count, at `now`. */
export function withinDay(begun: readonly number[], now: number): number[] {
  return begun.filter(at => at > now - DAY_MS);
}
