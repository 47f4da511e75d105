import type { Delivery } from '../../model/subscription.ts';
import type { EventTask } from '../clubs/events.ts';
import type { Failure } from '../ports/poster.ts';
import type { AttemptResult } from './attempt.ts';
import { backoffMs } from './backoff.ts';
import type { Delivering } from './paced-poster.ts';

/** A request that was given up may still arrive: only after this, in ms, looking for its event proves something. */
const SETTLE_MS = 30_000;

/** What came of a try; with what is known of the event then. */
export type EventResult = AttemptResult & { event?: { eventId: string | undefined } | 'gone' };

/**
 * One try to make an event, to bring it up to date or to cancel it. Discord has no nonce for events: one whose id is
 * not known is looked for by its mark before it is made, so that none is there twice. The other two can be done again
 * without harm.
 */
export async function attemptEvent(
  delivery: Pick<Delivery, 'tries'>,
  { guildId, mark, eventId: known, event, endsAt }: EventTask,
  { now, channelId }: { now: number; channelId: string },
  { events }: Pick<Delivering, 'events'>,
  random: () => number,
): Promise<EventResult> {
  const failed = (failure: Failure) => afterFailure(failure, delivery, endsAt - now + 1, random);
  if (now >= endsAt) return { kind: 'ended', state: 'missed', note: delivery.tries > 1 ? 'gave-up' : 'late' };
  const found = known === undefined ? await events.find(guildId, mark) : { kind: 'there' as const, eventId: known };
  if (found.kind !== 'there' && found.kind !== 'absent') return failed(found);
  const eventId = found.kind === 'there' ? found.eventId : undefined;
  const done = (id: string) => ({ kind: 'there', channelId, messageId: id, at: now }) as const;
  if (!event) {
    if (eventId === undefined) return { kind: 'ended', state: 'missed', note: 'settled' };
    const cancelled = await events.cancel(guildId, eventId);
    return cancelled.kind === 'done' ? { ...done(eventId), event: { eventId: undefined } } : failed(cancelled);
  }
  const set = await events.set(event, eventId);
  if (set.kind === 'there') return { ...done(set.eventId), event: { eventId: set.eventId } };
  // Whoever deleted it does not want it.
  return set.kind === 'removed' ? { kind: 'removed', event: 'gone' } : failed(set);
}

function afterFailure(
  failure: Failure,
  { tries }: Pick<Delivery, 'tries'>,
  leftMs: number,
  random: () => number,
): EventResult {
  switch (failure.kind) {
    case 'limited':
      return { kind: 'again', inMs: Math.min(failure.afterMs + random() * 250, leftMs), untouched: true };
    case 'unsure':
      return { kind: 'again', inMs: Math.min(Math.max(backoffMs(tries, random), SETTLE_MS), leftMs), untouched: false };
    case 'barred':
      return { kind: 'ended', state: 'failed', note: failure.reason };
    case 'refused':
      return { kind: 'ended', state: 'failed', note: failure.note, error: failure.error };
  }
}
