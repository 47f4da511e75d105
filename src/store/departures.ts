import type { Database } from './database.ts';

/** Servers that removed the bot: what they set up is kept for a while, in case they take it back. */
export interface Departures {
  /** Each is noted once, at its first time. */
  note(guildIds: readonly string[], at: number): Promise<void>;
  /** Answers which of them had been noted. */
  forget(guildIds: readonly string[]): Promise<string[]>;
  /** Deletes everything of the servers that left before `time`; answers their ids. */
  deleteBefore(time: number): Promise<string[]>;
  /** Every server that has a subscription and is not noted. */
  present(): Promise<string[]>;
}

export function departures({ db }: Pick<Database, 'db'>): Departures {
  return {
    async note(guildIds, at) {
      if (guildIds.length === 0) return;
      await db
        .insertInto('departed_guild')
        .values(guildIds.map(guildId => ({ guild_id: guildId, departed_at: at })))
        .onConflict(conflict => conflict.column('guild_id').doNothing())
        .execute();
    },
    async forget(guildIds) {
      if (guildIds.length === 0) return [];
      const rows = await db
        .deleteFrom('departed_guild')
        .where('guild_id', 'in', guildIds)
        .returning('guild_id')
        .execute();
      return rows.map(row => row.guild_id);
    },
    deleteBefore: time =>
      db.transaction().execute(async trx => {
        const rows = await trx
          .deleteFrom('departed_guild')
          .where('departed_at', '<', time)
          .returning('guild_id')
          .execute();
        const guildIds = rows.map(row => row.guild_id);
        if (guildIds.length > 0) await trx.deleteFrom('subscription').where('guild_id', 'in', guildIds).execute();
        return guildIds;
      }),
    async present() {
      const rows = await db
        .selectFrom('subscription')
        .select('guild_id')
        .distinct()
        .where('guild_id', 'is not', null)
        .where('guild_id', 'not in', query => query.selectFrom('departed_guild').select('guild_id'))
        .execute();
      return rows.flatMap(row => row.guild_id ?? []);
    },
  };
}
