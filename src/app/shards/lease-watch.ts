import type { Clock } from '../../platform/clock.ts';
import { HELD_MS, type Leases } from '../../store/index.ts';

/** A database that takes longer for a look was away, in ms: a holder, who renews every 10 s, waited for it too. */
const AWAY_MS = 15_000;
/** A lease that ended so long ago was left behind, also where clocks differ by minutes; in ms. */
const LONG_GONE_MS = 3 * 60_000;

/**
 * What is known of a lease: nobody has it; somebody keeps it; or it was left behind, with the end that it still has.
 */
export type LeaseState = 'free' | 'kept' | { left: number };

/**
 * Tells a lease that is kept from one that was left behind by what this process sees, and not by comparing clocks: a
 * holder moves its end every 10 s. One that did not move through a watch of {@link HELD_MS} has nobody. A watch begins
 * anew after a look that failed or hung: while the database is away nobody can renew anything. Only what ended minutes
 * before this process looked for the first time was left behind for sure.
 */
export class LeaseWatch {
  readonly #leases: Pick<Leases, 'end' | 'ends'>;
  readonly #clock: Clock;
  readonly #seen = new Map<string, { end: number; since: number; wasLongGone: boolean }>();
  #wasAway = false;

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
    const begun = this.#clock.now();
    try {
      const found = await read();
      if (Math.abs(this.#clock.now() - begun) > AWAY_MS) this.#beginAnew();
      return found;
    } catch (err) {
      this.#beginAnew();
      throw err;
    }
  }

  #beginAnew(): void {
    this.#wasAway = true;
    this.#seen.clear();
  }

  #judge(name: string, end: number | undefined): LeaseState {
    if (end === undefined) {
      this.#seen.delete(name);
      return 'free';
    }
    const now = this.#clock.now();
    const before = this.#seen.get(name);
    const isSame = before?.end === end;
    const since = isSame ? Math.min(before.since, now) : now;
    const wasLongGone = before ? before.wasLongGone && isSame : !this.#wasAway && end + LONG_GONE_MS <= now;
    this.#seen.set(name, { end, since, wasLongGone });
    return wasLongGone || now - since >= HELD_MS ? { left: end } : 'kept';
  }
}
