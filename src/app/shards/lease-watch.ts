import type { Clock } from '../../platform/clock.ts';
import { HELD_MS, type Leases } from '../../store/index.ts';

/** Between two looks at a lease that are taken as one watch, in ms: its holder renews it in this time. */
const GAP_MS = 15_000;
/** A lease that ended so long ago was left behind, also where clocks differ by minutes; in ms. */
const LONG_GONE_MS = 3 * 60_000;

/**
 * What is known of a lease: nobody has it; somebody keeps it; or it was left behind, with the end that it still has.
 */
export type LeaseState = 'free' | 'kept' | { left: number };

/**
 * Tells a lease that is kept from one that was left behind by what this process sees, and not by comparing clocks: a
 * holder moves its end every 10 s. One that did not move through a watch of {@link HELD_MS} has nobody. A watch begins
 * anew after a look that failed or came late: while the database is away nobody can renew anything. Only what ended
 * minutes before this process looked for the first time was left behind for sure.
 */
export class LeaseWatch {
  readonly #leases: Pick<Leases, 'end' | 'ends'>;
  readonly #clock: Clock;
  readonly #seen = new Map<string, { end: number; since: number; lookedAt: number; wasLongGone: boolean }>();
  #hasFailed = false;

  constructor(leases: Pick<Leases, 'end' | 'ends'>, clock: Clock) {
    this.#leases = leases;
    this.#clock = clock;
  }

  async look(name: string): Promise<LeaseState> {
    return this.#judge(name, await this.#read(() => this.#leases.end(name)));
  }

  /** The leases whose names begin so and that somebody keeps. */
  async kept(prefix: string): Promise<string[]> {
    const all = await this.#read(() => this.#leases.ends(prefix));
    return all.filter(({ name, end }) => this.#judge(name, end) === 'kept').map(({ name }) => name);
  }

  async #read<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (err) {
      this.#hasFailed = true;
      this.#seen.clear();
      throw err;
    }
  }

  #judge(name: string, end: number | undefined): LeaseState {
    if (end === undefined) {
      this.#seen.delete(name);
      return 'free';
    }
    const now = this.#clock.now();
    const before = this.#seen.get(name);
    const isSame = before?.end === end;
    const goesOn = isSame && now - before.lookedAt <= GAP_MS && now >= before.lookedAt;
    const since = goesOn ? before.since : now;
    const wasLongGone = before ? before.wasLongGone && isSame : !this.#hasFailed && end + LONG_GONE_MS <= now;
    this.#seen.set(name, { end, since, lookedAt: now, wasLongGone });
    return wasLongGone || now - since >= HELD_MS ? { left: end } : 'kept';
  }
}
