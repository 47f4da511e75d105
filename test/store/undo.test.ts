import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { tableNames } from '../../src/store/migrations.ts';
import { GOES_ALONG } from '../../src/store/subscriptions.ts';
import { openTarget, sqliteTarget } from './each-store.ts';

it('a subscription that is brought back has every table that refers to it with it', async () => {
  const { db } = await openTarget(sqliteTarget());
  const referring = new Set<string>();
  for (const name of await tableNames(db)) {
    const keys = await sql<{ table: string }>`select "table" from pragma_foreign_key_list(${name})`.execute(db);
    const columns = await sql<{ name: string }>`select name from pragma_table_info(${name})`.execute(db);
    const refers = keys.rows.some(({ table }) => table === 'subscription' || table in GOES_ALONG);
    // Also where no foreign key is declared.
    const named = columns.rows.some(({ name: column }) => /^(subscription|delivery)_id$/.test(column));
    if (refers || named) referring.add(name);
  }
  expect([...referring].sort()).toEqual(Object.keys(GOES_ALONG).sort());
});
