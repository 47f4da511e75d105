import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { EVERY_DAY } from '../../src/calendar/days.ts';
import type { Kind, SubscriptionSpec } from '../../src/model/subscription.ts';
import { newPaperId } from '../../src/papers/paper.ts';
import type { Incoming } from '../../src/papers/prepare.ts';
import { deliveries } from '../../src/store/deliveries.ts';
import { migrate } from '../../src/store/migrations.ts';
import { papers } from '../../src/store/papers.ts';
import { planning } from '../../src/store/planning.ts';
import { planningReads } from '../../src/store/planning-reads.ts';
import { subscriptions } from '../../src/store/subscriptions.ts';
import { eachStore, openRaw, type TestStore } from './each-store.ts';

const WISH: SubscriptionSpec = {
  kind: 'at-once',
  place: { kind: 'dm', channelId: '1' },
  schedule: { time: '08:30', timeZone: 'UTC', days: EVERY_DAY },
  query: 'wombats',
  paperCount: 1,
  publish: false,
  thread: false,
  fresh: false,
};

function incoming(title: string, more: Partial<Incoming> = {}): Incoming {
  return { title, abstract: `On ${title}.`, own: true, ...more };
}

async function followed(store: TestStore, kind: Kind = 'at-once') {
  const next = kind === 'at-once' ? undefined : { date: '2026-01-15', at: 1_000 };
  const added = await subscriptions(store).add({ ...WISH, kind }, { userId: '3', at: 1, next, most: 2 });
  if (!added) throw new Error('not added');
  return added;
}

