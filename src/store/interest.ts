import { type Kysely, sql } from 'kysely';
import type { LibraryTables } from './library-tables.ts';

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

/** What a server's people did with papers since an instant (ms since the epoch), counted by day: a sum that stays small however many votes there are. */
export async function interestSince(db: Kysely<LibraryTables>, guildId: string, since: number): Promise<InterestDay[]> {
  const votes = await counted(
    db,
    sql`voted_at`,
    sql`vote where active = 1 and guild_id = ${guildId} and voted_at >= ${since}`,
  );
  const saves = await counted(db, sql`saved_at`, sql`saved_here where guild_id = ${guildId} and saved_at >= ${since}`);
  const threads = await counted(
    db,
    sql`active_at`,
    sql`discussion where thread_id is not null and guild_id = ${guildId} and active_at >= ${since}`,
  );
  return [
    ...votes.map(row => ({ ...row, kind: 'vote' as const })),
    ...saves.map(row => ({ ...row, kind: 'save' as const })),
    ...threads.map(row => ({ ...row, kind: 'discussion' as const })),
  ];
}

async function counted(db: Kysely<LibraryTables>, at: ReturnType<typeof sql>, from: ReturnType<typeof sql>) {
  const { rows } = await sql<{ paper_id: string; day: number | string; count: number | string }>`
    select paper_id, ${at} / ${sql.lit(DAY_MS)} as day, count(*) as count from ${from} group by paper_id, ${at} / ${sql.lit(DAY_MS)}
  `.execute(db);
  return rows.map(row => ({ paperId: row.paper_id, day: Number(row.day), count: Number(row.count) }));
}
