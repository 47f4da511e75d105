import type { ClubSpec } from '../../src/clubs/club.ts';
import type { SubscriptionSpec } from '../../src/model/subscription.ts';
import { type ClubStore, clubStore } from '../../src/store/clubs/index.ts';
import type { TestStore } from './each-store.ts';

/** A club that meets on Thursdays at 18:00 UTC, with everything as it is if nobody says otherwise. */
export const WEEKLY: ClubSpec = {
  name: 'Papers',
  rule: { rhythm: 'weekly', weekday: 4, time: '18:00', timeZone: 'UTC', anchor: '1970-01-01' },
  minutes: 60,
  opensDays: 5,
  closesDays: 2,
  presenting: 'rotation',
  live: false,
  anonymous: false,
  poll: false,
  quorum: 0,
  off: [],
};

/** How it is delivered. */
export const WEEKLY_WISH: SubscriptionSpec = {
  kind: 'club',
  place: { kind: 'text', channelId: 'c', guildId: 'g' },
  schedule: { time: '18:00', timeZone: 'UTC', days: 8 },
  paperCount: 1,
  publish: false,
  thread: true,
  fresh: false,
};

/** Sets it up, at the beginning of 1970. */
export async function weeklyClub(store: TestStore): Promise<{ clubs: ClubStore; id: string }> {
  const clubs = clubStore(store);
  const made = await clubs.create(WEEKLY, WEEKLY_WISH, { userId: '1', at: 0, most: 10 });
  if (typeof made === 'string') throw new Error(made);
  return { clubs, id: made.id };
}
