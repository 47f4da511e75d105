import type { Transaction } from 'kysely';
import type { Traits } from './database.ts';
import type { Tables } from './schema.ts';

/**
 * Waits for whoever else does the same work, in this process or another; until the transaction ends. The row is there
 * from a migration on.
 */
export async function oneAtATime(
  trx: Transaction<Tables>,
  { rowLocks }: Pick<Traits, 'rowLocks'>,
  work: 'planning' | 'collection' | 'discussions',
): Promise<void> {
  const lock = trx.selectFrom('lease').select('name').where('name', '=', work);
  if (rowLocks) await lock.forUpdate().execute();
}
