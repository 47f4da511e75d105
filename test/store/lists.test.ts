import { expect, it } from 'vitest';
import { lists } from '../../src/store/lists.ts';
import { LIST_CAPACITY, LIST_SHARE } from '../../src/store/quotas.ts';
import { eachStore } from './each-store.ts';

const MINE = { person: 'me' };
const OURS = { server: 'g' };
const ME = { userId: 'me', guildId: 'g', now: 1 };
const MINUTE = 60_000;

eachStore('reading lists', openFresh => {
  it('take each paper once, and keep what was noted', async () => {
    const store = lists((await openFresh()).db);
    expect(await store.add(MINE, ['p', 'q', 'p'], { userId: 'me', now: 1 })).toEqual({
      added: 2,
      present: 0,
      noRoom: 0,
    });
    expect(await store.annotate(MINE, 'p', 'Read § 3', ME)).toBeUndefined();
    await store.mark(MINE, 'p', { userId: 'me', readAt: 5 });
    expect(await store.add(MINE, ['p', 'r'], { userId: 'me', now: 2 })).toEqual({ added: 1, present: 1, noRoom: 0 });
    expect(await store.get(MINE, 'p', 'me')).toEqual({
      paperId: 'p',
      savedBy: 'me',
      savedAt: 1,
      readAt: 5,
      readers: 1,
      note: 'Read § 3',
    });
  });

  it('show unread papers first, then the newest, page by page', async () => {
    const store = lists((await openFresh()).db);
    for (const [at, id] of ['a', 'b', 'c', 'd'].entries()) await store.add(MINE, [id], { userId: 'me', now: at });
    await store.mark(MINE, 'd', { userId: 'me', readAt: 9 });
    const ids = async (offset: number) =>
      (await store.page(MINE, { offset, limit: 2, reader: 'me' })).entries.map(entry => entry.paperId);
    expect(await ids(0)).toEqual(['c', 'b']);
    expect(await ids(2)).toEqual(['a', 'd']);
    expect((await store.page(MINE, { offset: 0, limit: 2, reader: 'me' })).total).toBe(4);
  });

  it('of different owners have nothing to do with each other', async () => {
    const store = lists((await openFresh()).db);
    await store.add(MINE, ['p'], { userId: 'me', now: 1 });
    await store.add(OURS, ['p'], { userId: 'me', now: 1 });
    expect(await store.remove(MINE, 'p', ME)).toBeDefined();
    expect(await store.remove(MINE, 'p', ME)).toBeUndefined();
    expect(await store.mark(MINE, 'p', { userId: 'me', readAt: 1 })).toBe(false);
    expect(await store.get(OURS, 'p', 'me')).toMatchObject({ paperId: 'p' });
    expect(await store.get({ person: 'you' }, 'p', 'you')).toBeUndefined();
  });

  it('tell how many people saved a paper in a server, and forget who takes it out', async () => {
    const store = lists((await openFresh()).db);
    for (const person of ['a', 'b', 'c']) await store.add({ person }, ['p'], { userId: person, guildId: 'g', now: 1 });
    await store.add({ person: 'd' }, ['p'], { userId: 'd', now: 1 });
    await store.add({ person: 'a' }, ['p'], { userId: 'a', guildId: 'h', now: 2 });
    expect(await store.saversHere('g', ['p', 'q'])).toEqual(new Map([['p', 3]]));
    await store.remove({ person: 'a' }, 'p', { userId: 'a', now: 3 });
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

  it('of a server have a mark for each reader', async () => {
    const store = lists((await openFresh()).db);
    await store.add(OURS, ['p', 'q'], { userId: 'me', now: 1 });
    await store.mark(OURS, 'p', { userId: 'me', readAt: 5 });
    await store.mark(OURS, 'p', { userId: 'you', readAt: 6 });
    await store.mark(OURS, 'p', { userId: 'me', readAt: null });
    expect(await store.get(OURS, 'p', 'me')).toEqual({ paperId: 'p', savedBy: 'me', savedAt: 1, readers: 1 });
    expect(await store.get(OURS, 'p', 'you')).toMatchObject({ readAt: 6 });
    const ids = async (reader: string) =>
      (await store.page(OURS, { offset: 0, limit: 9, reader })).entries.map(({ paperId }) => paperId);
    expect(await ids('me')).toEqual(['p', 'q']);
    expect(await ids('you')).toEqual(['q', 'p']);
  });

  it('give back what was removed: note, marks and all, once, in time, to whoever removed it', async () => {
    const store = lists((await openFresh()).db);
    for (const owner of [MINE, OURS]) {
      await store.add(owner, ['p'], { userId: 'me', guildId: 'g', now: 1 });
      await store.annotate(owner, 'p', 'Read § 3', ME);
      for (const userId of ['me', 'you']) await store.mark(owner, 'p', { userId, readAt: 7 });
      const before = await store.get(owner, 'p', 'you');
      const step = (await store.remove(owner, 'p', ME)) ?? '';
      expect(await store.get(owner, 'p', 'me')).toBeUndefined();
      const other = owner === OURS ? { ...ME, guildId: 'h' } : { ...ME, userId: 'you' };
      expect(await store.bringBack(step, other)).toMatchObject({ outcome: 'someone-else' });
      expect(await store.bringBack(step, { ...ME, now: 11 * MINUTE })).toMatchObject({ outcome: 'over' });
      expect(await store.bringBack(step, { ...ME, now: 10 * MINUTE })).toMatchObject({ outcome: 'done', paperId: 'p' });
      expect(await store.get(owner, 'p', 'you')).toEqual(before);
      expect(await store.bringBack(step, ME)).toMatchObject({ outcome: 'over' });
    }
    expect(await store.saversHere('g', ['p'])).toEqual(new Map([['p', 1]]));
  });

  it('give back a note that was replaced; of a paper saved again, the newer note stays', async () => {
    const store = lists((await openFresh()).db);
    const note = async () => (await store.get(MINE, 'p', 'me'))?.note;
    await store.add(MINE, ['p'], { userId: 'me', now: 1 });
    await store.annotate(MINE, 'p', 'old', ME);
    const step = await store.annotate(MINE, 'p', null, ME);
    await store.bringBack(step ?? '', ME);
    expect(await note()).toBe('old');
    const removed = await store.remove(MINE, 'p', ME);
    await store.add(MINE, ['p'], { userId: 'me', now: 2 });
    await store.annotate(MINE, 'p', 'new', ME);
    expect(await store.bringBack(removed ?? '', ME)).toMatchObject({ outcome: 'done' });
    expect(await note()).toBe('new');
  });

  it('take nothing back beyond their end', async () => {
    const store = lists((await openFresh()).db);
    await store.add(MINE, ['p'], { userId: 'me', now: 1 });
    const step = (await store.remove(MINE, 'p', ME)) ?? '';
    await store.add(
      MINE,
      Array.from({ length: LIST_CAPACITY }, (_, i) => `p${i}`),
      { userId: 'me', now: 1 },
    );
    expect(await store.bringBack(step, ME)).toMatchObject({ outcome: 'full' });
    await store.remove(MINE, 'p1', ME);
    expect(await store.bringBack(step, ME)).toMatchObject({ outcome: 'done' });
  });

  it('of a server can be filled by no one person, and are brought back as far as there is room', async () => {
    const store = lists((await openFresh()).db);
    const many = Array.from({ length: LIST_SHARE + 5 }, (_, i) => `p${i}`);
    const full = { added: LIST_SHARE, present: 0, noRoom: 5 };
    expect(await store.add(OURS, many, { userId: 'me', now: 1 })).toEqual(full);
    expect((await store.add(OURS, ['new'], { userId: 'you', now: 1 })).added).toBe(1);
    await store.mark(OURS, 'p3', { userId: 'you', readAt: 5 });
    const done = await store.clear(OURS, ME);
    expect(done?.count).toBe(LIST_SHARE + 1);
    expect(await store.clear(OURS, ME)).toBeUndefined();
    const step = done?.step ?? '';
    expect(await store.restore(OURS, step, { ...ME, userId: 'you' })).toBe('someone-else');
    expect(await store.restore(MINE, step, ME)).toBe('full');
    for (const userId of ['a', 'b']) {
      const theirs = many.slice(0, LIST_SHARE).map(id => `${userId}${id}`);
      await store.add(OURS, theirs, { userId, now: 2 });
    }
    expect(await store.restore(OURS, step, ME)).toBe('full');
    await store.clear(OURS, ME);
    await store.add(OURS, ['p3'], { userId: 'you', now: 3 });
    expect(await store.restore(OURS, step, ME)).toBe('done');
    expect((await store.page(OURS, { offset: 0, limit: 1, reader: 'me' })).total).toBe(LIST_SHARE + 1);
    expect(await store.get(OURS, 'p3', 'you')).toMatchObject({ savedBy: 'you', savedAt: 3, readAt: 5 });
  });
});
