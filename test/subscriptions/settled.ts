import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../src/platform/clock.ts';
import type { Database } from '../../src/store/database.ts';
import { deliveries } from '../../src/store/deliveries.ts';

/** How long a claim holds, in ms of the driven clock. */
const CLAIM_MS = 60_000;
/**
 * Looks at the database, with a pause after each: whatever is due is planned by then, unless the database is out of
 * order; and what was claimed is sent, unless its peer refuses. Not a time: on a busy machine a look takes as much
 * longer as the bot does.
 */
const LOOKS_TO_PLAN = 150;
const LOOKS_TO_SEND = 45;

/** However busy the machine is: waits until nothing is due at this time any more, or it plainly cannot go on. */
export async function settled(database: Pick<Database, 'db' | 'traits'>, clock: Clock): Promise<void> {
  const { nextDue } = deliveries(database);
  for (let looks = 1; ; looks += 1) {
    const now = clock.now();
    const isDue = ((await nextDue()) ?? Number.POSITIVE_INFINITY) <= now;
    const underWay = await database.db
      .selectFrom('delivery')
      .select('id')
      .where(({ eb, and, or }) =>
        or([
          and([eb('state', '=', 'sending'), eb('try_at', '>', now), eb('try_at', '<=', now + CLAIM_MS)]),
          and([eb('thread_at', '>', now), eb('thread_at', '<=', now + CLAIM_MS)]),
        ]),
      )
      .executeTakeFirst();
    if (!(isDue && looks < LOOKS_TO_PLAN) && !(underWay && looks < LOOKS_TO_SEND)) return;
    await sleep(5);
  }
}
