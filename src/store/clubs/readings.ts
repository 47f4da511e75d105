import type { Reception } from '../../clubs/reception.ts';
import type { Database } from '../database.ts';
import { MOST_ATTENDANCE } from '../quotas.ts';

/** What somebody says of a paper: each part that is given is set, the others stay; null takes it back. */
export interface OwnReading {
  readAt?: number | null;
  /** 1 to 5. */
  rating?: number | null;
}

/** Who of a club has read its papers, and how they rate them. */
export interface ClubReadings {
  /** `full`: as many people have said something of this paper as may. */
  set(clubId: string, paperId: string, userId: string, reading: OwnReading): Promise<'noted' | 'full'>;
  /** Of these papers, by id; one of which nobody said anything is missing. */
  of(clubId: string, paperIds: readonly string[]): Promise<Map<string, Reception>>;
}

export function clubReadings({ db }: Pick<Database, 'db'>): ClubReadings {
  return {
    set: (clubId, paperId, userId, { readAt, rating }) =>
      db.transaction().execute(async trx => {
        const others = await trx
          .selectFrom('club_reading')
          .select(({ fn }) => fn.countAll<number>().as('there'))
          .where('club_id', '=', clubId)
          .where('paper_id', '=', paperId)
          .where('user_id', '!=', userId)
          .executeTakeFirstOrThrow();
        if (others.there >= MOST_ATTENDANCE) return 'full';
        const set = { ...(readAt !== undefined && { read_at: readAt }), ...(rating !== undefined && { rating }) };
        await trx
          .insertInto('club_reading')
          .values({ club_id: clubId, paper_id: paperId, user_id: userId, read_at: null, rating: null, ...set })
          .onConflict(conflict => conflict.columns(['club_id', 'paper_id', 'user_id']).doUpdateSet(set))
          .execute();
        await trx
          .deleteFrom('club_reading')
          .where('club_id', '=', clubId)
          .where('user_id', '=', userId)
          .where('read_at', 'is', null)
          .where('rating', 'is', null)
          .execute();
        return 'noted';
      }),

    async of(clubId, paperIds) {
      if (paperIds.length === 0) return new Map();
      const rows = await db
        .selectFrom('club_reading')
        .select(['paper_id', 'read_at', 'rating'])
        .where('club_id', '=', clubId)
        .where('paper_id', 'in', paperIds)
        .execute();
      return new Map(
        [...Map.groupBy(rows, row => row.paper_id)].map(([paperId, some]) => [
          paperId,
          {
            readers: some.filter(row => row.read_at !== null).length,
            ratings: some.flatMap(row => row.rating ?? []),
          },
        ]),
      );
    },
  };
}
