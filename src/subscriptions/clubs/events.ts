import { createHash } from 'node:crypto';
import { isOnHoliday } from '../../clubs/calendar.ts';
import type { Club, PlannedSession } from '../../clubs/club.ts';
import { sessionMark } from '../../clubs/ics.ts';
import type { SessionEvent } from '../../clubs/message.ts';
import { readStepName } from '../../clubs/steps.ts';
import type { Delivery, Subscription } from '../../model/subscription.ts';
import type { Paper } from '../../papers/paper.ts';
import type { Store } from '../../store/index.ts';
import { discussionOf, type SeenByAll } from '../delivery/thread.ts';
import { knownSession } from './session.ts';

/** What is to be done about a session's event. */
export interface EventTask {
  clubId: string;
  date: string;
  guildId: string;
  mark: string;
  /** As Discord has said it. */
  eventId?: string;
  /** As it is to be; missing where there is to be none. */
  event?: SessionEvent;
  /** Until when anything can be done about it: it begins then. Ms since the epoch. */
  endsAt: number;
}

export type EventTaskOf = (delivery: Delivery) => Promise<EventTask | undefined>;

/** Whether a delivery is about a session's event, not a message. */
export function isAboutEvent({ date = '' }: Pick<Delivery, 'date'>): boolean {
  return readStepName(date)?.kind === 'event';
}

/** Whether a session is to have an event. */
export function wantsEvent(club: Club, session: PlannedSession | undefined): session is PlannedSession {
  return (
    session !== undefined && !session.cancelled && !isOnHoliday(session, club.holidays) && !club.off.includes('event')
  );
}

/** What an event shows, as a short text that changes with it. A hash, since a person's id is in it. */
export function eventFacts(
  club: Club,
  session: PlannedSession,
  { channelId, threadId }: { channelId: string; threadId: string | undefined },
): string {
  const { at, paper, presenter } = session;
  const presents = presenter?.state === 'confirmed' ? presenter.userId : null;
  const facts = [club.name, club.where, club.minutes, at, paper?.id, presents, channelId, threadId];
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 22);
}

export interface EventTasksOptions {
  store: Pick<Store, 'clubs' | 'subscriptions' | 'discussions'>;
  /** Of these papers those that the collection still has, and that were not withdrawn. */
  papersOf: (ids: readonly string[]) => readonly Paper[];
  seenByAll: SeenByAll;
}

/**
 * What a delivery is to do about an event, as things are now. Undefined where it begins or has begun, or its club is
 * gone.
 */
export function createEventTasks({ store, papersOf, seenByAll }: EventTasksOptions): EventTaskOf {
  const { clubs } = store;

  async function eventOf(club: Club, session: PlannedSession, { place }: Subscription): Promise<SessionEvent> {
    const { date, at, paper, presenter } = session;
    const papers = paper ? papersOf([paper.id]) : [];
    const discussion = await discussionOf(store.discussions, { place }, papers, seenByAll);
    return {
      mark: sessionMark(club.id, date),
      guildId: club.guildId,
      club: { name: club.name, ...(club.where !== undefined && { where: club.where }) },
      startAt: at,
      endAt: at + club.minutes * 60_000,
      ...(papers[0] && { paper: papers[0] }),
      ...(presenter?.state === 'confirmed' && { presenterId: presenter.userId }),
      ...(discussion && { threadId: discussion.threadId }),
      channelId: place.channelId,
      voice: place.kind === 'voice',
    };
  }

  return async delivery => {
    const date = readStepName(delivery.date ?? '')?.session ?? '';
    const subscription = await store.subscriptions.get(delivery.subscriptionId);
    const club = await clubs.get(delivery.subscriptionId);
    const known = await clubs.events.get(delivery.subscriptionId, date);
    if (!subscription || !club || !known || known.gone) return undefined;
    const session = await knownSession(clubs, club, date);
    const wanted = wantsEvent(club, session);
    return {
      clubId: club.id,
      date,
      guildId: club.guildId,
      mark: sessionMark(club.id, date),
      ...(known.eventId !== undefined && { eventId: known.eventId }),
      ...(wanted && { event: await eventOf(club, session, subscription) }),
      endsAt: wanted ? session.at : known.at,
    };
  };
}
