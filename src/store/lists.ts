import { type ExpressionBuilder, type Kysely, type RawBuilder, sql } from 'kysely';
import { type ListOwner, type ListReads, listId, listReads, size } from './list-reads.ts';
import { LIST_CAPACITY, LIST_SHARE } from './quotas.ts';
import type { Tables } from './schema.ts';
import { type BroughtBack, type By, type KeptRows, keepForUndo, putBack, undoStep } from './undo.ts';

/** Rows in one statement: both databases bound the number of parameters. */
const ROWS_A_STATEMENT = 200;

export interface Lists extends ListReads {
  /**
   * Papers that are there already stay as they are. What does not fit any more is left out.
   * `guildId`: the server in which a person saved for themselves, for its count of savers.
   */
  add(
    list: ListOwner,
    paperIds: readonly string[],
    saver: { userId: string; guildId?: string; now: number },
  ): Promise<{ added: number; present: number; noRoom: number }>;
  /** The step by which it can be brought back; undefined when it was not there. */
  remove(list: ListOwner, paperId: string, by: By): Promise<string | undefined>;
  /**
   * Takes all out. The step by which they can be brought back, and how many they were; undefined when there was none.
   */
  clear(list: ListOwner, by: By): Promise<{ step: string; count: number } | undefined>;
  /** Brings back a list that was cleared; what was saved again meanwhile stays as it is. */
  restore(list: ListOwner, step: string, by: By): Promise<BroughtBack>;
  /** Null: not read. Whether the entry is there. */
  mark(list: ListOwner, paperId: string, reader: { userId: string; readAt: number | null }): Promise<boolean>;
  /**
   * Null: no note. The step that brings the old note back, where there was one; undefined also when the entry is not
   * there.
   */
  annotate(list: ListOwner, paperId: string, note: string | null, by: By): Promise<string | undefined>;
  /** Brings back an entry that was removed, or a note; whichever the step is. */
  bringBack(step: string, by: By): Promise<{ outcome: BroughtBack; paperId?: string; shared: boolean }>;
}

