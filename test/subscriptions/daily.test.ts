import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import type { Database } from '../../src/store/database.ts';
import { deliveries } from '../../src/store/deliveries.ts';
import { lists } from '../../src/store/lists.ts';
import { migrate } from '../../src/store/migrations.ts';
import { votes } from '../../src/store/votes.ts';
import { eachStore, freshSqlite, onPostgres, openRaw, openTarget } from '../store/each-store.ts';
import { Postbox, WISH } from './postbox.ts';
import { DAY, dailyOver, HOUR, papers, passTime } from './rig.ts';
import { settled } from './settled.ts';

const BY = { userId: '1', now: 0 };
const MINUTE = 60_000;

async function slowly(store: Database, clock: ReturnType<typeof drivenClock>, ms: number, step = HOUR) {
  for (let left = ms; left > 0; left -= step) {
    await passTime(clock, Math.min(step, left), step);
    await settled(store, clock);
  }
}

async function setUp(daily: Awaited<ReturnType<typeof dailyOver>>, wish: typeof WISH, userId = '7') {
  const outcome = await daily.subscribe(wish, userId);
  if (typeof outcome === 'string' || 'same' in outcome) throw new Error('not subscribed');
  return outcome.added;
}

eachStore('the paper of the day', openFresh => {
  async function subscribed(wish: Partial<typeof WISH> = {}, options: Parameters<typeof dailyOver>[2] = {}) {
    const store = await openFresh();
    const { clock } = store;
    const daily = await dailyOver(store, clock, options);
    const postbox = new Postbox(clock);
    daily.start(postbox);
    const subscription = await setUp(daily, { ...WISH, ...wish });
    return {
      store,
      clock,
      daily,
      postbox,
      subscription,
      pass: (ms: number, step?: number) => slowly(store, clock, ms, step),
    };
  }
  it('a clock that is set back repeats nothing', async () => {
    const { store, daily, postbox, pass, clock } = await subscribed();
    await pass(2 * DAY);
    const before = postbox.sent.length;
    await daily.stop();
    const back = drivenClock(clock.now() - 36 * HOUR);
    const again = await dailyOver(store, back);
    const second = new Postbox(back);
    again.start(second);
    await slowly(store, back, 36 * HOUR);
    await again.stop();
    expect(before).toBe(2);
    expect(second.sent).toEqual([]);
  });

  it('one in a time zone that nobody here knows pauses alone, and whoever set it up is told once', async () => {
    const { store, daily, postbox, subscription, pass } = await subscribed();
    const strange = await Promise.all(
      (['daily', 'digest', 'at-once'] as const).map(kind =>
        setUp(daily, { ...WISH, kind, query: kind }, `${kind} person`),
      ),
    );
    const ids = strange.map(({ id }) => id);
    const set = { time_zone: 'Mars/Olympus', looked_revision: -1 };
    await store.db.updateTable('subscription').set(set).where('id', 'in', ids).execute();
    await pass(2 * DAY);
    expect(postbox.sent).toHaveLength(2);
    expect((await daily.get(subscription.id))?.paused).toBeUndefined();
    for (const id of ids) expect((await daily.get(id))?.paused?.reason).toBe('unknown-zone');
    const told = postbox.told.flatMap(notice => (notice.kind === 'paused' ? [notice] : []));
    expect(told.map(({ reason }) => reason)).toEqual(ids.map(() => 'unknown-zone'));
    expect(new Set(told.flatMap(({ subscriptions }) => subscriptions.map(({ id }) => id)))).toEqual(new Set(ids));
    const [first] = ids;
    const paused = first === undefined ? undefined : await daily.get(first);
    if (!paused) throw new Error('It is gone.');
    await daily.resume(paused);
    await pass(MINUTE, MINUTE);
    expect((await daily.get(paused.id))?.paused?.reason).toBe('unknown-zone');
    const wish = { ...WISH, query: 'odd' };
    await daily.change(paused, wish, BY);
    await daily.resume({ ...paused, ...wish });
    await pass(DAY);
    expect(postbox.sent).toHaveLength(4);
  });

  it('what is told at once from now on has no next time, and a digest again has one, at the same hour', async () => {
    const { daily } = await subscribed();
    const digest = await setUp(daily, { ...WISH, kind: 'digest', query: 'odd' }, 'somebody');
    await daily.change(digest, { ...WISH, kind: 'at-once', query: 'odd' }, BY);
    const atOnce = await daily.get(digest.id);
    expect(atOnce?.next).toBeUndefined();
    if (atOnce) await daily.change(atOnce, { ...WISH, kind: 'digest', query: 'odd' }, BY);
    expect((await daily.get(digest.id))?.next).toEqual(digest.next);
  });

  it('after a clock that was years ahead for a moment it goes on', async () => {
    const { store, daily, clock } = await subscribed();
    await daily.stop();
    const ahead = drivenClock(clock.now() + 3 * 365 * DAY);
    const wrong = await dailyOver(store, ahead);
    wrong.start(new Postbox(ahead));
    await slowly(store, ahead, HOUR, 10 * MINUTE);
    await wrong.stop();
    const right = drivenClock(clock.now());
    const again = await dailyOver(store, right);
    const postbox = new Postbox(right);
    again.start(postbox);
    await slowly(store, right, 3 * DAY);
    await again.stop();
    expect(postbox.sent).toHaveLength(3);
  });

  it('after a long absence only the newest comes, and a week of the others is on record', async () => {
    const { store, daily, subscription, clock } = await subscribed();
    await daily.stop();
    const later = drivenClock(clock.now() + 400 * DAY - 2 * HOUR);
    const again = await dailyOver(store, later);
    const postbox = new Postbox(later);
    again.start(postbox);
    await slowly(store, later, HOUR, 10 * MINUTE);
    const latest = await again.latest(subscription, 50);
    await again.stop();
    expect(postbox.sent.length).toBeLessThanOrEqual(1);
    expect(latest.filter(({ state }) => state === 'missed').length).toBeLessThanOrEqual(7);
    expect(latest.length).toBeGreaterThan(5);
  });

  it('what is planned is chosen once: an edit between planning and sending changes no paper', async () => {
    const { daily, postbox, subscription, pass } = await subscribed();
    const first = postbox.post.bind(postbox);
    let edited = false;
    postbox.post = async post => {
      if (!edited) {
        edited = true;
        await daily.change(subscription, { ...WISH, query: 'odd' }, BY);
        return { kind: 'unsure', error: new Error('no answer') };
      }
      return first(post);
    };
    await pass(DAY);
    const [delivery] = await daily.latest(subscription, 1);
    await daily.stop();
    expect(postbox.sent.map(({ post }) => post.papers[0]?.id)).toEqual(delivery?.paperIds);
    expect(postbox.sent[0]?.post.chosenFor).toBeUndefined();
  });

  it('an edit that leaves the time alone does not take away what is due at that moment', async () => {
    const { store, daily, subscription, clock } = await subscribed();
    await daily.stop();
    await clock.advance(DAY);
    const again = await dailyOver(store, clock);
    const [before = subscription] = await again.list({ guildId: '1' });
    await again.change(before, { ...WISH, query: 'odd' }, BY);
    const postbox = new Postbox(clock);
    again.start(postbox);
    await slowly(store, clock, HOUR, 10 * MINUTE);
    await again.stop();
    expect(postbox.sent).toHaveLength(1);
  });

  it.each([
    ['has left the collection', []],
    ['was withdrawn after it was chosen', papers(12).map(paper => ({ ...paper, withdrawn: true as const }))],
  ])('what %s is not posted, and said', async (_, collection) => {
    const { store, daily, postbox, subscription, clock } = await subscribed();
    postbox.post = async () => ({ kind: 'unsure', error: new Error('no answer') });
    await slowly(store, clock, DAY - 2 * HOUR);
    await daily.stop();
    const again = await dailyOver(store, clock, { collection });
    again.start(postbox);
    await slowly(store, clock, HOUR, 10 * MINUTE);
    const [delivery] = await again.latest(subscription, 1);
    await again.stop();
    expect(delivery?.state).not.toBe('sent');
    expect(['papers-gone', 'gave-up']).toContain(delivery?.note);
  });
});

