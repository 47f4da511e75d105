import type { Database } from './database.ts';

/** How leases of interactions begin, which several processes get while a shard passes from one to another. */
export const INTERACTIONS = 'interaction:';

/** Tasks that only one process at a time may have. Instants are ms since the epoch. */
export interface Leases {
  /**
   * Takes the task, or keeps it, until `until`; false when somebody else has it.
   * @param left An end that nobody has moved for as long as a lease holds: whoever left it has gone, by whatever clock
   * it was.
   */
  hold(name: string, holder: string, now: number, until: number, left?: number): Promise<boolean>;
  /** Gives it back at once. */
  release(name: string, holder: string): Promise<void>;
  /** Takes it from whoever has it; false when nobody has. */
  clear(name: string): Promise<boolean>;
  /** Those whose names begin so, and when each ends if nobody renews it. */
  ends(prefix: string): Promise<{ name: string; end: number }[]>;
  /** Forgets those whose names begin so and that have ended. */
  tidy(prefix: string, now: number): Promise<void>;
  /** When it ends if nobody renews it; undefined when nobody has it. */
  end(name: string): Promise<number | undefined>;
}

export function leases({ db }: Pick<Database, 'db'>): Leases {
  return {
    async hold(name, holder, now, until, left) {
      const row = await db
        .insertInto('lease')
        .values({ name, holder, until })
        .onConflict(conflict =>
          conflict
            .column('name')
            .doUpdateSet({ holder, until })
            .where(({ eb, or }) =>
              or([
                eb('lease.until', '<=', now),
                eb('lease.holder', '=', holder),
                ...(left === undefined ? [] : [eb('lease.until', '=', left)]),
              ]),
            ),
        )
        .returning('name')
        .executeTakeFirst();
      return row !== undefined;
    },
    async release(name, holder) {
      await db.deleteFrom('lease').where('name', '=', name).where('holder', '=', holder).execute();
    },
    async clear(name) {
      const row = await db.deleteFrom('lease').where('name', '=', name).returning('name').executeTakeFirst();
      return row !== undefined;
    },
    ends: prefix =>
      db.selectFrom('lease').select(['name', 'until as end']).where('name', 'like', `${prefix}%`).execute(),
    async tidy(prefix, now) {
      await db.deleteFrom('lease').where('name', 'like', `${prefix}%`).where('until', '<=', now).execute();
    },
    async end(name) {
      const row = await db.selectFrom('lease').select('until').where('name', '=', name).executeTakeFirst();
      return row?.until;
    },
  };
}
