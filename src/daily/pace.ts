import type { Clock } from '../clock.ts';

/**
 * Discord takes 50 requests a second from a bot, from all its processes together
 * (https://discord.com/developers/docs/topics/rate-limits#global-rate-limit). Two are left to everything else that the bot asks.
 */
const MOST_A_SECOND = 48;
const LEAST_A_SECOND = 5;
/** After a slow-down, every second without one allows this many more. */
const RECOVERY = 2;
const SECOND_MS = 1000;

/** How many deliveries may begin: as many a second as Discord takes, fewer after Discord had to say no. */
export interface Pace {
  /** Takes up to `wanted` of what is allowed at the moment. */
  take(wanted: number): number;
  /** Gives back what was not used. */
  giveBack(unused: number): void;
  /** When the next may begin; ms since the epoch. */
  readonly freeAt: number;
  /** Discord said no to the bot as a whole: nothing for `ms`, then half as fast. Several processes find their share so. */
  slowDown(ms: number): void;
}

export function createPace(clock: Clock): Pace {
  let perSecond = MOST_A_SECOND;
  let windowAt = Number.NEGATIVE_INFINITY;
  let used = 0;
  let closedUntil = Number.NEGATIVE_INFINITY;
  const roll = () => {
    const now = clock.now();
    // A clock that was set back opens a new window too.
    if (now >= windowAt && now < windowAt + SECOND_MS) return;
    perSecond = Math.min(MOST_A_SECOND, perSecond + RECOVERY);
    windowAt = now;
    used = 0;
  };
  return {
    take(wanted) {
      roll();
      if (clock.now() < closedUntil) return 0;
      const taken = Math.max(0, Math.min(wanted, perSecond - used));
      used += taken;
      return taken;
    },
    giveBack(unused) {
      used = Math.max(0, used - unused);
    },
    get freeAt() {
      return Math.max(closedUntil, used < perSecond ? clock.now() : windowAt + SECOND_MS);
    },
    slowDown(ms) {
      const until = clock.now() + ms;
      // Everything that was under way hears the same no: it counts once.
      if (clock.now() >= closedUntil) perSecond = Math.max(LEAST_A_SECOND, Math.floor(perSecond / 2));
      closedUntil = Math.max(closedUntil, until);
    },
  };
}
