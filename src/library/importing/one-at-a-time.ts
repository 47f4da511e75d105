/** Runs work one after the other; undefined where so much waits already that its turn would come too late. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T> | undefined;

/** @param mostWaiting how much may wait besides what runs */
export function oneAtATime(mostWaiting: number): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  let unfinished = 0;
  return work => {
    if (unfinished > mostWaiting) return undefined;
    unfinished++;
    const done = last.then(work).finally(() => {
      unfinished--;
    });
    last = done.catch(() => undefined);
    return done;
  };
}
