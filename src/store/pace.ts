import type { Database } from './database.ts';

/** A turn that is further away was reserved by a clock that is ahead, in ms: nobody waits for it. */
const LONGEST_MS = 5_000;

/** One pace for all processes: each reserves its next turns before it takes them. */
export interface Pace {
  /** The turns after all that are reserved, for so many ms; answers when they begin (ms since the epoch). */
  reserve(now: number, ms: number): Promise<number>;
}

/** The end of a lease that nobody holds says up to when turns are reserved. */
export function pace({ db }: Pick<Database, 'db'>): Pace {
  return {
    async reserve(now, ms) {
      const { until } = await db
        .insertInto('lease')
        .values({ name: 'delivery-pace', holder: '', until: now + ms })
        .onConflict(conflict =>
          conflict.column('name').doUpdateSet(({ eb }) => ({
            until: eb
              .case()
              .when(eb.between('lease.until', now, now + LONGEST_MS))
              .then(eb('lease.until', '+', ms))
              .else(now + ms)
              .end(),
          })),
        )
        .returning('until')
        .executeTakeFirstOrThrow();
      return until - ms;
    },
  };
}
