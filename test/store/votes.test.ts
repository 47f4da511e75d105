import { expect, it } from 'vitest';
import { MOST_VOTES } from '../../src/store/quotas.ts';
import { votes } from '../../src/store/votes.ts';
import { eachStore } from './each-store.ts';

eachStore('votes', openFresh => {
  it('count each person once, and are taken back by the second press', async () => {
    const store = votes((await openFresh()).db);
    const press = (userId: string) => store.toggle({ guildId: 'g', paperId: 'p', userId }, 1);
    expect(await press('a')).toEqual({ voted: true, count: 1 });
    expect(await press('b')).toEqual({ voted: true, count: 2 });
    expect(await press('a')).toEqual({ voted: false, count: 1 });
    expect(await press('a')).toEqual({ voted: true, count: 2 });
  });

  it('belong to a server and a paper', async () => {
    const store = votes((await openFresh()).db);
    await store.toggle({ guildId: 'g', paperId: 'p', userId: 'a' }, 1);
    await store.toggle({ guildId: 'h', paperId: 'q', userId: 'a' }, 1);
    expect(await store.counts('g', ['p', 'q'])).toEqual(new Map([['p', 1]]));
    expect(await store.counts('g', [])).toEqual(new Map());
  });

  it('of 500 presses at once give an exact count, also when some press twice and thrice', async () => {
    const { db } = await openFresh();
    const store = votes(db);
    // 200 people press once, 100 twice (taken back), 34 thrice less one of them twice: 500 presses, 200 + 33 votes.
    const presses = [
      ...people('once', 200),
      ...people('twice', 100).flatMap(who => [who, who]),
      ...people('thrice', 33).flatMap(who => [who, who, who]),
      'last',
    ];
    expect(presses).toHaveLength(500);
    await Promise.all(presses.map(userId => store.toggle({ guildId: 'g', paperId: 'p', userId }, 1)));
    expect((await store.counts('g', ['p'])).get('p')).toBe(200 + 33 + 1);
    const rows = await db.selectFrom('vote').selectAll().execute();
    expect(rows.every(row => row.active === 1)).toBe(true);
  });

  it('are bounded for each person; one can always be taken back', async () => {
    const { db } = await openFresh();
    const row = (i: number) => ({ guild_id: 'g', paper_id: `p${i}`, user_id: 'a', active: 1, voted_at: 1 });
    const all = Array.from({ length: MOST_VOTES }, (_, i) => row(i));
    for (let at = 0; at < all.length; at += 1000)
      await db
        .insertInto('vote')
        .values(all.slice(at, at + 1000))
        .execute();
    const press = (paperId: string, userId = 'a') => votes(db).toggle({ guildId: 'g', paperId, userId }, 1);
    expect(await press('new')).toBeUndefined();
    expect(await press('new', 'b')).toEqual({ voted: true, count: 1 });
    expect(await press('p7')).toEqual({ voted: false, count: 0 });
    expect(await press('new')).toEqual({ voted: true, count: 2 });
  });
});

function people(kind: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${kind}-${i}`);
}
