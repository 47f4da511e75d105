import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Paper } from '../../../src/papers/paper.ts';
import { buildIndex, type SearchIndex } from '../../../src/search/index.ts';
import { deliveries } from '../../../src/store/deliveries.ts';
import { storeOf } from '../../../src/store/index.ts';
import { planning } from '../../../src/store/planning.ts';
import { createDaily, type SubscriptionSpec } from '../../../src/subscriptions/index.ts';
import { eachStore, type TestStore } from '../../store/each-store.ts';
import { Postbox, WISH } from '../postbox.ts';
import { dailyOver, HOUR, papers, passTime, SILENT } from '../rig.ts';

const FOLLOW: SubscriptionSpec = { ...WISH, kind: 'at-once', place: { kind: 'dm', channelId: '1' } };
const NEXT = { date: '2026-01-15', at: 1_000 };

/** An index that says which papers it was asked for. */
function listening(index: SearchIndex, asked: (id: string) => void): SearchIndex {
  return new Proxy(index, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (key !== 'get') return typeof value === 'function' ? value.bind(target) : value;
      return (id: string) => {
        asked(id);
        return target.get(id);
      };
    },
  });
}

/** Follows of which all have these papers as news, and a bot that begins to tell of them. */
async function withNews(
  store: TestStore,
  { follows, collection }: { follows: SubscriptionSpec[]; collection: Paper[] },
) {
  const asked = new Map<string, number>();
  const index = listening(await buildIndex(collection), id => asked.set(id, (asked.get(id) ?? 0) + 1));
  const rows = collection.map((paper, i) => ({
    id: paper.id,
    revision: i + 1,
    first_revision: i + 1,
    title: paper.title,
    data: '{}',
    removed: 0,
  }));
  const { subscriptions } = storeOf(store, store.clock);
  const added = [];
  for (const wish of follows)
    added.push(await subscriptions.add(wish, { userId: '7', at: 1, next: undefined, most: 1_000 }));
  for (let at = 0; at < rows.length; at += 1_000)
    await store.db
      .insertInto('paper')
      .values(rows.slice(at, at + 1_000))
      .execute();
  const daily = createDaily({
    store: storeOf(store, store.clock),
    index: () => index,
    revision: () => collection.length,
    catchUpHours: 6,
    maxPerOwner: 1_000,
    clock: store.clock,
    random: () => 0.5,
    log: SILENT,
  });
  const postbox = new Postbox(store.clock);
  daily.start(postbox);
  return { daily, postbox, asked, ids: added.map(one => one?.id ?? '') };
}

async function untilPosted(store: TestStore, postbox: Postbox, count: number): Promise<void> {
  for (let turn = 0; turn < 1_500 && postbox.sent.length < count; turn += 1) {
    await passTime(store.clock, 500, 500);
    await sleep(5);
  }
  expect(postbox.sent).toHaveLength(count);
}

eachStore('planning', openFresh => {
  it('one that cannot be planned keeps no other from coming, in its own batch or after it', async () => {
    const store = await openFresh();
    const { clock } = store;
    const daily = await dailyOver(store, clock);
    const postbox = new Postbox(clock);
    daily.start(postbox);
    const kinds = [...Array(25).fill('daily'), 'digest', 'daily', 'daily'] as const;
    for (const [i, kind] of kinds.entries()) {
      const place = { kind: 'text' as const, channelId: `${i}`, guildId: `${i}` };
      const set = await daily.subscribe({ ...WISH, kind, place }, '7');
      if (i >= 26 || set === 'full' || !('added' in set)) continue;
      // A time that nobody can have chosen: working out the next occurrence fails.
      await store.db.updateTable('subscription').set({ time: 'noon' }).where('id', '=', set.added.id).execute();
    }
    await passTime(clock, 19 * HOUR);
    for (let turn = 0; turn < 2_000 && postbox.sent.length < 2; turn += 1) {
      await passTime(clock, 10_000, 10_000);
      await sleep(5);
    }
    await daily.stop();
    expect(postbox.sent.map(({ post }) => post.place.channelId).sort()).toEqual(['26', '27']);
  });

  it('what is due comes before news, however long those wait', async () => {
    const store = await openFresh();
    const { subscriptions } = storeOf(store, store.clock);
    const by = { userId: '7', at: 1, next: undefined, most: 10 };
    const follow = await subscriptions.add(FOLLOW, by);
    const day = await subscriptions.add(WISH, { ...by, next: NEXT });
    const plan = (id: string, dueAt: number, date?: string) =>
      planning(store)(into =>
        into.record(id, { ...(date && { date }), day: NEXT.date, dueAt, paperIds: ['a'], isNews: date === undefined }),
      );
    for (let at = 1; at < 30; at += 1) await plan(follow?.id ?? '', at);
    const due = await plan(day?.id ?? '', 1_000, NEXT.date);
    const [first] = await deliveries(store).claim({ claim: 'x', now: 2_000, until: 60_000, limit: 1 });
    expect(first?.id).toBe(due);
  });
});

eachStore('news', openFresh => {
  it('of thousands of papers are matched outside of any transaction: others use the database meanwhile', async () => {
    const store = await openFresh();
    const collection = papers(3_000);
    const follows = Array.from({ length: 12 }, (_, i) => ({ ...FOLLOW, query: i % 2 === 0 ? 'odd' : 'even' }));
    const { daily, postbox, asked } = await withNews(store, { follows, collection });
    const { votes } = storeOf(store, store.clock);
    /** How many papers had been looked at each time when somebody's command had its answer from the database. */
    const answered: number[] = [];
    let watching = true;
    const commands = (async () => {
      while (watching) {
        await votes.counts('1', ['a paper']);
        answered.push([...asked.values()].reduce((sum, times) => sum + times, 0));
        await new Promise(resolve => setImmediate(resolve));
      }
    })();
    await untilPosted(store, postbox, 12).finally(() => {
      watching = false;
    });
    await commands;
    await daily.stop();
    const meanwhile = new Set(answered.filter(looked => looked > 0 && looked < collection.length));
    expect(meanwhile.size).toBeGreaterThan(3);
  });

  it('are read once for all follows, also when there are more than are kept', async () => {
    const store = await openFresh();
    const collection = papers(12_000);
    const follows = Array.from({ length: 5 }, (_, i) => ({ ...FOLLOW, query: `"paper ${i}"` }));
    const { daily, postbox, asked } = await withNews(store, { follows, collection });
    await untilPosted(store, postbox, 5);
    await daily.stop();
    // And once more for each of the five messages.
    expect([...asked.values()].reduce((sum, times) => sum + times, 0)).toBeLessThan(collection.length + 50);
  });
});
