import { type Clock, pause } from '../../platform/clock.ts';
import type { Store } from '../../store/index.ts';

/** What all processes together ask of Discord, which takes 50 requests a second. */
const TOGETHER_A_SECOND = 49;

/** Some requests begin before their turn, in ms: a post and its thread by themselves wait for nobody. */
const EARLY_MS = 200;

/** Waits for the turn of one request; the first has number 0. */
type Turn = (number: number) => Promise<void>;

const AT_ONCE: Turn = async () => {};

/**
 * Gives requests of this process their turns among those of all others. Alone each process only hears that Discord says
 * no, halves its rate and wins it back slowly: four of them so came to a quarter of what Discord takes.
 * @param ending From then on nobody waits: a process that ends finishes what it has claimed.
 */
export function sharedPace(
  store: Pick<Store, 'alone' | 'pace'>,
  clock: Clock,
  ending: AbortSignal,
): (requests: number) => Promise<Turn> {
  return async requests => {
    if (store.alone || requests === 0) return AT_ONCE;
    const now = clock.now();
    // A database that is away keeps nobody from Discord.
    const first = await store.pace.reserve(now, spanMs(requests)).catch(() => now);
    // Nobody else has asked just now.
    if (first <= now) return AT_ONCE;
    return async number => {
      const ms = first + spanMs(number) - EARLY_MS - clock.now();
      if (ms > 0) await pause(clock, ms, ending).catch(() => undefined);
    };
  };
}

function spanMs(requests: number): number {
  return Math.ceil((requests * 1000) / TOGETHER_A_SECOND);
}
