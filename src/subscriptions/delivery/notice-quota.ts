import type { Clock } from '../../platform/clock.ts';

/**
 * Whoever looks after many subscriptions is told of each; more than these within an hour means that somebody is playing
 * with rights.
 */
const MOST = 30;
const WITHIN_MS = 60 * 60_000;

/** Whether one more notice may go to whoever is named; then it counts. In memory: a restart begins at zero. */
export function createNoticeQuota(clock: Clock): (to: string) => boolean {
  const sent = new Map<string, number[]>();
  return to => {
    const now = clock.now();
    // Also entries that a clock that was ahead has left.
    const counts = (at: number) => at <= now && now - at < WITHIN_MS;
    for (const [one, times] of sent) if (!times.some(counts)) sent.delete(one);
    const times = (sent.get(to) ?? []).filter(counts);
    if (times.length >= MOST) return false;
    sent.set(to, [...times, now]);
    return true;
  };
}
