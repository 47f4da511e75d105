import type { Clock } from '../../platform/clock.ts';

/**
 * Discord takes 50 requests a second from a bot, from all its processes together
 * (https://discord.com/developers/docs/topics/rate-limits#global-rate-limit). What begins within any second is at most
 * the rate and one burst: 50 in all.
 */
const MOST_A_SECOND = 46;
const BURST = 4;
const LEAST_A_SECOND = 4;
/** Requests a second that are won back in each second after a slow-down. */
const RECOVERY = 1;

/** How many requests may begin: as many a second as Discord takes, fewer after Discord had to say no. */
export interface TokenBucket {
  /** Takes up to `wanted` of what is allowed at the moment. */
  take(wanted: number): number;
  /** Requests that go out besides; what follows waits for them. */
  spend(requests: number): void;
  /** Gives back what was not used. */
  giveBack(unused: number): void;
  /** When the next may begin; ms since the epoch. */
  readonly freeAt: number;
  /** How long nothing may be asked at all, in ms; 0 while something may. */
  readonly closedMs: number;
  /**
   * Discord refused the bot as a whole: nothing for `ms`, then half as fast. In this way several processes find their
   * share.
   */
  slowDown(ms: number): void;
}

export function createTokenBucket(clock: Clock): TokenBucket {
  let rate = MOST_A_SECOND;
  let stock = BURST;
  let filledAt = clock.now();
  let closedUntil = Number.NEGATIVE_INFINITY;

  function fill(): void {
    const now = clock.now();
    // A clock that was set back counts as standing still, and one that was set ahead fills the bucket: neither does
    // harm.
    const seconds = Math.max(0, now - filledAt) / 1000;
    rate = Math.min(MOST_A_SECOND, rate + seconds * RECOVERY);
    stock = Math.min(BURST, stock + seconds * rate);
    filledAt = now;
    if (closedUntil - now > LONGEST_CLOSURE_MS) closedUntil = now;
  }

  return {
    take(wanted) {
      fill();
      if (clock.now() < closedUntil) return 0;
      const taken = Math.max(0, Math.min(wanted, Math.floor(stock)));
      stock -= taken;
      return taken;
    },
    spend(requests) {
      fill();
      stock -= requests;
    },
    giveBack(unused) {
      stock = Math.min(BURST, stock + unused);
    },
    get freeAt() {
      fill();
      const wait = stock >= 1 ? 0 : Math.ceil(((1 - stock) / rate) * 1000);
      return Math.max(closedUntil, clock.now() + wait);
    },
    get closedMs() {
      fill();
      return Math.max(0, closedUntil - clock.now());
    },
    slowDown(ms) {
      const now = clock.now();
      // Every request that was under way gets the same refusal: it counts once.
      if (now >= closedUntil) rate = Math.max(LEAST_A_SECOND, rate / 2);
      closedUntil = Math.max(closedUntil, now + Math.min(ms, LONGEST_CLOSURE_MS));
    },
  };
}

/** Discord closes for seconds; a longer time, in ms, means that the clock was set back. */
const LONGEST_CLOSURE_MS = 10 * 60_000;
