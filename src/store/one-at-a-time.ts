import type { Transaction } from 'kysely';
import type { Traits } from './database.ts';
import type { Tables } from './schema.ts';

/**
 * Waits for whoever does the same work, in this process or another, and keeps others out until the transaction ends. A
 * migration makes the row.
 */
export async function oneAtATime(
  trx: Transaction<Tables>,
  { rowLocks }: Pick<Traits, 'rowLocks'>,
  work: 'planning' | 'collection' | 'discussions',
): Promise<void> {
  const lock = trx.selectFrom('lease').select('name').where('name', '=', work);
  if (rowLocks) await lock.forUpdate().execute();
}
