import { setTimeout as sleep } from 'node:timers/promises';

/**
 * For what an answer can do without: a person must be answered within 3 s, and a database that went silent says nothing
 * for as long.
 * @param ms How long it is waited for; the work itself goes on unheard.
 * @throws What the work throws, or that it took too long.
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const waiting = new AbortController();
  const tooLong = sleep(ms, undefined, { ref: false, signal: waiting.signal }).then((): never => {
    throw new Error(`No answer within ${ms} ms.`);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    waiting.abort();
  }
}
