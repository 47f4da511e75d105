import { sql } from 'kysely';
import type { Database } from './database.ts';
import { listId } from './list-reads.ts';

/**
 * Servers that removed the bot: what is theirs (settings, papers of the day, the list, the threads) is kept for a
 * while, in case they take it back; so is what their people voted for there, and that they saved papers there. The
 * people's own lists stay.
 */
export interface Departures {
  /** Each is noted once, at its first time. */
  note(guildIds: readonly string[], at: number): Promise<void>;
  /** Returns which of them had been noted. */
  forget(guildIds: readonly string[]): Promise<string[]>;
  /** Deletes everything of the servers that left before `time`; answers their ids. */
  deleteBefore(time: number): Promise<string[]>;
  /** Every server that has anything of its own and is not noted. */
  present(): Promise<string[]>;
}

/** How a server's list is called, before the server's id. */
const SERVER = listId({ server: '' });

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
        if (guildIds.length === 0) return [];
        for (const table of [
          'subscription',
          'discussion',
          'guild_setting',
          'vote',
          'saved_here',
          'paper_note',
          'club_event_left',
        ] as const) {
          await trx.deleteFrom(table).where('guild_id', 'in', guildIds).execute();
        }
        const lists = guildIds.map(guildId => listId({ server: guildId }));
        await trx.deleteFrom('list_entry').where('list', 'in', lists).execute();
        await trx.deleteFrom('list_read').where('list', 'in', lists).execute();
        return guildIds;
      }),
    async present() {
      const { rows } = await sql<{ guild_id: string }>`
        select guild_id from subscription where guild_id is not null
        union select guild_id from discussion
        union select guild_id from guild_setting
        union select guild_id from vote
        union select guild_id from saved_here
        union select guild_id from paper_note
        union select substr(list, ${SERVER.length + 1}) as guild_id from list_entry where list like ${`${SERVER}%`}
        except select guild_id from departed_guild`.execute(db);
      return rows.map(row => row.guild_id);
    },
  };
}
