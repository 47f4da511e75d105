import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

/** A person's own reading list, or the one of a server. */
export type ListOwner = { person: string } | { server: string };

export interface ListEntry {
  paperId: string;
  /** Missing when that person had their data deleted. */
  savedBy?: string;
  savedAt: number;
  readAt?: number;
  note?: string;
}

/** More papers than anyone reads; a bound keeps exports and pages quick. */
export const LIST_CAPACITY = 2000;
/** Rows in one statement: both databases bound the number of parameters. */
const ROWS_A_STATEMENT = 200;

export interface Lists {
  /**
   * Papers that are there already stay as they are. What does not fit any more is left out.
   * `guildId`: the server in which a person saved for themselves, for its count of savers.
   */
  add(
    list: ListOwner,
    paperIds: readonly string[],
    saver: { userId: string; guildId?: string; now: number },
  ): Promise<{ added: number; present: number; noRoom: number }>;
  /** Whether it was there. */
  remove(list: ListOwner, paperId: string): Promise<boolean>;
  /** Whether it is there. Null: not read, no note. */
  change(list: ListOwner, paperId: string, change: { readAt?: number | null; note?: string | null }): Promise<boolean>;
  get(list: ListOwner, paperId: string): Promise<ListEntry | undefined>;
  /** Unread first, then the newest. */
  page(list: ListOwner, page: { offset: number; limit: number }): Promise<{ total: number; entries: ListEntry[] }>;
  /** For each of the papers how many people saved it for themselves in this server; papers without any are missing. */
  saversHere(guildId: string, paperIds: readonly string[]): Promise<Map<string, number>>;
}

export function lists(db: Kysely<Tables>): Lists {
  return {
    add: (owner, paperIds, { userId, guildId, now }) =>
      db.transaction().execute(async transaction => {
        const list = listId(owner);
        const wanted = [...new Set(paperIds)];
        const there = new Set<string>();
        for (const part of parts(wanted)) {
          const rows = await transaction
            .selectFrom('list_entry')
            .select('paper_id')
            .where('list', '=', list)
            .where('paper_id', 'in', part)
            .execute();
          for (const row of rows) there.add(row.paper_id);
        }
        const room = LIST_CAPACITY - (await size(transaction, list));
        const fresh = wanted.filter(id => !there.has(id));
        const taken = fresh.slice(0, Math.max(0, room));
        for (const part of parts(taken)) {
          await transaction
            .insertInto('list_entry')
            .values(
              part.map(id => ({ list, paper_id: id, saved_by: userId, saved_at: now, read_at: null, note: null })),
            )
            .onConflict(conflict => conflict.columns(['list', 'paper_id']).doNothing())
            .execute();
        }
        if ('person' in owner && guildId !== undefined) {
          for (const part of parts(wanted.filter(id => there.has(id) || taken.includes(id)))) {
            await transaction
              .insertInto('saved_here')
              .values(part.map(id => ({ guild_id: guildId, paper_id: id, user_id: userId, saved_at: now })))
              .onConflict(conflict => conflict.columns(['guild_id', 'paper_id', 'user_id']).doNothing())
              .execute();
          }
        }
        return { added: taken.length, present: there.size, noRoom: fresh.length - taken.length };
      }),

    remove: (owner, paperId) =>
      db.transaction().execute(async transaction => {
        const { numDeletedRows } = await transaction
          .deleteFrom('list_entry')
          .where('list', '=', listId(owner))
          .where('paper_id', '=', paperId)
          .executeTakeFirst();
        if ('person' in owner) {
          await transaction
            .deleteFrom('saved_here')
            .where('user_id', '=', owner.person)
            .where('paper_id', '=', paperId)
            .execute();
        }
        return numDeletedRows > 0n;
      }),

    async change(owner, paperId, { readAt, note }) {
      const { numUpdatedRows } = await db
        .updateTable('list_entry')
        .set({ ...(readAt !== undefined && { read_at: readAt }), ...(note !== undefined && { note }) })
        .where('list', '=', listId(owner))
        .where('paper_id', '=', paperId)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async get(owner, paperId) {
      const row = await db
        .selectFrom('list_entry')
        .selectAll()
        .where('list', '=', listId(owner))
        .where('paper_id', '=', paperId)
        .executeTakeFirst();
      return row && toEntry(row);
    },

    async page(owner, { offset, limit }) {
      const list = listId(owner);
      const rows = await db
        .selectFrom('list_entry')
        .selectAll()
        .where('list', '=', list)
        .orderBy(sql`case when read_at is null then 0 else 1 end`)
        .orderBy('saved_at', 'desc')
        .orderBy('paper_id')
        .limit(limit)
        .offset(offset)
        .execute();
      return { total: await size(db, list), entries: rows.map(toEntry) };
    },

    async saversHere(guildId, paperIds) {
      if (paperIds.length === 0) return new Map();
      const rows = await db
        .selectFrom('saved_here')
        .select(['paper_id', db.fn.countAll<number>().as('count')])
        .where('guild_id', '=', guildId)
        .where('paper_id', 'in', paperIds)
        .groupBy('paper_id')
        .execute();
      return new Map(rows.map(row => [row.paper_id, row.count]));
    },
  };
}

export function listId(owner: ListOwner): string {
  return 'person' in owner ? `person:${owner.person}` : `server:${owner.server}`;
}

async function size(db: Kysely<Tables>, list: string): Promise<number> {
  const { count } = await db
    .selectFrom('list_entry')
    .select(db.fn.countAll<number>().as('count'))
    .where('list', '=', list)
    .executeTakeFirstOrThrow();
  return count;
}

function* parts(ids: readonly string[]): Generator<string[]> {
  for (let at = 0; at < ids.length; at += ROWS_A_STATEMENT) yield ids.slice(at, at + ROWS_A_STATEMENT);
}

function toEntry(row: Tables['list_entry']): ListEntry {
  return {
    paperId: row.paper_id,
    savedAt: row.saved_at,
    ...(row.saved_by !== null && { savedBy: row.saved_by }),
    ...(row.read_at !== null && { readAt: row.read_at }),
    ...(row.note !== null && { note: row.note }),
  };
}
