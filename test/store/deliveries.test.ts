import { expect, it } from 'vitest';
import { deliveries } from '../../src/store/deliveries.ts';
import { departures } from '../../src/store/departures.ts';
import { discussions } from '../../src/store/discussions.ts';
import { leases } from '../../src/store/leases.ts';
import { lists } from '../../src/store/lists.ts';
import { planning } from '../../src/store/planning.ts';
import { settings } from '../../src/store/settings.ts';
import { subscriptions } from '../../src/store/subscriptions.ts';
import { votes } from '../../src/store/votes.ts';
import { eachStore, type TestStore } from './each-store.ts';

const WISH = {
  place: { kind: 'text' as const, channelId: '1', guildId: '2' },
  schedule: { time: '08:30', timeZone: 'UTC', days: 127 },
  paperCount: 1,
  publish: false,
  thread: false,
  kind: 'daily' as const,
  fresh: false,
};
const NEXT = { date: '2026-01-15', at: 1_000 };

async function subscribe(store: TestStore, guildId = '2') {
  const wish = { ...WISH, place: { ...WISH.place, guildId } };
  const added = await subscriptions(store).add(wish, { userId: '3', at: 1, next: NEXT, most: 100 });
  if (!added) throw new Error('not added');
  return added;
}

const plan = (store: TestStore, id: string, date: string, dueAt = 1_000) =>
  planning(store)(into => into.record(id, { date, day: date, dueAt, paperIds: ['b', 'a'] }));

