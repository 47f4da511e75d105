import { DefaultRestOptions, SnowflakeUtil } from 'discord.js';
import { type AskTime, type Clock, systemClock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Store } from '../store/index.ts';

/** Discord waits three seconds for an answer, which needs some of them for its way. In ms. */
const LATEST_MS = 2_750;
/** An HTTP date counts seconds. In ms. */
const RESOLUTION_MS = 1_000;
/** By how much an interaction may seem to come from the future, in ms, before Discord is asked what time it is. */
const TOLERANCE_MS = 1_500;
const ASK_MS = 2_000;

/** Whatever is answered has a date; it counts seconds, and is never ahead. */
export function timeOfDiscord(api: string): AskTime {
  const address = `${api}/v${DefaultRestOptions.version}/gateway`;
  return async () => {
    const response = await fetch(address, { signal: AbortSignal.timeout(ASK_MS) });
    await response.body?.cancel();
    const date = Date.parse(response.headers.get('date') ?? '');
    return Number.isNaN(date) ? undefined : date;
  };
}

/**
 * The clocks that this one may be compared with. A driven clock has Discord's time, and not that of the machine where
 * the database runs.
 */
export function otherClocks(clock: Clock, store: Pick<Store, 'time'>, api: string): AskTime[] {
  return [...(clock === systemClock ? [store.time] : []), timeOfDiscord(api)];
}

export interface Lateness {
  /** Compares the clocks. */
  compare(): Promise<void>;
  /** Whether Discord has given an interaction up, or will have before an answer is there. */
  isTooLate(interactionId: string): Promise<boolean>;
}

/**
 * How old an interaction is: its id tells when Discord made it, by Discord's clock. How far that is ahead of ours is
 * known from an HTTP date, to a second, and from every interaction, since none comes before it was made. Nothing is
 * given up on a guess: Discord is asked again first.
 */
export function createLateness({ clock, ask, log }: { clock: Clock; ask: AskTime; log: Log }): Lateness {
  /** How far Discord's clock is ahead of this one, at least; in ms. */
  let ahead: number | undefined;
  let comparing: Promise<void> | undefined;

  async function measure(): Promise<void> {
    const before = clock.now();
    const date = await ask();
    if (date === undefined) return;
    const least = date - clock.now();
    const most = date + RESOLUTION_MS - before;
    ahead = Math.min(most, Math.max(least, ahead ?? least));
  }

  function compare(): Promise<void> {
    comparing ??= measure()
      .catch(err => log.debug({ err }, 'Discord does not say what time it is'))
      .finally(() => {
        comparing = undefined;
      });
    return comparing;
  }

  return {
    compare,
    async isTooLate(interactionId) {
      const made = SnowflakeUtil.timestampFrom(interactionId);
      const age = () => (ahead === undefined ? 0 : clock.now() + ahead - made);
      if (age() > LATEST_MS || age() < -TOLERANCE_MS) await compare();
      ahead = Math.max(ahead ?? Number.NEGATIVE_INFINITY, made - clock.now());
      return age() > LATEST_MS;
    },
  };
}
