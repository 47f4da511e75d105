import { type Kysely, sql } from 'kysely';
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
  /** What a server's people did with papers since an instant, counted by day: small however many votes there are. */
  since(guildId: string, since: number): Promise<InterestDay[]>;
}

export function interest(db: Kysely<Tables>): Interest {
  return {
    async since(guildId, since) {
      const { rows } = await sql<Omit<InterestDay, 'paperId'> & { paper_id: string }>`
        select paper_id, kind, happened_at / ${sql.lit(DAY_MS)} as day, count(*) as count from (
          select paper_id, 'vote' as kind, voted_at as happened_at from vote where guild_id = ${guildId} and active = 1
          union all
          select paper_id, 'save' as kind, saved_at as happened_at from saved_here where guild_id = ${guildId}
          union all
          select paper_id, 'discussion' as kind, active_at as happened_at from discussion
            where guild_id = ${guildId} and thread_id is not null
        ) as happened
        where happened_at >= ${since}
        group by paper_id, kind, happened_at / ${sql.lit(DAY_MS)}
      `.execute(db);
      return rows.map(({ paper_id: paperId, ...day }) => ({ paperId, ...day }));
    },
  };
}