eachStore('deliveries', openFresh => {
  it('an occurrence is on record once, whoever plans it', async () => {
    const store = await openFresh();
    const { id } = await subscribe(store);
    const planned = await Promise.all([1, 2, 3, 4].map(() => plan(store, id, '2026-01-15')));
    expect(planned.filter(Boolean)).toHaveLength(1);
    expect(await deliveries(store).latest(id, 10)).toMatchObject([{ number: 1, paperIds: ['b', 'a'], tries: 0 }]);
  });

  it('of many who claim at once each gets others', async () => {
    const store = await openFresh();
    const { id } = await subscribe(store);
    for (let day = 10; day < 30; day += 1) await plan(store, id, `2026-01-${day}`);
    const claimed = await Promise.all(
      ['x', 'y', 'z'].map(claim => deliveries(store).claim({ claim, now: 2_000, until: 60_000, limit: 8 })),
    );
    const ids = claimed.flat().map(delivery => delivery.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(16);
    expect(await deliveries(store).claim({ claim: 'w', now: 2_000, until: 60_000, limit: 30 })).toHaveLength(
      20 - ids.length,
    );
  });

  it('a claim that ran out is taken over, and its old holder can end nothing any more', async () => {
    const store = await openFresh();
    const { id } = await subscribe(store);
    await plan(store, id, '2026-01-15');
    const all = deliveries(store);
    const [first] = await all.claim({ claim: 'x', now: 2_000, until: 3_000, limit: 1 });
    expect(await all.claim({ claim: 'y', now: 2_999, until: 4_000, limit: 1 })).toEqual([]);
    const [second] = await all.claim({ claim: 'y', now: 3_000, until: 4_000, limit: 1 });
    expect(second).toMatchObject({ id: first?.id, tries: 2, firstTryAt: 2_000 });
    await all.ended({ id: first?.id ?? '', claim: 'x' }, 'failed', 'refused');
    expect(await all.get(first?.id ?? '')).toMatchObject({ state: 'sending' });
    await all.sent(first?.id ?? '', { channelId: '1', messageId: '9', at: 3_500 }, {});
    expect(await all.get(first?.id ?? '')).toMatchObject({ state: 'sent', posted: { messageId: '9', at: 3_500 } });
    expect(await all.nextDue()).toBe(NEXT.at);
  });

  it('a try that never reached Discord does not count', async () => {
    const store = await openFresh();
    const { id } = await subscribe(store);
    await plan(store, id, '2026-01-15');
    const all = deliveries(store);
    const claim = async (now: number) => (await all.claim({ claim: 'x', now, until: now + 10, limit: 1 }))[0];
    const held = { id: (await claim(2_000))?.id ?? '', claim: 'x' };
    await all.postpone(held, 5_000, true);
    expect(await all.get(held.id)).not.toHaveProperty('firstTryAt');
    expect(await claim(4_999)).toBeUndefined();
    expect(await claim(5_000)).toMatchObject({ tries: 1, firstTryAt: 5_000 });
    await all.postpone(held, 6_000, false);
    expect(await claim(6_000)).toMatchObject({ tries: 2, firstTryAt: 5_000 });
    await all.postpone(held, 7_000, true);
    expect(await claim(7_000)).toMatchObject({ tries: 2, firstTryAt: 5_000 });
  });

  it('what a subscription posted goes with it', async () => {
    const store = await openFresh();
    const { id } = await subscribe(store);
    const delivery = await plan(store, id, '2026-01-15');
    expect(await subscriptions(store).remove(id, { userId: '3', now: 1 })).toBeDefined();
    expect(await deliveries(store).get(delivery ?? '')).toBeUndefined();
    expect(await store.db.selectFrom('delivery_paper').selectAll().execute()).toEqual([]);
  });

  it('a server that left is deleted after its time, with all that was its own', async () => {
    const store = await openFresh();
    for (const guildId of ['2', '5']) {
      await subscribe(store, guildId);
      await settings(store.db).set(guildId, { timeZone: 'Europe/Berlin' });
      await lists(store.db).add({ server: guildId }, ['p'], { userId: '3', guildId, now: 1 });
      await lists(store.db).add({ person: '3' }, ['p'], { userId: '3', guildId, now: 1 });
      await votes(store.db).toggle({ guildId, paperId: 'p', userId: '3' }, 1);
      const thread = { threadId: `1${guildId}`, channelId: '1', place: 'message' as const, now: 1 };
      await discussions(store).adopt({ guildId, paperId: 'p' }, thread);
    }
    const gone = departures(store);
    expect((await gone.present()).sort()).toEqual(['2', '5']);
    await gone.note(['2'], 100);
    await gone.note(['2'], 900);
    expect(await gone.present()).toEqual(['5']);
    expect(await gone.deleteBefore(100)).toEqual([]);
    expect(await gone.deleteBefore(101)).toEqual(['2']);
    expect(await subscriptions(store).inGuilds(['2', '5'])).toHaveLength(1);
    expect(await settings(store.db).get('2')).toEqual({ openers: { who: 'everyone' } });
    expect(await settings(store.db).get('5')).toMatchObject({ timeZone: 'Europe/Berlin' });
    const sizes = [{ server: '2' }, { server: '5' }, { person: '3' }].map(async owner => {
      return (await lists(store.db).page(owner, { offset: 0, limit: 10, reader: '3' })).total;
    });
    expect(await Promise.all(sizes)).toEqual([0, 1, 1]);
    const counts = ['2', '5'].map(async guildId => [
      (await votes(store.db).counts(guildId, ['p'])).size,
      (await lists(store.db).saversHere(guildId, ['p'])).size,
    ]);
    expect(await Promise.all(counts)).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect([await discussions(store).all('2'), await discussions(store).all('5')]).toMatchObject([[], [{}]]);
    expect(await gone.present()).toEqual(['5']);
  });

  it('a server that set up anything at all is followed when it leaves', async () => {
    const store = await openFresh();
    await settings(store.db).set('1', { timeZone: 'Europe/Berlin' });
    await lists(store.db).add({ server: '2' }, ['p'], { userId: '9', now: 1 });
    await discussions(store).claim(
      { guildId: '3', paperId: 'p' },
      { kind: 'channel', channelId: '1' },
      { now: 1, until: 2 },
    );
    // Votes and saves may be from servers where the bot never was a member.
    await votes(store.db).toggle({ guildId: '4', paperId: 'p', userId: '9' }, 1);
    await lists(store.db).add({ person: '9' }, ['p'], { userId: '9', guildId: '5', now: 1 });
    expect((await departures(store).present()).sort()).toEqual(['1', '2', '3', '4', '5']);
  });

  it('a lease has one holder at a time', async () => {
    const store = await openFresh();
    const tasks = leases(store);
    const tried = await Promise.all(['a', 'b', 'c'].map(holder => tasks.hold('gateway', holder, 1_000, 2_000)));
    expect(tried.filter(Boolean)).toHaveLength(1);
    const holder = ['a', 'b', 'c'][tried.indexOf(true)] ?? '';
    expect(await tasks.hold('gateway', holder, 1_500, 2_500)).toBe(true);
    expect(await tasks.hold('gateway', 'other', 2_499, 9_000)).toBe(false);
    expect(await tasks.end('gateway')).toBe(2_500);
    expect(await tasks.hold('gateway', 'other', 2_500, 9_000)).toBe(true);
    await tasks.release('gateway', holder);
    expect(await tasks.end('gateway')).toBe(9_000);
    await tasks.release('gateway', 'other');
    expect(await tasks.end('gateway')).toBeUndefined();
  });
});
