import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { migrate, tableNames } from '../../src/store/migrations.ts';
import { eachStore, onPostgres, openRaw, openTarget, sqliteTarget } from './each-store.ts';

eachStore('migrations', (openFresh, makeTarget) => {
  it('are done once: opening again finds nothing left to do', async () => {
    const { db, close, target } = await openFresh();
    await db.insertInto('kept_text').values({ key: 'k', text: 'kept', kept_at: 1_700_000_000_123 }).execute();
    await close();
    const again = await openTarget(target);
    expect(await again.db.selectFrom('kept_text').selectAll().execute()).toEqual([
      { key: 'k', text: 'kept', kept_at: 1_700_000_000_123 },
    ]);
  });

  it('refuse a database that a newer program wrote, in words', async () => {
    const { db, close, target } = await openFresh();
    await sql`insert into kysely_migration (name, timestamp) values ('999-future', '2030-01-01')`.execute(db);
    await close();
    await expect(openTarget(target)).rejects.toThrow(/newer Offprint \(it has 999-future\).*Update the program/);
  });

  it('leave nothing half done when a step fails', async () => {
    const { db } = openRaw(await makeTarget());
    await migrate(db, '001-kept-texts');
    // In the way of the next migration's last table.
    await sql`create table departed_guild (guild_id text)`.execute(db);
    await expect(migrate(db)).rejects.toThrow(/as it was/);
    expect(await tableNames(db)).not.toContain('subscription');
  });
});

describe('a SQLite file', () => {
  it('belongs to one process', async () => {
    const target = sqliteTarget();
    await openTarget(target);
    await expect(openTarget(target)).rejects.toThrow(/already using the database/);
  });
});

onPostgres('migrations of two processes that start at once', makeTarget => {
  it('are done by one of them', async () => {
    const target = await makeTarget();
    const both = await Promise.all([openTarget(target), openTarget(target)]);
    for (const { db } of both) expect(await db.selectFrom('kept_text').selectAll().execute()).toEqual([]);
  });
});
