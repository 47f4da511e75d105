import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newPaperId } from '../../src/papers/paper.ts';
import { checkBackup, dump, restore, TABLES } from '../../src/store/backup.ts';
import type { Database } from '../../src/store/database.ts';
import { tableNames } from '../../src/store/migrations.ts';
import { papers } from '../../src/store/papers.ts';
import { subscriptions } from '../../src/store/subscriptions.ts';
import { eachStore, freshSqlite, openRaw, openTarget, sqliteTarget } from './each-store.ts';

const WISH = {
  place: { kind: 'text' as const, channelId: '1', guildId: '2' },
  schedule: { time: '08:30', timeZone: 'Europe/Berlin', days: 127 },
  query: "it's; drop table subscription --",
  paperCount: 1,
  publish: false,
  thread: false,
  kind: 'daily' as const,
  fresh: false,
};

async function dumped(database: Parameters<typeof dump>[0]): Promise<string> {
  let text = '';
  await dump(database, async lines => {
    for await (const some of lines) text += some;
  });
  return text;
}

async function* linesOf(text: string) {
  yield* text.split('\n');
}

async function filled<T extends Database>(store: T): Promise<T> {
  const by = { userId: '3', at: 1, next: { date: '2026-01-15', at: 1_768_462_200_000 }, most: 10 };
  const added = await subscriptions(store).add(WISH, by);
  await store.db
    .insertInto('kept_text')
    .values({ key: 'k', text: 'two\nlines “…”', user_id: null, used_at: 5 })
    .execute();
  await store.db.insertInto('departed_guild').values({ guild_id: '9', departed_at: 7 }).execute();
  expect(added).toBeDefined();
  return store;
}

eachStore('a backup', (openFresh, _, makeEmpty) => {
  it('knows every table', async () => {
    const { db } = await openFresh();
    const tables = [...(await tableNames(db))].filter(name => !name.startsWith('kysely_'));
    const known: string[] = [...TABLES, 'lease', 'undo_step', 'notice'];
    expect(tables.filter(name => !known.includes(name))).toEqual([]);
  });

  it('can be put back, also into the other database', async () => {
    const store = await filled(await openFresh());
    const text = await dumped(store);
    for (const target of [await makeEmpty(), sqliteTarget()]) {
      const other = openRaw(target);
      expect(await restore(other, linesOf(text))).toBe(3);
      expect(await dumped(other)).toBe(text);
      expect(await subscriptions(other).of({ guildId: '2' }, 'daily')).toEqual(
        await subscriptions(store).of({ guildId: '2' }, 'daily'),
      );
    }
  });

  it('has the whole collection, which then goes on', async () => {
    const store = await openFresh();
    const some = Array.from({ length: 1_100 }, (_, i) => ({
      own: false,
      title: `Paper ${i}`,
      abstract: 'x',
      links: [],
    }));
    await papers(store).upsert(some);
    await papers(store).remove([newPaperId('Paper 7')]);
    for (const target of [await makeEmpty(), sqliteTarget()]) {
      const other = openRaw(target);
      await restore(other, linesOf(await dumped(store)));
      expect(await papers(other).page('', 2_000)).toEqual(await papers(store).page('', 2_000));
      expect(await papers(other).changes(0, 2_000)).toEqual(await papers(store).changes(0, 2_000));
      expect((await papers(other).upsert([...some, { own: false, title: 'Next', abstract: 'x' }])).added).toHaveLength(
        1,
      );
    }
  });

  it('ends with the count of its rows, and one that is cut off or changed anywhere is refused, and nothing of it stays', async () => {
    const text = await dumped(await filled(await openFresh()));
    const lines = text.trimEnd().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ offprint: 'end', rows: lines.length - 2 });
    const without = (at: number) => lines.toSpliced(at, 1).join('\n');
    const damaged = [
      ...lines.map((_, at) => lines.slice(0, at).join('\n')),
      ...lines.slice(1).map((_, at) => without(at + 1)),
      `${text}${lines[1]}\n`,
      text.replace('two\\nlines', 'too\\nlines'),
    ];
    const other = openRaw(await makeEmpty());
    for (const some of damaged) {
      await expect(checkBackup(linesOf(some)), some).rejects.toThrow(/Nothing was changed/);
    }
    for (const some of [without(1), lines.slice(0, -1).join('\n')]) {
      await expect(restore(other, linesOf(some)), some).rejects.toThrow(/Nothing was changed/);
      await expect(dumped(other)).rejects.toThrow(/empty/);
    }
    expect(await checkBackup(linesOf(text))).toBe(true);
    expect(await restore(other, linesOf(text))).toBe(lines.length - 2);
  });

  it('of an older program is brought up to date', async () => {
    const text = `${JSON.stringify({ offprint: 'backup', migrations: ['001-kept-texts'] })}\n${JSON.stringify({ table: 'kept_text', row: { key: 'k', text: 't', kept_at: 1 } })}\n`;
    const other = openRaw(await makeEmpty());
    expect(await checkBackup(linesOf(text))).toBe(false);
    await restore(other, linesOf(text));
    expect(await dumped(other)).toContain('"key":"k"');
    expect(await subscriptions(other).of({ guildId: '2' }, 'daily')).toEqual([]);
  });

  it('is not put into a database in use', async () => {
    const store = await filled(await openFresh());
    const text = await dumped(store);
    await expect(restore(store, linesOf(text))).rejects.toThrow(/in use already/);
    expect(await dumped(store)).toBe(text);
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
    const other = openRaw(await makeEmpty());
    await expect(restore(other, linesOf(text))).rejects.toThrow(words);
    await expect(dumped(other)).rejects.toThrow(/empty/);
  });
});

it('a backup that was cut at any character, or in which one was changed, is refused', async () => {
  const store = await filled(await openTarget(await freshSqlite()));
  const text = await dumped(store);
  const cut = fc.nat({ max: text.trimEnd().length - 1 }).map(at => text.slice(0, at));
  const changed = fc
    .tuple(fc.nat({ max: text.trimEnd().length - 1 }), fc.string({ minLength: 1, maxLength: 1 }))
    .filter(([at, character]) => text[at] !== character)
    .map(([at, character]) => `${text.slice(0, at)}${character}${text.slice(at + 1)}`);
  await fc.assert(
    fc.asyncProperty(fc.oneof(cut, changed), async some => {
      await expect(checkBackup(linesOf(some))).rejects.toThrow(/Nothing was changed/);
    }),
    // As if it were of before backups had an end mark.
    { examples: [[text.replace('"ends"', '"endz"')]] },
  );
});
