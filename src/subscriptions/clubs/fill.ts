import type { Club } from '../../clubs/club.ts';
import { PERIODS, trends } from '../../library/index.ts';
import type { Store } from '../../store/index.ts';

const DAY_MS = 24 * 60 * 60_000;
/** More are never needed: what was read before is taken out of these. */
const MOST = 200;

/** Ids of papers that fill up a club's ballot, the best first: none that the club has read. */
export type Fillers = (club: Club, now: number) => Promise<string[]>;

export interface FillOptions {
  store: Pick<Store, 'clubs' | 'lists' | 'planningReads'>;
  /** Ids of the papers that match a query, the best first. */
  matching: (query: string) => readonly string[];
}

export function createFillers({ store, matching }: FillOptions): Fillers {
  async function from({ fill, guildId, channelId }: Club, now: number): Promise<readonly string[]> {
    switch (fill?.from) {
      case undefined:
        return [];
      case 'list': {
        const { entries } = await store.lists.page({ server: guildId }, { offset: 0, limit: MOST, reader: '' });
        return entries.map(({ paperId }) => paperId);
      }
      case 'votes': {
        const since = now - PERIODS.all.days * DAY_MS;
        // A choice by what is discussed where others look away would tell of it.
        const interest = await store.planningReads.interest(guildId, since, one => one.channelId === channelId);
        const voted = trends(interest, PERIODS.all, Math.floor(now / DAY_MS)).filter(({ votes }) => votes > 0);
        return voted.map(({ paperId }) => paperId);
      }
      case 'query':
        return matching(fill.query);
    }
  }

  return async (club, now) => {
    const found = await from(club, now);
    if (found.length === 0) return [];
    const sessions = await store.clubs.sessions.of(club.id, 0);
    const read = new Set(sessions.flatMap(({ paper }) => paper?.id ?? []));
    return found.filter(id => !read.has(id)).slice(0, MOST);
  };
}
