import type { Transaction } from 'kysely';
import type { Paper } from '../papers/paper.ts';
import type { Incoming } from '../papers/prepare.ts';
import type { Database } from './database.ts';
import { tableNames } from './migrations.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { fromRow, latestRevision, write } from './paper-rows.ts';
import type { Tables } from './schema.ts';
import { StoreError } from './store-error.ts';
import { prepareBatch, takeOut, type Upserted } from './taking-in.ts';

/** A paper as it is now, or that it was removed. */
export interface PaperChange {
  revision: number;
  id: string;
  /** Missing: it was removed. */
  paper?: Paper;
}

/**
 * The collection. Every change gets the next revision while nobody else changes anything, and the next change waits
 * until this one is committed; so whoever has seen a revision has seen all before it, and follows the collection by
 * asking for what came after.
 */
export interface Papers {
  /**
   * Takes in a batch, all of it or nothing; a second time it changes nothing. Papers that were removed are passed over,
   * unless `bringBack`.
   */
  upsert(batch: readonly Incoming[], options?: { bringBack?: boolean }): Promise<Upserted>;
  /** Removes papers; answers the ids of those that were there. */
  remove(ids: readonly string[]): Promise<string[]>;
  /**
   * What has changed since a revision, the oldest change first; a paper that changed twice comes once. 0: everything.
   */
  changes(after: number, limit: number): Promise<PaperChange[]>;
  /** Of the latest change; 0 when there never was one. */
  revision(): Promise<number>;
  /** How many papers there are. */
  count(): Promise<number>;
  /** Up to `limit` papers with ids above `after`, in the order of their ids. */
  page(after: string, limit: number): Promise<Paper[]>;
  /** Calls the listener after each change that this process makes; the answer ends it. */
  onChange(listener: () => void): () => void;
}

export function papers({ db, traits }: Pick<Database, 'db' | 'traits'>): Papers {
  const listeners = new Set<() => void>();
  const alone = async <T>(work: (trx: Transaction<Tables>) => Promise<T>): Promise<T> => {
    const done = await db.transaction().execute(async trx => {
      await oneAtATime(trx, traits, 'collection');
      return work(trx);
    });
    for (const listener of listeners) listener();
    return done;
  };
  let last: Promise<unknown> = Promise.resolve();
  /** Batches of this process come one after another, so that none has to be worked out twice. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };

  return {
    /**
     * What a batch changes is worked out before the transaction: a command must not wait for it. Where another process
     * was faster, it is worked out again.
     */
    upsert(batch, { bringBack = false } = {}) {
      return inTurn(async () => {
        const revision = await latestRevision(db);
        const prepared = await prepareBatch(db, batch, bringBack);
        return alone(async trx => {
          const isAsRead = (await latestRevision(trx)) === revision;
          const { upserted, written } = isAsRead ? prepared : await prepareBatch(trx, batch, bringBack);
          await write(trx, written);
          return upserted;
        });
      });
    },
    async remove(ids) {
      return alone(trx => takeOut(trx, ids));
    },
    async changes(after, limit) {
      const rows = await db
        .selectFrom('paper')
        .selectAll()
        .where('revision', '>', after)
        .orderBy('revision')
        .limit(limit)
        .execute();
      return rows.map(row => ({
        revision: row.revision,
        id: row.id,
        ...(row.removed === 0 && { paper: fromRow(row) }),
      }));
    },
    revision: () => latestRevision(db),
    async count() {
      const row = await db
        .selectFrom('paper')
        .select(({ fn }) => fn.countAll().as('papers'))
        .where('removed', '=', 0)
        .executeTakeFirstOrThrow();
      return Number(row.papers);
    },
    async page(after, limit) {
      const rows = await db
        .selectFrom('paper')
        .selectAll()
        .where('id', '>', after)
        .where('removed', '=', 0)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Papers read at a time. */
const PAGE = 500;

/**
 * All papers of one moment, in the order of their ids, some at a time; the collection may change meanwhile.
 * @throws {StoreError} when the database has no collection yet.
 */
export async function allPapers(
  { db, traits }: Pick<Database, 'db' | 'traits'>,
  use: (papers: AsyncIterable<Paper[]>) => Promise<void>,
): Promise<void> {
  await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async trx => {
      if (!(await tableNames(trx)).has('paper')) {
        throw new StoreError(
          'The database holds no collection yet. Start Offprint once, and it begins with COLLECTION_PATH.',
        );
      }
      const { page } = papers({ db: trx, traits });
      async function* pages() {
        for (let some = await page('', PAGE); some.length > 0; some = await page(some.at(-1)?.id ?? '', PAGE))
          yield some;
      }
      await use(pages());
    });
}
