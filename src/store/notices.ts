import type { Kysely } from 'kysely';
import { z } from 'zod';
import { PAUSE_REASONS, REFUSALS } from '../model/subscription.ts';
import type { Tables } from './schema.ts';
import { StoreError } from './store-error.ts';
import { parseStored } from './stored-json.ts';

const reason = z.enum(PAUSE_REASONS);
const obstacle = z.object({ reason, missing: z.array(z.string()), until: z.number().exactOptional() });
const saidSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('paused'), reason, obstacle: obstacle.exactOptional() }),
    z.object({ kind: z.literal('empty') }),
    z.object({ kind: z.literal('refused'), refused: z.object({ times: z.number(), note: z.enum(REFUSALS) }) }),
  ])
  .and(z.object({ subscriptionIds: z.array(z.string()) }));

/** What somebody is to be told, by the ids of the subscriptions that it is about. */
export type KeptNotice = z.infer<typeof saidSchema>;

/** Notices on their way. When a process ends before somebody has read one, another process sends it. */
export interface Notices {
  /** Held by the caller until then; nobody else takes it up. */
  keep(id: string, notice: KeptNotice, until: number): Promise<void>;
  /**
   * Takes up those that nobody holds, until then. Without the notice where it cannot be read: another version kept it,
   * or it is damaged.
   */
  takeUp(now: number, until: number): Promise<{ id: string; notice?: KeptNotice }[]>;
  /** Not sent: whoever comes next may take it up. */
  release(id: string): Promise<void>;
  /** Somebody has heard, or nobody can. */
  done(id: string): Promise<void>;
}

function readable(said: string): { notice?: KeptNotice } {
  try {
    return { notice: parseStored(saidSchema, said, 'a notice') };
  } catch (error) {
    if (error instanceof StoreError) return {};
    throw error;
  }
}

export function notices(db: Kysely<Tables>): Notices {
  return {
    async keep(id, notice, until) {
      await db
        .insertInto('notice')
        .values({ id, said: JSON.stringify(notice), held_until: until })
        .execute();
    },

    async takeUp(now, until) {
      const rows = await db
        .updateTable('notice')
        .set({ held_until: until })
        .where('held_until', '<=', now)
        .returning(['id', 'said'])
        .execute();
      return rows.map(({ id, said }) => ({ id, ...readable(said) }));
    },

    async release(id) {
      await db.updateTable('notice').set({ held_until: 0 }).where('id', '=', id).execute();
    },

    async done(id) {
      await db.deleteFrom('notice').where('id', '=', id).execute();
    },
  };
}
