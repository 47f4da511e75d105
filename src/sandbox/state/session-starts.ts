import type { Clock } from '../../platform/clock.ts';

/** What Discord allows a bot, a day. */
const TOTAL = 1000;
const DAY_MS = 24 * 60 * 60_000;

/** Counts the sessions that a bot begins (documentation, events/gateway, "Session Start Limit Object"). */
export class SessionStarts {
  readonly #clock: Clock;
  /** All that ever began. */
  begun = 0;
  #today = 0;
  #resetAt: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#resetAt = clock.now() + DAY_MS;
  }

  /** False when there was none left: Discord resets the token then. */
  begin(): boolean {
    this.#turnOfDay();
    this.begun += 1;
    this.#today += 1;
    return this.#today <= TOTAL;
  }

  /** Leaves so many for the rest of the day. */
  leave(remaining: number): void {
    this.#turnOfDay();
    this.#today = TOTAL - remaining;
  }

  json() {
    this.#turnOfDay();
    return {
      total: TOTAL,
      remaining: Math.max(0, TOTAL - this.#today),
      reset_after: Math.ceil(this.#resetAt - this.#clock.now()),
      max_concurrency: 1,
    };
  }

  #turnOfDay(): void {
    if (this.#clock.now() < this.#resetAt) return;
    this.#today = 0;
    this.#resetAt = this.#clock.now() + DAY_MS;
  }
}
