import type { Log } from '../../platform/log.ts';
import type { LeftEvent, Store } from '../../store/index.ts';
import type { EventPoster } from '../ports/poster.ts';

/** Cancels events in Discord whose clubs were removed. What Discord refuses is tried again. */
export async function cancelLeft(
  left: readonly LeftEvent[],
  { store: { clubs }, events, log }: { store: Pick<Store, 'clubs'>; events: Canceller; log: Log },
): Promise<void> {
  for (const event of left) {
    const outcome = await cancelOne(event, events);
    if (outcome === 'done') await clubs.leftEvents.settled(event);
    else log.warn({ guild: event.guildId, answer: outcome }, 'The event of a club that was removed stays for now');
  }
}

type Canceller = Pick<EventPoster, 'find' | 'cancel'>;

async function cancelOne({ guildId, mark, eventId: known }: LeftEvent, events: Canceller): Promise<string> {
  const found = known === undefined ? await events.find(guildId, mark) : { kind: 'there' as const, eventId: known };
  if (found.kind === 'absent') return 'done';
  return found.kind === 'there' ? (await events.cancel(guildId, found.eventId)).kind : found.kind;
}
