import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { LeftEvent, Store, TakenUp } from '../../store/index.ts';
import type { EventPoster } from '../ports/poster.ts';

/** Cancels events in Discord whose clubs were removed. What Discord refuses is tried again. */
export async function cancelLeft(
  left: readonly TakenUp[],
  { store: { clubs }, events, clock, log }: Cancelling,
): Promise<void> {
  for (const event of left) {
    // While the one before it was cancelled, its club may have come back.
    if (!(await clubs.leftEvents.begin(event, clock.now()))) continue;
    const outcome = await cancelOne(event, events);
    if (outcome === 'done') await clubs.leftEvents.settled(event);
    else log.warn({ guild: event.guildId, answer: outcome }, 'The event of a club that was removed stays for now');
  }
}

type Canceller = Pick<EventPoster, 'find' | 'cancel'>;

interface Cancelling {
  store: Pick<Store, 'clubs'>;
  events: Canceller;
  clock: Pick<Clock, 'now'>;
  log: Log;
}

async function cancelOne({ guildId, mark, eventId: known }: LeftEvent, events: Canceller): Promise<string> {
  const found = known === undefined ? await events.find(guildId, mark) : { kind: 'there' as const, eventId: known };
  if (found.kind === 'absent') return 'done';
  return found.kind === 'there' ? (await events.cancel(guildId, found.eventId)).kind : found.kind;
}
