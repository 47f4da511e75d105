import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../src/platform/clock.ts';
import type { Database } from '../../src/store/database.ts';
import { deliveries } from '../../src/store/deliveries.ts';

/** How long a claim holds, in ms of the driven clock. */
const CLAIM_MS = 60_000;
/** In real ms: whatever is due is planned by then, unless the database is out of order; and what was claimed is sent, unless its peer refuses. */
const PLANNED_MS = 1_000;
const SENT_MS = 300;

/** However busy the machine is: waits until nothing is due at this time any more, or it plainly cannot go on. */
export async function settled(database: Pick<Database, 'db' | 'traits'>, clock: Clock): Promise<void> {
  const began = Date.now();
  const { nextDue } = deliveries(database);
  for (;;) {
    const now = clock.now();
    const waited = Date.now() - began;
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
    if (!(isDue && waited < PLANNED_MS) && !(underWay && waited < SENT_MS)) return;
    await sleep(5);
  }
}
