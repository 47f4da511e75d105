import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { tableNames } from '../../src/store/migrations.ts';
import { LIST_CAPACITY, LIST_SHARE, MOST_KEPT_TEXTS, MOST_UNDO_STEPS, MOST_VOTES } from '../../src/store/quotas.ts';
import { eachStore } from './each-store.ts';

const page = readFileSync(new URL('../../docs/privacy.md', import.meta.url), 'utf8');
const rows = [...page.matchAll(/^\| `(\w+)` \| (.*) \| (.*) \| (.*) \|$/gm)];

eachStore('the tables in docs/privacy.md', openFresh => {
  it('are all that there are, in the order of their names, each with its purpose and how long it is kept', async () => {
    const { db } = await openFresh();
    expect(rows.map(([, name]) => name)).toEqual([...(await tableNames(db))].sort());
    for (const [, , purpose, kept] of rows) expect([purpose, kept]).not.toContain('');
  });

  it('with a column that can name a person or a server say what deletes that', async () => {
    const { db } = await openFresh();
    for (const { name, columns } of await db.introspection.getTables()) {
      const names = columns.map(column => column.name);
      const deletion = rows.find(([, table]) => table === name)?.[4] ?? '';
      if (names.some(column => /^(user_id|saved_by|opened_by|set_up_by|added_by)$/.test(column)))
        expect([name, deletion]).toEqual([name, expect.stringContaining('/privacy delete')]);
      if (names.includes('guild_id') && name !== 'undo_step' && name !== 'departed_guild')
        expect([name, deletion]).toEqual([name, expect.stringContaining('server gone')]);
    }
  });
});

it('the quotas in docs/privacy.md are those in force', () => {
  for (const [table, ...quotas] of [
    ['list_entry', LIST_CAPACITY, LIST_SHARE],
    ['kept_text', MOST_KEPT_TEXTS],
    ['undo_step', MOST_UNDO_STEPS],
    ['vote', MOST_VOTES],
  ] as const) {
    const kept = rows.find(([, name]) => name === table)?.[3] ?? '';
    for (const quota of quotas) expect(kept).toContain(quota.toLocaleString('en'));
  }
});
