import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Store } from '../../store/index.ts';
import type { Poster } from '../ports/poster.ts';
import { cancelLeft } from './left-events.ts';

/** Events of a removed club that are cancelled before its removal is said; more follow. */
const MOST_LEFT = 5;

export interface ClubEvents {
  /**
   * Ids of those who are interested in a session's event, as Discord says now; none where there is no event, or no
   * answer.
   */
  interested(clubId: string, date: string): Promise<string[]>;
  /** Those of clubs that were removed: at once as far as Discord answers, else later. */
  cancelLeft(): Promise<void>;
  /** What Discord refused of events for want of a right may be possible now. */
  retry(guildId?: string): Promise<void>;
}

export interface ClubEventsOptions {
  store: Pick<Store, 'clubs'>;
  /** Missing until deliveries are started. */
  poster: () => Pick<Poster, 'events'> | undefined;
  /** Something is due: what was refused, or what is left. */
  onDue: () => void;
  clock: Pick<Clock, 'now'>;
  log: Log;
}

/** The scheduled events of clubs' sessions, apart from their deliveries. */
export function createClubEvents({ store, poster, onDue, clock, log }: ClubEventsOptions): ClubEvents {
  return {
    async interested(clubId, date) {
      const event = await store.clubs.events.get(clubId, date);
      const club = event?.eventId === undefined ? undefined : await store.clubs.get(clubId);
      const answer = club && (await poster()?.events.interested(club.guildId, event?.eventId ?? ''));
      return answer?.kind === 'known' ? answer.userIds : [];
    },
    async cancelLeft() {
      onDue();
      const events = poster()?.events;
      if (!events) return;
      const left = await store.clubs.leftEvents.takeUp(clock.now(), MOST_LEFT);
      await cancelLeft(left, { store, events, clock, log });
    },
    async retry(guildId) {
      try {
        if (await store.clubs.events.retry(guildId, clock.now())) onDue();
      } catch (err) {
        log.warn({ err }, 'Events that could not be made wait until rights change again');
      }
    },
  };
}
