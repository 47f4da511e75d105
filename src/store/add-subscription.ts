import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Occurrence } from '../calendar/occurrences.ts';
import type { Subscription, SubscriptionSpec } from '../model/subscription.ts';
import type { Tables } from './schema.ts';
import { fromRow, toRow } from './subscription-rows.ts';

const ID_BYTES = 5;

/** Puts one on record that nothing stands against. */
export async function addSubscription(
  trx: Kysely<Tables>,
  wish: SubscriptionSpec,
  { userId, at, next }: { userId: string; at: number; next: Occurrence | undefined },
): Promise<Subscription> {
  const { revision } = await trx
    .selectFrom('paper')
    .select(({ fn }) => fn.max('revision').as('revision'))
    .executeTakeFirstOrThrow();
  const row = {
    id: randomBytes(ID_BYTES).toString('hex'),
    ...toRow(wish),
    set_up_by: userId,
    created_at: at,
    paused: null,
    paused_at: null,
    next_date: next?.date ?? null,
    next_at: next?.at ?? null,
    empty_told_at: null,
    notified: null,
    role_state: null,
    since_revision: revision ?? 0,
    looked_revision: revision ?? 0,
  };
  await trx.insertInto('subscription').values(row).execute();
  return fromRow(row);
}
