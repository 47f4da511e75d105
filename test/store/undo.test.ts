import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { lists } from '../../src/store/lists.ts';
import { tableNames } from '../../src/store/migrations.ts';
import { MOST_UNDO_STEPS } from '../../src/store/quotas.ts';
import { GOES_ALONG } from '../../src/store/subscriptions.ts';
import { freshSqlite, openTarget } from './each-store.ts';

it('a subscription that is brought back has every table that refers to it with it', async () => {
  const { db } = await openTarget(await freshSqlite());
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

it('a person can undo only so much: of more, the oldest step goes', async () => {
  const { db } = await openTarget(await freshSqlite());
  const mine = { person: 'me' };
  const store = lists(db);
  const steps: string[] = [];
  for (let now = 0; now <= MOST_UNDO_STEPS; now += 1) {
    await store.add(mine, [`p${now}`], { userId: 'me', now });
    steps.push((await store.remove(mine, `p${now}`, { userId: 'me', now })) ?? '');
  }
  const undo = async (step: string | undefined) =>
    (await store.bringBack(step ?? '', { userId: 'me', now: 1 })).outcome;
  expect(await undo(steps[0])).toBe('over');
  expect(await undo(steps[1])).toBe('done');
  expect(await undo(steps.at(-1))).toBe('done');
});
