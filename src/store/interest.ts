import { type Kysely, sql } from 'kysely';
import type { Whereabouts } from '../model/whereabouts.ts';
import type { Tables } from './schema.ts';

export type InterestKind = 'vote' | 'save' | 'discussion';

/** How often something happened to a paper on one day (UTC) in one server. */
export interface InterestDay {
  paperId: string;
  kind: InterestKind;
  /** Days since 1970-01-01. */
  day: number;
  count: number;
}

const DAY_MS = 86_400_000;

export interface Interest {
  /**
   * What a server's people did with papers since an instant, counted by day: small however many votes there are.
   * @param sees Which discussions count: those that whoever reads the sum may see.
   */
  since(guildId: string, since: number, sees: (discussion: Whereabouts) => boolean): Promise<InterestDay[]>;
}

export function interest(db: Kysely<Tables>): Interest {
  return {
    async since(guildId, since, sees) {
      const { rows } = await sql<Omit<InterestDay, 'paperId'> & { paper_id: string }>`
        select paper_id, kind, happened_at / ${sql.lit(DAY_MS)} as day, count(*) as count from (
          select paper_id, 'vote' as kind, voted_at as happened_at from vote where guild_id = ${guildId} and active = 1
          union all
          select paper_id, 'save' as kind, saved_at as happened_at from saved_here where guild_id = ${guildId}
        ) as happened
        where happened_at >= ${since}
        group by paper_id, kind, happened_at / ${sql.lit(DAY_MS)}
      `.execute(db);
      const living = await db
        .selectFrom('discussion')
        .select(['paper_id', 'thread_id', 'channel_id', 'active_at'])
        .where('guild_id', '=', guildId)
        .where('thread_id', 'is not', null)
        .where('active_at', '>=', since)
        .execute();
      const discussed = living
        .filter(row => sees({ channelId: row.channel_id, ...(row.thread_id !== null && { threadId: row.thread_id }) }))
        .map(row => ({
          paperId: row.paper_id,
          kind: 'discussion' as const,
          day: Math.floor((row.active_at ?? 0) / DAY_MS),
          count: 1,
        }));
      return [...rows.map(({ paper_id: paperId, ...day }) => ({ paperId, ...day })), ...discussed];
    },
  };
}
