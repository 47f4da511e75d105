import { setImmediate } from 'node:timers/promises';
import type { Database } from './database.ts';

/** Lines read at a time. */
const PAGE = 500;

/** A paper of the collection's file as it was last taken over. */
export interface FileLine {
  /** The id that the file gives it. */
  id: string;
  /** The id that it has in the collection. */
  paperId: string | undefined;
  /** The line itself. */
  line: string;
}

/** What the collection's file held when it was last taken over: so what is new in it is seen, and what is gone. */
export interface CollectionFile {
  /** All of them, by the file's id. */
  lines(): Promise<Map<string, FileLine>>;
  note(lines: readonly FileLine[]): Promise<void>;
  forget(ids: readonly string[]): Promise<void>;
}

export function collectionFile({ db }: Pick<Database, 'db'>): CollectionFile {
  return {
    async lines() {
      const lines = new Map<string, FileLine>();
      for (let last = ''; ; ) {
        const rows = await db
          .selectFrom('collection_file')
          .selectAll()
          .where('id', '>', last)
          .orderBy('id')
          .limit(PAGE)
          .execute();
        for (const { id, paper_id, line } of rows) lines.set(id, { id, paperId: paper_id ?? undefined, line });
        const end = rows.at(-1);
        if (!end) return lines;
        last = end.id;
        // SQLite works in this thread; everything else has its turn.
        await setImmediate();
      }
    },
    async note(lines) {
      if (lines.length === 0) return;
      await db
        .insertInto('collection_file')
        .values(lines.map(({ id, paperId, line }) => ({ id, paper_id: paperId ?? null, line })))
        .onConflict(conflict =>
          conflict
            .column('id')
            .doUpdateSet(({ ref }) => ({ paper_id: ref('excluded.paper_id'), line: ref('excluded.line') })),
        )
        .execute();
    },
    async forget(ids) {
      if (ids.length === 0) return;
      await db.deleteFrom('collection_file').where('id', 'in', ids).execute();
    },
  };
}
