import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Tables } from './schema.ts';
import { parseStored } from './stored-json.ts';
import { type BroughtBack, type By, keepForUndo, putBack, undoStep } from './undo.ts';

export interface AddedSource {
  name: string;
  /** JSON, as it was accepted. */
  settings: string;
  /** Missing after that person had their data deleted. */
  addedBy?: string;
  addedAt: number;
}

/** What is known of a source's runs. */
export interface SourceState {
  name: string;
  startedAt: number;
  /** Of the latest run; missing while it goes on (or if its process was killed). */
  endedAt?: number;
  /** Why the latest run did not come to its end. */
  error?: string;
  /** Runs in a row that did not come to their end. */
  failures: number;
  /** Of the latest run that came to its end. */
  finishedAt?: number;
  /** Papers of the latest run. */
  counts: Counts;
  /** Of the latest run that came to its end and read anything; missing: nothing. */
  passedOver?: PassedOver;
}

const passedOverSchema = z.object({
  notes: z.array(z.string()),
  noted: z.number(),
  /** Of a run that goes on or was interrupted, what it will tell at its end. */
  unfinished: z.unknown().optional(),
});
/** What could not be read or taken in, and why, in words: the first of it, and how much it is in all. */
export type PassedOver = z.infer<typeof passedOverSchema>;

export interface Started {
  position?: unknown;
  /** What is on record; of an interrupted run only where this one goes on with it. */
  passedOver?: PassedOver;
}

export interface Counts {
  seen: number;
  added: number;
  changed: number;
}

/** Where papers come from, and how far each source was read. Instants are ms since the epoch. */
export interface Sources {
  /** In the order in which they were added. */
  added(): Promise<AddedSource[]>;
  /** False when the name is taken. */
  add(source: AddedSource): Promise<boolean>;
  /** Also forgets how far it was read; false when there is no such source. */
  /** The step by which it can be brought back; undefined when there is none. */
  remove(name: string, by: By): Promise<string | undefined>;
  bringBack(step: string, by: By): Promise<BroughtBack>;
  states(): Promise<SourceState[]>;
  /**
   * A run begins. Returns the position to go on from; undefined when there is none, or it is of something else than the
   * source asks now, or it is to be read from its start.
   */
  start(name: string, run: { asks: string; at: number; fromStart: boolean }): Promise<Started>;
  /**
   * A page is in the collection; `passedOver` is what was kept on record, with what this run has passed over so far.
   */
  moveOn(name: string, position: unknown, counts: Counts, passedOver?: PassedOver): Promise<void>;
  /** The run came to its end or, with an error, did not. Without a report, what was passed over before stands. */
  end(name: string, at: number, outcome: { error: string } | { passedOver: PassedOver | undefined }): Promise<void>;
}

export function sources(db: Kysely<Tables>): Sources {
  return {
    async added() {
      const rows = await db.selectFrom('added_source').selectAll().orderBy('added_at').orderBy('name').execute();
      return rows.map(({ name, settings, added_by, added_at }) => ({
        name,
        settings,
        addedAt: added_at,
        ...(added_by !== null && { addedBy: added_by }),
      }));
    },

    async add({ name, settings, addedBy, addedAt }) {
      const row = await db
        .insertInto('added_source')
        .values({ name, settings, added_by: addedBy ?? null, added_at: addedAt })
        .onConflict(conflict => conflict.column('name').doNothing())
        .returning('name')
        .executeTakeFirst();
      return row !== undefined;
    },

    async remove(name, by) {
      return db.transaction().execute(async trx => {
        const row = await trx.deleteFrom('added_source').where('name', '=', name).returningAll().executeTakeFirst();
        if (!row) return undefined;
        const states = await trx.deleteFrom('source_state').where('name', '=', name).returningAll().execute();
        return keepForUndo(trx, 'source', { userId: by.userId, now: by.now }, [
          { table: 'added_source', row },
          ...states.map(state => ({ table: 'source_state' as const, row: state })),
        ]);
      });
    },

    bringBack: (step, by) =>
      db.transaction().execute(trx =>
        undoStep(trx, step, 'source', by, async rows => {
          await putBack(trx, rows);
          return true;
        }),
      ),

    async states() {
      const rows = await db.selectFrom('source_state').selectAll().execute();
      return rows.map(row => ({
        name: row.name,
        startedAt: row.started_at,
        ...(row.ended_at !== null && { endedAt: row.ended_at }),
        ...(row.error !== null && { error: row.error }),
        failures: row.failures,
        ...(row.finished_at !== null && { finishedAt: row.finished_at }),
        counts: { seen: row.seen, added: row.added, changed: row.changed },
        ...(row.passed_over !== null && { passedOver: passedOverSchema.parse(JSON.parse(row.passed_over)) }),
      }));
    },

    async start(name, { asks, at, fromStart }) {
      return db.transaction().execute(async trx => {
        const before = await trx.selectFrom('source_state').selectAll().where('name', '=', name).executeTakeFirst();
        const goesOn = before !== undefined && before.asks === asks && !fromStart;
        const run = {
          asks,
          position: goesOn ? before.position : null,
          started_at: at,
          ended_at: null,
          seen: 0,
          added: 0,
          changed: 0,
        };
        await trx
          .insertInto('source_state')
          .values({ name, ...run, error: null, failures: 0, finished_at: null, passed_over: null })
          .onConflict(conflict => conflict.column('name').doUpdateSet(run))
          .execute();
        const kept = before?.passed_over ? passedOverSchema.parse(JSON.parse(before.passed_over)) : undefined;
        const { unfinished: _, ...finished } = kept ?? { notes: [], noted: 0 };
        return {
          ...(run.position !== null && {
            position: parseStored(z.unknown(), run.position, 'the position of a source'),
          }),
          ...(kept && { passedOver: goesOn ? kept : finished }),
        };
      });
    },

    async moveOn(name, position, { seen, added, changed }, passedOver) {
      await db
        .updateTable('source_state')
        .set({
          position: JSON.stringify(position),
          seen,
          added,
          changed,
          ...(passedOver && { passed_over: JSON.stringify(passedOver) }),
        })
        .where('name', '=', name)
        .execute();
    },

    async end(name, at, outcome) {
      await db
        .updateTable('source_state')
        .set(({ eb }) =>
          'error' in outcome
            ? { ended_at: at, error: outcome.error, failures: eb('failures', '+', 1) }
            : { ended_at: at, finished_at: at, error: null, failures: 0, ...columnOf(outcome.passedOver) },
        )
        .where('name', '=', name)
        .execute();
    },
  };
}

function columnOf(passedOver: PassedOver | undefined) {
  return passedOver && { passed_over: passedOver.noted === 0 ? null : JSON.stringify(passedOver) };
}