eachStore('follows', openFresh => {
  const arrivals = async (store: TestStore, { since, looked }: { since: number; looked: number }, upTo = 1_000) => {
    const all = await planningReads(store.db).arrivals({ after: looked, upTo }, 10);
    return all.filter(({ first }) => first > since).map(({ id }) => id);
  };

  it('what was there is no arrival, however it changes; what comes is one, also when it changes before anybody looked', async () => {
    const store = await openFresh();
    const collection = papers(store);
    await collection.upsert([incoming('Old')]);
    const follow = await followed(store);
    expect(follow).toMatchObject({ since: 1, looked: 1 });
    await collection.upsert([incoming('Old', { abstract: 'Changed.' }), incoming('New'), incoming('Other')]);
    await collection.upsert([incoming('New', { abstract: 'Changed.' })]);
    expect(await arrivals(store, follow)).toEqual([newPaperId('Other'), newPaperId('New')]);
    expect(await arrivals(store, follow, 4)).toEqual([newPaperId('Other')]);
    expect(await arrivals(store, { ...follow, looked: 5 })).toEqual([]);
  });

  it('a paper that went and came back is the one that came first', async () => {
    const store = await openFresh();
    const collection = papers(store);
    await collection.upsert([incoming('Old')]);
    const follow = await followed(store);
    await collection.upsert([incoming('New')]);
    await collection.remove([newPaperId('Old'), newPaperId('New')]);
    expect(await arrivals(store, follow)).toEqual([]);
    await collection.upsert([incoming('Old'), incoming('New')], { bringBack: true });
    expect(await arrivals(store, follow)).toEqual([newPaperId('New')]);
  });

  it('only those that are told at once, run and were not looked at are behind', async () => {
    const store = await openFresh();
    const behind = async () => (await planningReads(store.db).behind(5, '', 10)).map(({ id }) => id);
    const follow = await followed(store);
    await followed(store, 'digest');
    await followed(store, 'daily');
    expect(await behind()).toEqual([follow.id]);
    await subscriptions(store).pause([follow.id], 'no-access', 2);
    expect(await behind()).toEqual([]);
    await subscriptions(store).resume(follow.id, undefined);
    await planning(store)(into => into.looked(follow.id, 5));
    expect(await behind()).toEqual([]);
  });

  it.each([
    ['no-access', false],
    ['papers-gone', false],
    ['refused', true],
    ['unproven', true],
  ] as const)('what ended with “%s” is looked for again, and may have been told: %s', async (note, told) => {
    const store = await openFresh();
    const follow = await followed(store);
    await papers(store).upsert([incoming('New')]);
    await planning(store)(async into => {
      await into.record(follow.id, { day: '2026-01-15', dueAt: 1, paperIds: [newPaperId('New')] });
      await into.looked(follow.id, 1);
    });
    const [claimed] = await deliveries(store).claim({ claim: 'x', now: 2, until: 9, limit: 1 });
    await deliveries(store).ended({ id: claimed?.id ?? '', claim: 'somebody else' }, 'failed', note);
    expect(await subscriptions(store).get(follow.id)).toMatchObject({ looked: 1 });
    await deliveries(store).ended({ id: claimed?.id ?? '', claim: 'x' }, 'failed', note);
    expect(await subscriptions(store).get(follow.id)).toMatchObject({ looked: 0 });
    expect((await planning(store)(from => from.past(follow.id))).has(newPaperId('New'))).toBe(told);
  });

  it('a paper that cannot be told goes from its delivery, for whoever claimed it, and is looked for again', async () => {
    const store = await openFresh();
    const follow = await followed(store);
    await planning(store)(async into => {
      await into.record(follow.id, { day: '2026-01-15', dueAt: 1, paperIds: ['a', 'b', 'c'] });
      await into.looked(follow.id, 1);
    });
    const all = deliveries(store);
    const [claimed] = await all.claim({ claim: 'x', now: 2, until: 9, limit: 1 });
    await all.without({ id: claimed?.id ?? '', claim: 'somebody else' }, ['a']);
    expect(await subscriptions(store).get(follow.id)).toMatchObject({ looked: 1 });
    await all.without({ id: claimed?.id ?? '', claim: 'x' }, ['b']);
    expect(await subscriptions(store).get(follow.id)).toMatchObject({ looked: 0 });
    expect((await all.get(claimed?.id ?? ''))?.paperIds).toEqual(['a', 'c']);
    expect([...(await planning(store)(from => from.past(follow.id))).keys()].sort()).toEqual(['a', 'c']);
  });

  it('thousands of papers are put on record as one', async () => {
    const store = await openFresh();
    const follow = await followed(store);
    const paperIds = Array.from({ length: 5_000 }, (_, i) => i.toString(16).padStart(10, '0'));
    const id = await planning(store)(into => into.record(follow.id, { day: '2026-01-15', dueAt: 1, paperIds }));
    expect((await deliveries(store).get(id ?? ''))?.paperIds).toEqual(paperIds);
  });

  it('count apart from papers of the day, and nobody may have more than so many', async () => {
    const store = await openFresh();
    const one = await followed(store);
    await followed(store, 'digest');
    await followed(store, 'daily');
    await expect(followed(store)).rejects.toThrow('not added');
    const all = subscriptions(store);
    expect((await all.of({ userId: '3' }, 'follows')).map(({ kind }) => kind).sort()).toEqual(['at-once', 'digest']);
    expect((await all.of({ userId: '3' }, 'daily')).map(({ kind }) => kind)).toEqual(['daily']);
    expect(await all.get(one.id)).toEqual(one);
  });
});

eachStore('a database from before follows', (_, _makeTarget, makeEmpty) => {
  it('keeps its papers of the day, to which nothing of its collection is fresh', async () => {
    const database = openRaw(await makeEmpty());
    const { db } = database;
    await migrate(db, '007-places-of-tries');
    await sql`insert into paper (id, revision, title, data, removed) values ('0000000001', 7, 't', '{}', 0)`.execute(
      db,
    );
    await sql`insert into subscription (id, channel_id, channel_kind, set_up_by, time, time_zone, days, paper_count, publish, created_at)
      values ('0000000001', '1', 'dm', '3', '08:30', 'UTC', 127, 1, 0, 1)`.execute(db);
    await migrate(db);
    const [kept] = await subscriptions(database).of({ userId: '3' }, 'daily');
    expect(kept).toMatchObject({ kind: 'daily', fresh: false, looked: 7 });
    const [paper] = await planningReads(db).arrivals({ after: 0, upTo: 9 }, 10);
    expect(paper).toMatchObject({ revision: 7, first: 0 });
  });
});
