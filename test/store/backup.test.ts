import { expect, it } from 'vitest';
import { dump, restore, TABLES } from '../../src/store/backup.ts';
import { subscriptions } from '../../src/store/subscriptions.ts';
import { eachStore, openRaw, sqliteTarget, type TestStore } from './each-store.ts';

const WISH = {
  place: { kind: 'text' as const, channelId: '1', guildId: '2' },
  schedule: { time: '08:30', timeZone: 'Europe/Berlin', days: 127 },
  query: "it's; drop table subscription --",
  paperCount: 1,
  publish: false,
  thread: false,
};

async function filled(store: TestStore): Promise<TestStore> {
  const by = { userId: '3', at: 1, next: { date: '2026-01-15', at: 1_768_462_200_000 }, most: 10 };
  const added = await subscriptions(store).add(WISH, by);
  await store.db.insertInto('kept_text').values({ key: 'k', text: 'two\nlines “…”', kept_at: 5 }).execute();
  await store.db.insertInto('departed_guild').values({ guild_id: '9', departed_at: 7 }).execute();
  expect(added).toBeDefined();
  return store;
}

eachStore('a backup', (openFresh, makeTarget) => {
  it('knows every table', async () => {
    const { db } = await openFresh();
    const tables = (await db.introspection.getTables()).map(({ name }) => name);
    const known: string[] = [...TABLES, 'lease'];
    expect(tables.filter(name => !known.includes(name))).toEqual([]);
  });

  it('can be put back, also into the other database', async () => {
    const store = await filled(await openFresh());
    const text = await dump(store);
    for (const target of [await makeTarget(), sqliteTarget()]) {
      const other = openRaw(target);
      expect(await restore(other, text)).toBe(3);
      expect(await dump(other)).toBe(text);
      expect(await subscriptions(other).of({ guildId: '2' })).toEqual(await subscriptions(store).of({ guildId: '2' }));
    }
  });

  it('of an older program is brought up to date', async () => {
    const text = `${JSON.stringify({ offprint: 'backup', migrations: ['001-kept-texts'] })}\n${JSON.stringify({ table: 'kept_text', row: { key: 'k', text: 't', kept_at: 1 } })}\n`;
    const other = openRaw(await makeTarget());
    await restore(other, text);
    expect(await dump(other)).toContain('"key":"k"');
    expect(await subscriptions(other).of({ guildId: '2' })).toEqual([]);
  });

  it('is not put into a database in use', async () => {
    const store = await filled(await openFresh());
    const text = await dump(store);
    await expect(restore(store, text)).rejects.toThrow(/in use already/);
    expect(await dump(store)).toBe(text);
  });

  it.each([
    ['another file', 'hello', /Line 1 of the file is not one/],
    ['one of a newer program', '{"offprint":"backup","migrations":["999-future"]}', /newer Offprint/],
    [
      'a torn one',
      '{"offprint":"backup","migrations":["001-kept-texts"]}\n{"table":"kept_text","row":{"key":"k"',
      /Line 2 of the file is not one/,
    ],
    [
      'one with rows that do not fit',
      '{"offprint":"backup","migrations":["001-kept-texts"]}\n{"table":"kept_text","row":{"nonsense":1}}',
      /nonsense/,
    ],
  ])('refuses %s and leaves the database empty', async (_what, text, words) => {
    const other = openRaw(await makeTarget());
    await expect(restore(other, text)).rejects.toThrow(words);
    await expect(dump(other)).rejects.toThrow(/empty/);
  });
});
