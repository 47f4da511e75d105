/** The first pause, in ms; each further one is twice as long. arXiv asks for 3 s between requests that go well. */
const FIRST_MS = 5_000;
/** A service that is down for longer is tried again at the next run. */
const LONGEST_MS = 5 * 60_000;

/**
 * How long to wait after a failed try, in ms. Half of it is by chance, so that many programs that failed together do
 * not come back together.
 * @param failures in a row, from 1
 * @param random from 0 up to but not including 1
 */
export function backoff(failures: number, random: () => number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  return Math.round(whole / 2 + (whole / 2) * random());
}

/** What the header says, seconds or a date (RFC 9110, 10.2.3), as ms from now; undefined where it says nothing. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const at = /^\s*\d+\s*$/.test(header) ? now + Number(header) * 1000 : Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
