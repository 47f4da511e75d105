import type { Database } from './database.ts';

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
  lines(): Promise<FileLine[]>;
  note(lines: readonly FileLine[]): Promise<void>;
  forget(ids: readonly string[]): Promise<void>;
}

export function collectionFile({ db }: Pick<Database, 'db'>): CollectionFile {
  return {
    async lines() {
      const rows = await db.selectFrom('collection_file').selectAll().execute();
      return rows.map(({ id, paper_id, line }) => ({ id, paperId: paper_id ?? undefined, line }));
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