export function lists(db: Kysely<Tables>): Lists {
  return {
    add: (owner, paperIds, { userId, guildId, now }) =>
      db.transaction().execute(async transaction => {
        const list = listId(owner);
        const wanted = [...new Set(paperIds)];
        const there = await present(transaction, list, wanted);
        const room = Math.min(
          LIST_CAPACITY - (await size(transaction, list)),
          'server' in owner ? LIST_SHARE - (await shareOf(transaction, list, userId)) : LIST_CAPACITY,
        );
        const fresh = wanted.filter(id => !there.has(id));
        const taken = fresh.slice(0, Math.max(0, room));
        for (const part of parts(taken)) {
          await transaction
            .insertInto('list_entry')
            .values(part.map(id => ({ list, paper_id: id, saved_by: userId, saved_at: now, note: null })))
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

    remove: (owner, paperId, by) =>
      db.transaction().execute(async trx => {
        const list = listId(owner);
        const entry = await trx.selectFrom('list_entry').selectAll().where(isEntry(list, paperId)).executeTakeFirst();
        if (!entry) return undefined;
        const reads = await trx.selectFrom('list_read').selectAll().where(isEntry(list, paperId)).execute();
        const saved =
          'person' in owner
            ? await trx
                .deleteFrom('saved_here')
                .where('user_id', '=', owner.person)
                .where('paper_id', '=', paperId)
                .returningAll()
                .execute()
            : [];
        await trx.deleteFrom('list_entry').where(isEntry(list, paperId)).execute();
        await trx.deleteFrom('list_read').where(isEntry(list, paperId)).execute();
        return keepForUndo(trx, 'list', ofList(owner, by), [
          { table: 'list_entry', row: entry },
          ...reads.map(row => ({ table: 'list_read' as const, row })),
          ...saved.map(row => ({ table: 'saved_here' as const, row })),
        ]);
      }),

    clear: (owner, by) =>
      db.transaction().execute(async trx => {
        const list = listId(owner);
        const entries = await trx.deleteFrom('list_entry').where('list', '=', list).returningAll().execute();
        if (entries.length === 0) return undefined;
        const reads = await trx.deleteFrom('list_read').where('list', '=', list).returningAll().execute();
        const saved =
          'person' in owner
            ? await trx.deleteFrom('saved_here').where('user_id', '=', owner.person).returningAll().execute()
            : [];
        const step = await keepForUndo(trx, 'cleared', ofList(owner, by), [
          ...entries.map(row => ({ table: 'list_entry' as const, row })),
          ...reads.map(row => ({ table: 'list_read' as const, row })),
          ...saved.map(row => ({ table: 'saved_here' as const, row })),
        ]);
        return { step, count: entries.length };
      }),

    restore: (owner, step, by) =>
      db.transaction().execute(trx =>
        undoStep(trx, step, 'cleared', by, async rows => {
          const list = listId(owner);
          const ids = rows.flatMap(({ table, row }) => (table === 'list_entry' ? [String(row.paper_id)] : []));
          const again = await present(trx, list, ids);
          const room = LIST_CAPACITY - (await size(trx, list));
          if (rows[0]?.row.list !== list || ids.length - again.size > room) return false;
          await putBack(trx, rows);
          return true;
        }),
      ),

    async mark(owner, paperId, { userId, readAt }) {
      const list = listId(owner);
      const there = await db.selectFrom('list_entry').select('list').where(isEntry(list, paperId)).executeTakeFirst();
      if (!there) return false;
      if (readAt === null) {
        await db.deleteFrom('list_read').where(isEntry(list, paperId)).where('user_id', '=', userId).execute();
      } else {
        await db
          .insertInto('list_read')
          .values({ list, paper_id: paperId, user_id: userId, read_at: readAt })
          .onConflict(conflict => conflict.columns(['list', 'paper_id', 'user_id']).doUpdateSet({ read_at: readAt }))
          .execute();
      }
      return true;
    },

    annotate: (owner, paperId, note, by) =>
      db.transaction().execute(async trx => {
        const isIt = isEntry(listId(owner), paperId);
        const entry = await trx.selectFrom('list_entry').selectAll().where(isIt).executeTakeFirst();
        if (!entry) return undefined;
        await trx.updateTable('list_entry').set({ note }).where(isIt).execute();
        if (entry.note === null || entry.note === note) return undefined;
        return keepForUndo(trx, 'note', ofList(owner, by), [{ table: 'list_entry', row: entry }]);
      }),

    bringBack: (step, by) =>
      db.transaction().execute(async trx => {
        let paperId: string | undefined;
        let shared = false;
        const restore = async (rows: KeptRows, conflict: RawBuilder<unknown>) => {
          const [entry, ...others] = rows;
          const list = String(entry?.row.list);
          paperId = String(entry?.row.paper_id);
          shared = list.startsWith(listId({ server: '' }));
          const there = await trx
            .selectFrom('list_entry')
            .select('list')
            .where(isEntry(list, paperId))
            .executeTakeFirst();
          if (!there && (await size(trx, list)) >= LIST_CAPACITY) return false;
          await putBack(trx, rows.slice(0, 1), conflict);
          await putBack(trx, others);
          return true;
        };
        // Saved again meanwhile, perhaps with a new note: that one stays.
        const removed = sql`(list, paper_id) do update set note = coalesce(list_entry.note, excluded.note)`;
        const rewritten = sql`(list, paper_id) do update set note = excluded.note`;
        const entry = await undoStep(trx, step, 'list', by, rows => restore(rows, removed));
        const outcome =
          entry === 'over' ? await undoStep(trx, step, 'note', by, rows => restore(rows, rewritten)) : entry;
        return { outcome, shared, ...(paperId !== undefined && { paperId }) };
      }),

    ...listReads(db),
  };
}

/** How many entries of a list are one person's. */
async function shareOf(db: Kysely<Tables>, list: string, userId: string): Promise<number> {
  const { count } = await db
    .selectFrom('list_entry')
    .select(db.fn.countAll<number>().as('count'))
    .where('list', '=', list)
    .where('saved_by', '=', userId)
    .executeTakeFirstOrThrow();
  return count;
}

/** Which of the papers are on a list. */
async function present(db: Kysely<Tables>, list: string, paperIds: readonly string[]): Promise<Set<string>> {
  const there = new Set<string>();
  for (const part of parts(paperIds)) {
    const rows = await db
      .selectFrom('list_entry')
      .select('paper_id')
      .where('list', '=', list)
      .where('paper_id', 'in', part)
      .execute();
    for (const row of rows) there.add(row.paper_id);
  }
  return there;
}

function* parts(ids: readonly string[]): Generator<string[]> {
  for (let at = 0; at < ids.length; at += ROWS_A_STATEMENT) yield ids.slice(at, at + ROWS_A_STATEMENT);
}

function isEntry(list: string, paperId: string) {
  return (eb: ExpressionBuilder<Tables, 'list_entry' | 'list_read'>) =>
    eb.and([eb('list', '=', list), eb('paper_id', '=', paperId)]);
}

/** A server's list is undone in that server, a person's own anywhere. */
function ofList(owner: ListOwner, { userId, now }: By): By {
  return { userId, now, ...('server' in owner && { guildId: owner.server }) };
}
