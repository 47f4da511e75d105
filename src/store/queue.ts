import type { Kysely } from 'kysely';
import type { State } from '../model/subscription.ts';
import type { Queue } from '../monitoring/index.ts';
import type { Tables } from './schema.ts';

const UNDER_WAY: readonly State[] = ['planned', 'sending'];

export async function queueAt(db: Kysely<Tables>, now: number): Promise<Queue> {
  const states = await db
    .selectFrom('delivery')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .where('state', 'in', UNDER_WAY)
    .groupBy('state')
    .execute();
  const due = await db
    .selectFrom('delivery')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('due_at').as('oldest')])
    .where('state', '=', 'planned')
    .where('try_at', '<=', now)
    .executeTakeFirstOrThrow();
  const subscriptions = await db
    .selectFrom('subscription')
    .select(({ fn }) => ['kind', 'paused', fn.countAll<number>().as('count')])
    .groupBy(['kind', 'paused'])
    .execute();
  const notices = await db
    .selectFrom('notice')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return {
    deliveries: new Map(UNDER_WAY.map(state => [state, states.find(row => row.state === state)?.count ?? 0])),
    due: due.count,
    oldestDueMs: due.oldest === null ? 0 : Math.max(0, now - due.oldest),
    subscriptions: subscriptions.map(({ kind, paused, count }) => ({ kind, state: paused ?? 'running', count })),
    notices: notices.count,
  };
}
