import { type Kysely, sql } from 'kysely';
import { MOST_VOTES } from './quotas.ts';
import type { Tables } from './schema.ts';

interface VoteKey {
  guildId: string;
  paperId: string;
  userId: string;
}

export interface Votes {
  /**
   * Votes, or takes the vote back; the answer tells which, and the count afterwards. Undefined: this person has as many
   * votes as one may have.
   */
  toggle(key: VoteKey, now: number): Promise<{ voted: boolean; count: number } | undefined>;
  /** Votes for each of the papers that has any. */
  counts(guildId: string, paperIds: readonly string[]): Promise<Map<string, number>>;
}

export function votes(db: Kysely<Tables>): Votes {
  const counts: Votes['counts'] = async (guildId, paperIds) => {
    if (paperIds.length === 0) return new Map();
    const rows = await db
      .selectFrom('vote')
      .select(['paper_id', db.fn.countAll<number>().as('count')])
      .where('guild_id', '=', guildId)
      .where('paper_id', 'in', paperIds)
      .where('active', '=', 1)
      .groupBy('paper_id')
      .execute();
    return new Map(rows.map(row => [row.paper_id, row.count]));
  };

  /** Taking a vote back is always possible. */
  async function isFull({ guildId, paperId, userId }: VoteKey): Promise<boolean> {
    const theirs = db.selectFrom('vote').where('user_id', '=', userId);
    const { count } = await theirs.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
    if (count < MOST_VOTES) return false;
    const there = theirs.select('user_id').where('guild_id', '=', guildId).where('paper_id', '=', paperId);
    return (await there.executeTakeFirst()) === undefined;
  }

  return {
    counts,
    async toggle({ guildId, paperId, userId }, now) {
      if (await isFull({ guildId, paperId, userId })) return undefined;
      // One statement toggles the vote: the database puts presses of the same moment in a row.
      const { active } = await db
        .insertInto('vote')
        .values({ guild_id: guildId, paper_id: paperId, user_id: userId, active: 1, voted_at: now })
        .onConflict(conflict =>
          conflict
            .columns(['guild_id', 'paper_id', 'user_id'])
            .doUpdateSet({ active: sql<number>`1 - vote.active`, voted_at: now }),
        )
        .returning('active')
        .executeTakeFirstOrThrow();
      if (active === 0) {
        await db
          .deleteFrom('vote')
          .where('guild_id', '=', guildId)
          .where('paper_id', '=', paperId)
          .where('user_id', '=', userId)
          .where('active', '=', 0)
          .execute();
      }
      return { voted: active === 1, count: (await counts(guildId, [paperId])).get(paperId) ?? 0 };
    },
  };
}
