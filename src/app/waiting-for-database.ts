import { type Clock, pause } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { WhileUnreachable } from '../store/index.ts';

const FIRST_MS = 1_000;
const LONGEST_MS = 15_000;
/** The first word comes at once, the next after so long, each further one when it has lasted twice as long. In ms. */
const NEXT_WORD_MS = 60_000;

/** Pauses that grow while the database cannot be reached, and the words that go with them. */
export function waitingForDatabase(clock: Clock, log: Log): WhileUnreachable {
  const begun = clock.now();
  let nextWordMs = 0;
  return async (reason, tries) => {
    const lastedMs = clock.now() - begun;
    if (lastedMs >= nextWordMs) {
      log.warn(
        { reason, seconds: Math.round(lastedMs / 1000) },
        tries === 1
          ? 'The database cannot be reached; waiting for it. Check DATABASE_URL if this goes on'
          : 'Still waiting for the database',
      );
      nextWordMs = Math.max(NEXT_WORD_MS, 2 * lastedMs);
    }
    await pause(clock, Math.min(LONGEST_MS, FIRST_MS * 2 ** (tries - 1)));
  };
}
