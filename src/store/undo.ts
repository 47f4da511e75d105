import { randomBytes } from 'node:crypto';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { MOST_UNDO_STEPS } from './quotas.ts';
import type { Tables } from './schema.ts';
import { parseStored } from './stored-json.ts';
import type { Undoable } from './undo-table.ts';

/** For so long what was removed can be brought back. In ms. */
const UNDO_MS = 10 * 60_000;
/** 72 bits by chance. */
const ID_BYTES = 9;
/** Rows in one statement: both databases bound the number of parameters. */
const ROWS = 200;

/** Who removes something, or brings it back, and in which server. */
export interface By {
  userId: string;
  guildId?: string;
  now: number;
}

export const rowsSchema = z.array(
  z.object({
    table: z.enum([
      'list_entry',
      'list_read',
      'saved_here',
      'subscription',
      'delivery',
      'delivery_paper',
      'added_source',
      'source_state',
      'guild_setting',
      'club',
      'club_organiser',
      'club_holiday',
      'club_nomination',
      'club_session',
      'club_candidate',
      'club_vote',
      'club_member',
      'club_pass',
      'club_attendance',
      'club_event',
      'club_question',
      'club_reading',
      'paper_note',
    ]),
    row: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  }),
);
export type KeptRows = z.infer<typeof rowsSchema>;

/** `over`: too late, or done already; `full`: there is no room for it any more. */
export type BroughtBack = 'done' | 'over' | 'someone-else' | 'full';

/** Keeps what is about to be removed. Returns the name of the step, by which it is brought back. */
export async function keepForUndo(
  trx: Kysely<Tables>,
  what: Undoable,
  { userId, guildId, now }: By,
  rows: KeptRows,
): Promise<string> {
  const id = randomBytes(ID_BYTES).toString('base64url');
  await trx
    .insertInto('undo_step')
    .values({ id, user_id: userId, guild_id: guildId ?? null, what, rows: JSON.stringify(rows), until: now + UNDO_MS })
    .execute();
  const newest = trx
    .selectFrom('undo_step')
    .select('id')
    .where('user_id', '=', userId)
    .orderBy('until', 'desc')
    .limit(MOST_UNDO_STEPS);
  await trx.deleteFrom('undo_step').where('user_id', '=', userId).where('id', 'not in', newest).execute();
  return id;
}

/**
 * Brings back what a step holds, if it is this person's, here, and in time. `restore` answers false where there is no
 * room.
 */
export async function undoStep(
  trx: Kysely<Tables>,
  id: string,
  what: Undoable,
  { userId, guildId, now }: By,
  restore: (rows: KeptRows) => Promise<boolean>,
): Promise<BroughtBack> {
  const step = await trx.selectFrom('undo_step').selectAll().where('id', '=', id).executeTakeFirst();
  if (!step || step.what !== what || step.until < now) return 'over';
  if (step.user_id !== userId || (step.guild_id !== null && step.guild_id !== guildId)) return 'someone-else';
  if (!(await restore(parseStored(rowsSchema, step.rows, 'removed rows')))) return 'full';
  await trx.deleteFrom('undo_step').where('id', '=', id).execute();
  return 'done';
}

/** Puts rows back; a row that is there again stays as it is, unless `conflict` says otherwise. */
export async function putBack(
  trx: Kysely<Tables>,
  rows: KeptRows,
  conflict: RawBuilder<unknown> = sql`do nothing`,
): Promise<void> {
  for (let at = 0; at < rows.length; ) {
    const { table, row } = rows[at] ?? { table: 'list_entry', row: {} };
    const columns = Object.keys(row);
    const part = rows.slice(at, at + ROWS);
    const other = part.findIndex(one => one.table !== table);
    const some = other < 0 ? part : part.slice(0, other);
    const values = some.map(one => sql`(${sql.join(columns.map(column => one.row[column] ?? null))})`);
    const names = sql.join(columns.map(column => sql.ref(column)));
    await sql`insert into ${sql.table(table)} (${names}) values ${sql.join(values)} on conflict ${conflict}`.execute(
      trx,
    );
    at += some.length;
  }
}

export interface Undo {
  /** Deletes what can no longer be brought back. */
  forgetBefore(now: number): Promise<void>;
}

export function undo(db: Kysely<Tables>): Undo {
  return {
    async forgetBefore(now) {
      await db.deleteFrom('undo_step').where('until', '<', now).execute();
      // Kept while the clock was ahead.
      await db
        .updateTable('undo_step')
        .set({ until: now + UNDO_MS })
        .where('until', '>', now + UNDO_MS)
        .execute();
    },
  };
}
