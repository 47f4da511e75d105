const FIRST_MS = 2_000;
const LONGEST_MS = 5 * 60_000;

/** Doubling pauses, each a little longer or shorter so that many deliveries do not come back at once. */
export function backoffMs(tries: number, random: () => number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** (tries - 1)) * (0.75 + random() / 2);
}
