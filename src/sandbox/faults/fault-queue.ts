/** Misbehaviour that was asked for, waiting for the request that it hits. */

export interface Fault {
  /** For example `POST /channels/{channel}/messages`; missing for whatever comes. */
  route?: string;
  /** Id of the channel (or server) in the path; missing for any. */
  channel?: string;
  /** How many requests it hits; default 1. */
  times?: number;
  /** Whether the request takes effect before it fails; default `before`. */
  when?: 'before' | 'after';
  /** What is done to the request: returns the answer instead of the right one, or nothing to go on. */
  act(): Promise<FaultAnswer | undefined>;
}

/** `drop` ends the connection without an answer. */
export type FaultAnswer = 'drop' | { status: number; body: unknown; headers?: Record<string, string> };

export class Faults {
  readonly #waiting: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }

  /** Lets the first fitting fault act. */
  async strike(route: string, major: string, when: 'before' | 'after'): Promise<FaultAnswer | undefined> {
    const entry = this.#waiting.find(
      ({ fault }) =>
        (fault.when ?? 'before') === when &&
        (fault.route === undefined || fault.route === route) &&
        (fault.channel === undefined || fault.channel === major),
    );
    if (!entry) return undefined;
    entry.left -= 1;
    if (entry.left <= 0) this.#waiting.splice(this.#waiting.indexOf(entry), 1);
    return entry.fault.act();
  }

  clear(): void {
    this.#waiting.length = 0;
  }
}