eachStore('an upgrade', (_, _makeTarget, makeEmpty) => {
  it('delivers what the version before had begun, once, and keeps everything else', async () => {
    const target = await makeEmpty();
    const clock = drivenClock();
    const now = clock.now();
    const { db, close } = openRaw(target);
    await migrate(db, '004-daily-threads');
    await sql`insert into subscription (id, guild_id, channel_id, channel_kind, set_up_by, time, time_zone, days, paper_count, publish,
      created_at, next_date, next_at) values ('5', '1', '100', 'text', '7', '08:30', 'Europe/Berlin', 127, 1, 0, 1, '2025-01-16', ${Date.UTC(2025, 0, 16, 7, 30)})`.execute(
      db,
    );
    for (const [id, state, tries, firstTryAt] of [
      ['planned', 'planned', 0, null],
      ['sending', 'sending', 1, now - 2 * MINUTE],
      ['sent', 'sent', 1, now - DAY],
    ]) {
      await sql`insert into delivery (id, subscription_id, date, day, due_at, state, try_at, tries, first_try_at)
        values (${id}, '5', ${id}, '2026-01-01', ${now - HOUR}, ${state}, ${now}, ${tries}, ${firstTryAt})`.execute(db);
      await sql`insert into delivery_paper (delivery_id, position, paper_id) values (${id}, 0, ${papers(1)[0]?.id})`.execute(
        db,
      );
    }
    await sql`insert into vote (guild_id, paper_id, user_id, active, voted_at) values ('1', 'p', '7', 1, ${now})`.execute(
      db,
    );
    await close();

    const upgraded = await openTarget(target);
    const daily = await dailyOver(upgraded, clock);
    const postbox = new Postbox(clock);
    daily.start(postbox);
    await slowly(upgraded, clock, 10 * MINUTE, MINUTE);
    await daily.stop();
    expect(postbox.sent.map(({ post }) => post.id).sort()).toEqual(['planned', 'sending']);
    const states = await upgraded.db.selectFrom('delivery').select('state').execute();
    expect(states).toEqual([{ state: 'sent' }, { state: 'sent' }, { state: 'sent' }]);
    expect(await daily.list({ guildId: '1' })).toMatchObject([
      { id: '5', thread: false, next: { date: '2025-01-16' } },
    ]);
    expect((await votes(upgraded.db).counts('1', ['p'])).get('p')).toBe(1);
  });
});

