import type { Clock } from '../platform/clock.ts';

/** How often one person may do something: bursts up to `times`, then evenly spread over `perMs`. */
export interface Rate {
  times: number;
  perMs: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Generous for people, tight for a program that presses buttons. */
export const RATES = {
  /**
   * Whatever makes the processor search: a search, a page of it, why papers were found, related papers, a paper by its
   * title.
   */
  search: { times: 60, perMs: MINUTE_MS },
  /** While somebody types: Discord asks at most some three times a second. */
  suggest: { times: 180, perMs: MINUTE_MS },
  vote: { times: 30, perMs: MINUTE_MS },
  save: { times: 30, perMs: MINUTE_MS },
  /** Only threads that are new: finding the one there is costs nobody anything. */
  openThread: { times: 5, perMs: 10 * MINUTE_MS },
  /** Extra papers of the day. */
  postNow: { times: 5, perMs: 10 * MINUTE_MS },
  /** Each asks arXiv, which is slow, and changes the collection for all. */
  addPaper: { times: 10, perMs: HOUR_MS },
  /** Each look asks Discord what is active, and for threads that may be gone. */
  discussions: { times: 10, perMs: MINUTE_MS },
  export: { times: 10, perMs: 10 * MINUTE_MS },
  import: { times: 5, perMs: HOUR_MS },
  privacy: { times: 5, perMs: HOUR_MS },
} as const satisfies Record<string, Rate>;

export interface RateLimits {
  /** Takes one use; else tells when (ms since the epoch) there will be one again. */
  take(what: keyof typeof RATES, userId: string): { allowed: true } | { allowed: false; againAt: number };
}

/** Beyond this many people, those whose quota is full again are dropped. */
const REMEMBERED = 10_000;

/**
 * The generic cell rate algorithm (https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm): one number a person. In
 * memory: after a restart everyone has a full quota, which harms nobody.
 */
export function rateLimits(clock: Clock): RateLimits {
  /** When the allowance of a person will be whole again. */
  const wholeAt = new Map<string, number>();
  return {
    take(what, userId) {
      const { times, perMs } = RATES[what];
      const now = clock.now();
      const key = `${what} ${userId}`;
      const spacing = perMs / times;
      const known = wholeAt.get(key) ?? 0;
      // Later than it can be: the clock was set back since. Nobody waits for that.
      const next = Math.max(now, known <= now + perMs ? known : now) + spacing;
      if (next - now > perMs) return { allowed: false, againAt: Math.ceil(next - perMs) };
      if (wholeAt.size >= REMEMBERED) forgetWhole(wholeAt, now);
      wholeAt.set(key, next);
      return { allowed: true };
    },
  };
}

function forgetWhole(wholeAt: Map<string, number>, now: number): void {
  for (const [key, at] of wholeAt) if (at <= now) wholeAt.delete(key);
}
