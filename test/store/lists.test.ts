import { expect, it } from 'vitest';
import { LIST_CAPACITY, lists } from '../../src/store/lists.ts';
import { eachStore } from './each-store.ts';

const MINE = { person: 'me' };
const OURS = { server: 'g' };

eachStore('reading lists', openFresh => {
  it('take each paper once, and keep what was noted', async () => {
    const store = lists((await openFresh()).db);
    expect(await store.add(MINE, ['p', 'q', 'p'], { userId: 'me', now: 1 })).toEqual({
      added: 2,
      present: 0,
      noRoom: 0,
    });
    await store.change(MINE, 'p', { note: 'Read § 3', readAt: 5 });
    expect(await store.add(MINE, ['p', 'r'], { userId: 'me', now: 2 })).toEqual({ added: 1, present: 1, noRoom: 0 });
    expect(await store.get(MINE, 'p')).toEqual({
      paperId: 'p',
      savedBy: 'me',
      savedAt: 1,
      readAt: 5,
      note: 'Read § 3',
    });
  });

  it('show unread papers first, then the newest, page by page', async () => {
    const store = lists((await openFresh()).db);
    for (const [at, id] of ['a', 'b', 'c', 'd'].entries()) await store.add(MINE, [id], { userId: 'me', now: at });
    await store.change(MINE, 'd', { readAt: 9 });
    const ids = async (offset: number) =>
      (await store.page(MINE, { offset, limit: 2 })).entries.map(entry => entry.paperId);
    expect(await ids(0)).toEqual(['c', 'b']);
    expect(await ids(2)).toEqual(['a', 'd']);
    expect((await store.page(MINE, { offset: 0, limit: 2 })).total).toBe(4);
  });

  it('of different owners have nothing to do with each other', async () => {
    const store = lists((await openFresh()).db);
    await store.add(MINE, ['p'], { userId: 'me', now: 1 });
    await store.add(OURS, ['p'], { userId: 'me', now: 1 });
    expect(await store.remove(MINE, 'p')).toBe(true);
    expect(await store.remove(MINE, 'p')).toBe(false);
    expect(await store.change(MINE, 'p', { note: 'x' })).toBe(false);
    expect(await store.get(OURS, 'p')).toMatchObject({ paperId: 'p' });
    expect(await store.get({ person: 'you' }, 'p')).toBeUndefined();
  });

  it('tell how many people saved a paper in a server, and forget who takes it out', async () => {
    const store = lists((await openFresh()).db);
    for (const person of ['a', 'b', 'c']) await store.add({ person }, ['p'], { userId: person, guildId: 'g', now: 1 });
    await store.add({ person: 'd' }, ['p'], { userId: 'd', now: 1 });
    await store.add({ person: 'a' }, ['p'], { userId: 'a', guildId: 'h', now: 2 });
    expect(await store.saversHere('g', ['p', 'q'])).toEqual(new Map([['p', 3]]));
    await store.remove({ person: 'a' }, 'p');
    expect(await store.saversHere('g', ['p'])).toEqual(new Map([['p', 2]]));
    expect(await store.saversHere('h', ['p'])).toEqual(new Map());
  });

  it('have an end', async () => {
    const store = lists((await openFresh()).db);
    const ids = Array.from({ length: LIST_CAPACITY + 5 }, (_, i) => `p${i}`);
    expect(await store.add(MINE, ids, { userId: 'me', now: 1 })).toEqual({
      added: LIST_CAPACITY,
      present: 0,
      noRoom: 5,
    });
    expect(await store.add(MINE, ['p0', 'new'], { userId: 'me', now: 1 })).toEqual({ added: 0, present: 1, noRoom: 1 });
  });
});
