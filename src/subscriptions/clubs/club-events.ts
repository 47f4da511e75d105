import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Store } from '../../store/index.ts';
import type { Poster } from '../ports/poster.ts';

export interface ClubEvents {
  /** Ids of those who are interested in a session's event, as Discord says now; none where there is no event, or no answer. */
  interested(clubId: string, date: string): Promise<string[]>;
  /** Of a club that has gone, as far as Discord answers. */
  cancel(guildId: string, eventIds: readonly string[]): Promise<void>;
  /** What Discord refused of events for want of a right may be possible now. */
  retry(guildId?: string): Promise<void>;
}

export interface ClubEventsOptions {
  store: Pick<Store, 'clubs'>;
  /** Missing until deliveries are started. */
  poster: () => Pick<Poster, 'events'> | undefined;
  /** Something that was refused is due again. */
  onRetried: () => void;
  clock: Pick<Clock, 'now'>;
  log: Log;
}

/** The scheduled events of clubs' sessions, apart from their deliveries. */
export function createClubEvents({ store, poster, onRetried, clock, log }: ClubEventsOptions): ClubEvents {
  return {
    async interested(clubId, date) {
      const event = await store.clubs.events.get(clubId, date);
      const club = event?.eventId === undefined ? undefined : await store.clubs.get(clubId);
      const answer = club && (await poster()?.events.interested(club.guildId, event?.eventId ?? ''));
      return answer?.kind === 'known' ? answer.userIds : [];
    },
    async cancel(guildId, eventIds) {
      for (const eventId of eventIds) {
        const answer = await poster()?.events.cancel(guildId, eventId);
        if (answer && answer.kind !== 'done')
          log.warn(
            { guild: guildId, event: eventId, answer: answer.kind },
            'The event of a club that was removed stays',
          );
      }
    },
    async retry(guildId) {
      try {
        if (await store.clubs.events.retry(guildId, clock.now())) onRetried();
      } catch (err) {
        log.warn({ err }, 'Events that could not be made wait until rights change again');
      }
    },
  };
}
