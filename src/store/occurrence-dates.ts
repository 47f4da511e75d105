import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** The names of the occurrences of a subscription that have a delivery, whatever became of it, from this one on. */
export async function datesFrom(db: Kysely<Tables>, subscriptionId: string, from: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('delivery')
    .select('date')
    .where('subscription_id', '=', subscriptionId)
    .where('date', '>=', from)
    .execute();
  return new Set(rows.flatMap(row => row.date ?? []));
}
