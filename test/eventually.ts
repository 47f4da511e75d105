import { vi } from 'vitest';

/**
 * So long a test waits for what must come, in ms: a machine under load may take its time, and what never comes fails
 * all the same.
 */
const PATIENCE_MS = 150_000;

/** Fulfilled when the check no longer throws. @param intervalMs Between two tries. */
export function eventually<T>(check: () => T | Promise<T>, intervalMs = 20): Promise<T> {
  return vi.waitFor(check, { timeout: PATIENCE_MS, interval: intervalMs });
}
