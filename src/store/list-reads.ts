import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

/** A person's own reading list, or the one of a server. */
export type ListOwner = { person: string } | { server: string };

export interface ListEntry {
  paperId: string;
  /** Missing when that person had their data deleted. */
  savedBy?: string;
  savedAt: number;
  /** When the person who asks read it. */
  readAt?: number;
  /** How many people have read it. */
  readers: number;
  note?: string;
}

/** What people see of a list. */
export interface ListReads {
  /** `reader`: whose mark of having read it is shown. */
  get(list: ListOwner, paperId: string, reader: string): Promise<ListEntry | undefined>;
  /** What the reader has not read first, then the newest. */
  page(
    list: ListOwner,
    page: { offset: number; limit: number; reader: string },
  ): Promise<{ total: number; entries: ListEntry[] }>;
  /** For each of the papers how many people saved it for themselves in this server; papers without any are missing. */
  saversHere(guildId: string, paperIds: readonly string[]): Promise<Map<string, number>>;
}

export function listReads(db: Kysely<Tables>): ListReads {
  return {
    async get(owner, paperId, reader) {
      const row = await entriesFor(db, listId(owner), reader)
        .where('list_entry.paper_id', '=', paperId)
        .executeTakeFirst();
      return row && toEntry(row);
    },

    async page(owner, { offset, limit, reader }) {
      const list = listId(owner);
      const rows = await entriesFor(db, list, reader)
        .orderBy(sql`case when own.read_at is null then 0 else 1 end`)
        .orderBy('saved_at', 'desc')
        .orderBy('list_entry.paper_id')
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

/** How many entries a list has. */
export async function size(db: Kysely<Tables>, list: string): Promise<number> {
  const { count } = await db
    .selectFrom('list_entry')
    .select(db.fn.countAll<number>().as('count'))
    .where('list', '=', list)
    .executeTakeFirstOrThrow();
  return count;
}

/** The entries of a list with the marks of one reader, and with how many have read them. */
function entriesFor(db: Kysely<Tables>, list: string, reader: string) {
  return db
    .selectFrom('list_entry')
    .leftJoin('list_read as own', join =>
      join
        .onRef('own.list', '=', 'list_entry.list')
        .onRef('own.paper_id', '=', 'list_entry.paper_id')
        .on('own.user_id', '=', reader),
    )
    .where('list_entry.list', '=', list)
    .select(['list_entry.paper_id', 'saved_by', 'saved_at', 'note', 'own.read_at'])
    .select(eb =>
      eb
        .selectFrom('list_read')
        .whereRef('list_read.list', '=', 'list_entry.list')
        .whereRef('list_read.paper_id', '=', 'list_entry.paper_id')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .as('readers'),
    );
}

type EntryRow = Awaited<ReturnType<ReturnType<typeof entriesFor>['execute']>>[number];

function toEntry(row: EntryRow): ListEntry {
  return {
    paperId: row.paper_id,
    savedAt: row.saved_at,
    readers: row.readers ?? 0,
    ...(row.saved_by !== null && { savedBy: row.saved_by }),
    ...(row.read_at !== null && { readAt: row.read_at }),
    ...(row.note !== null && { note: row.note }),
  };
}
