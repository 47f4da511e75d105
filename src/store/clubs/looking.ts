import type { Kysely } from 'kysely';
import type { Tables } from '../schema.ts';

/**
 * What is due of a club is looked for at once, and then the next look is set. Other subscriptions have a date there.
 */
export const looking = (now: number) => ({ date: 'look', at: now });

export async function lookAgain(trx: Kysely<Tables>, id: string, now: number): Promise<void> {
  await trx
    .updateTable('subscription')
    .set({ next_date: looking(now).date, next_at: looking(now).at })
    .where('id', '=', id)
    .where('kind', '=', 'club')
    .where('paused', 'is', null)
    .execute();
}
