import { readFileSync, writeFileSync } from 'node:fs';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { migrate, tableNames } from '../../src/store/migrations.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { eachStore, onPostgres, openRaw, openTarget, sqliteTarget } from './each-store.ts';

eachStore('migrations', (openFresh, _, makeEmpty) => {
  it('are done once: opening again finds nothing left to do', async () => {
    const { db, close, target } = await openFresh();
    await db
      .insertInto('kept_text')
      .values({ key: 'k', text: 'kept', user_id: null, used_at: 1_700_000_000_123 })
      .execute();
    await close();
    const again = await openTarget(target);
    expect(await again.db.selectFrom('kept_text').selectAll().execute()).toEqual([
      { key: 'k', text: 'kept', user_id: null, used_at: 1_700_000_000_123 },
    ]);
  });

  it('refuse a database that a newer program wrote, in words', async () => {
    const { db, close, target } = await openFresh();
    await sql`insert into kysely_migration (name, timestamp) values ('999-future', '2030-01-01')`.execute(db);
    await close();
    await expect(openTarget(target)).rejects.toThrow(/newer Offprint \(it has 999-future\).*Update the program/);
  });

  it('leave nothing half done when a step fails', async () => {
    const { db } = openRaw(await makeEmpty());
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

  it('that may only be read is refused in words', async () => {
    const target = sqliteTarget();
    await (await openTarget(target)).close();
    // Tests may run as root, who may write every file: so the file says of itself that it may only be read
    // (https://www.sqlite.org/fileformat.html#file_format_version_numbers).
    const bytes = readFileSync(target.path);
    bytes[18] = 3;
    writeFileSync(target.path, bytes);
    expect(() => openSqlite(target.path)).toThrow(/may only be read .*readonly.*Let this user write it/);
  });

  it('of which SQLite gave up a transaction by itself, as on a full disk, tells what went wrong', async () => {
    const { db } = await openTarget(sqliteTarget());
    const failing = db.transaction().execute(async transaction => {
      await sql`rollback`.execute(transaction);
      throw new Error('the disk is full');
    });
    await expect(failing).rejects.toThrow('the disk is full');
    expect(await db.selectFrom('kept_text').selectAll().execute()).toEqual([]);
  });
});

onPostgres('migrations of two processes that start at once', (_, makeEmpty) => {
  it('are done by one of them', async () => {
    const target = await makeEmpty();
    const both = await Promise.all([openTarget(target), openTarget(target)]);
    for (const { db } of both) expect(await db.selectFrom('kept_text').selectAll().execute()).toEqual([]);
  });
});
