import pino from 'pino';
import { EVERY_DAY } from '../../src/calendar/days.ts';
import { firstOccurrence } from '../../src/calendar/occurrences.ts';
import { addSubscription } from '../../src/store/add-subscription.ts';
import { openDatabase } from '../../src/store/index.ts';
import type { Target } from '../store/each-store.ts';

/** So many in one transaction. */
const AT_ONCE = 200;

interface Wish {
  places: readonly { guildId: string; channelId: string }[];
  count: number;
  /** The minute in which they are all due, in ms since the epoch. */
  due: number;
  /** Whether each post opens its paper's discussion. */
  thread: boolean;
}

/** Papers of the day in each place in turn, all due in the same minute; running processes hear of it. */
export async function subscribeAll(target: Target, { places, count, due, thread }: Wish): Promise<void> {
  const { db, signals, close } = await openDatabase({ ...target, log: pino({ level: 'silent' }) });
  const schedule = { time: new Date(due).toISOString().slice(11, 16), timeZone: 'UTC', days: EVERY_DAY };
  const next = firstOccurrence(schedule, due - 1);
  const all = Array.from({ length: count }, (_, i) => places[i % places.length]);
  for (let from = 0; from < count; from += AT_ONCE)
    await db.transaction().execute(async trx => {
      for (const place of all.slice(from, from + AT_ONCE)) {
        if (!place) continue;
        await addSubscription(
          trx,
          {
            kind: 'daily',
            place: { kind: 'text', ...place },
            schedule,
            paperCount: 1,
            publish: false,
            thread,
            fresh: false,
          },
          { userId: '1', at: 0, next },
        );
      }
    });
  signals?.send('due');
  await close();
}
