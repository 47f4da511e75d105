/**
 * For what an answer can do without: a person must be answered within 3 s, and a database that went silent says nothing
 * for as long. A timer that is cleared, and no signal: at every answer the error of an abort would cost a tenth of it.
 * @param ms How long it is waited for; the work itself goes on unheard.
 * @throws What the work throws, or that it took too long.
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${ms} ms.`)), ms).unref();
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
