import type { SessionStartLimit } from './frames.ts';

/** How long to wait before the next try to connect. All times in ms. */

const FIRST_MS = 1000;
/** A gateway that is well again sees the bot within 30 s: this pause, at most {@link ANSWER_MS} of a try that hangs, and a new one. */
const SHORT_LIMIT_MS = 15_000;
const LONG_LIMIT_MS = 5 * 60_000;
/** After an outage of ten minutes the pauses begin to grow beyond the short limit; three hours later they reach the long one. */
const SHARE_OF_OUTAGE = 1 / 40;

/** How long a try may go without a word from Discord: the greeting comes at once, and READY within seconds. */
export const ANSWER_MS = 8_000;

export interface Outage {
  /** Tries that failed since the connection was last steady. */
  tries: number;
  since: number;
}

/** Twice as long each time, up to a share of the outage; shortened at random, so that bots that were lost together do not come back together. */
export function pauseMs({ tries, since }: Outage, now: number, random: number): number {
  const limit = Math.min(LONG_LIMIT_MS, Math.max(SHORT_LIMIT_MS, (now - since) * SHARE_OF_OUTAGE));
  return Math.min(limit, FIRST_MS * 2 ** tries) * (0.5 + random / 2);
}

/** Discord lets one session in every 5 s (https://discord.com/developers/docs/events/gateway#rate-limiting, max_concurrency 1). */
const BETWEEN_MS = 5_000;
const DAY_MS = 24 * 60 * 60_000;
/** What is left of the day's sessions is spread over a day, once less than this part of them is left. */
const SPARING_BELOW = 0.75;

/**
 * How long to wait before a new session is asked for. Discord takes 1,000 a day and resets the token of a bot that asks for more.
 * @param begun When this process asked for sessions, the latest last.
 */
export function identifyPauseMs(
  begun: readonly number[],
  { total, remaining, reset_after }: SessionStartLimit,
  now: number,
): number {
  if (remaining <= 0) return reset_after;
  const last = begun.at(-1);
  if (last === undefined) return 0;
  const today = withinDay(begun, now);
  const left = Math.min(remaining, total - today.length);
  if (left <= 0) return Math.max(0, (today[0] ?? now) + DAY_MS - now);
  const apart = left < total * SPARING_BELOW ? DAY_MS / left : 0;
  return Math.max(0, last + Math.max(BETWEEN_MS, apart) - now);
}

/** Those that still count, at `now`. */
export function withinDay(begun: readonly number[], now: number): number[] {
  return begun.filter(at => at > now - DAY_MS);
}