onPostgres('several processes', makeTarget => {
  it('share the work: each occurrence is delivered by one of them', async () => {
    const target = await makeTarget();
    const clock = drivenClock();
    const postbox = new Postbox(clock);
    const calls: string[] = [];
    const post = postbox.post.bind(postbox);
    postbox.post = async given => {
      calls.push(given.id);
      return post(given);
    };
    const team = await Promise.all(
      [1, 2, 3].map(async () => dailyOver(await openTarget(target), clock, { collection: papers(200) })),
    );
    for (let i = 0; i < 60; i += 1) {
      const place = { ...WISH.place, channelId: String(i), guildId: String(i % 4) };
      await team[0]?.subscribe({ ...WISH, place }, '7');
    }
    for (const daily of team) daily.start(postbox);
    for (let i = 0; i < 600 && postbox.sent.length < 60; i += 1) {
      await clock.advance(i < 24 ? HOUR : 1_000);
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    for (const daily of team) await daily.stop();
    expect(postbox.sent).toHaveLength(60);
    expect(calls).toHaveLength(60);
    for (const guild of ['0', '1', '2', '3']) {
      const theirs = postbox.sent.filter(sent => sent.post.place.guildId === guild);
      expect(new Set(theirs.map(sent => sent.post.papers[0]?.id)).size).toBe(theirs.length);
    }
  });
});

it.each([
  ['a full disk', 'pragma max_page_count = 1', 'pragma max_page_count = 1000000'],
  ['a file that may only be read', 'pragma query_only = 1', 'pragma query_only = 0'],
])('%s: one post all the same, and none that is not on record', async (_what, trouble, over) => {
  const database = await openTarget(await freshSqlite());
  const clock = drivenClock();
  const daily = await dailyOver(database, clock, { collection: papers(40) });
  const postbox = new Postbox(clock);
  daily.start(postbox);
  const subscription = await setUp(daily, { ...WISH, paperCount: 5 });
  await sql.raw(trouble).execute(database.db);
  await expect(fillUp(database)).rejects.toThrow(/full|readonly/);
  const many = Array.from({ length: 2_000 }, (_, i) => `paper ${i}`);
  await expect(lists(database.db).add({ person: '7' }, many, { userId: '7', now: 0 })).rejects.toThrow(/full|readonly/);
  await passTime(clock, DAY, HOUR);
  for (const { post } of postbox.sent) expect(await deliveries(database).get(post.id)).toBeDefined();
  await sql.raw(over).execute(database.db);
  await passTime(clock, HOUR, MINUTE);
  await daily.stop();
  expect(postbox.sent).toHaveLength(1);
  const [delivery] = subscription ? await daily.latest(subscription, 1) : [];
  expect(delivery?.state).toBe('sent');
});

async function fillUp({ db }: Database): Promise<void> {
  for (let i = 0; i < 10_000; i += 1) {
    await db
      .insertInto('kept_text')
      .values({ key: `${i}`, text: 'x'.repeat(1_000), user_id: null, used_at: 0 })
      .execute();
  }
}
