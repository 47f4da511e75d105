import { once } from 'node:events';
import { createServer } from 'node:http';
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { localDate } from '../../src/calendar/occurrences.ts';
import { otherClocks } from '../../src/discord/index.ts';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import { createLog } from '../../src/platform/log.ts';
import { type DrivenClock, drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import { storeOf } from '../../src/store/index.ts';
import { isOnThisMachine } from '../../src/store/postgres.ts';
import { createClockWatch } from '../../src/subscriptions/upkeep/clock-watch.ts';
import { eachStore, onPostgres, openTarget, type TestStore } from '../store/each-store.ts';
import { Postbox, WISH } from '../subscriptions/postbox.ts';
import { DAY, dailyOver, HOUR, papers, passTime } from '../subscriptions/rig.ts';
import { settled } from '../subscriptions/settled.ts';

const MINUTE = 60_000;
const { timeZone } = WISH.schedule;
const dateOf = (at: number) => localDate(at, timeZone);

/** A clock that differs from the right one by as much as is set. */
function skewed(right: DrivenClock): Clock & { aheadMs: number } {
  const clock = { aheadMs: 0, now: () => right.now() + clock.aheadMs, after: right.after };
  return clock;
}

async function stage(store: TestStore, { believed = false, catchUpHours = 6 } = {}) {
  const right = store.clock;
  const clock = skewed(right);
  const postbox = new Postbox(right);
  const lines: string[] = [];
  const log = createLog({ level: 'info', secrets: [], write: line => lines.push(line) });
  const start = async () => {
    const daily = await dailyOver(store, clock, {
      collection: papers(60),
      catchUpHours,
      log,
      opinions: believed ? [] : [async () => right.now()],
    });
    daily.start(postbox);
    return daily;
  };
  let daily = await start();
  const one = await daily.subscribe(WISH, '7');
  if (typeof one === 'string' || 'same' in one) throw new Error('not subscribed');
  const pass = async (ms: number, step = HOUR) => {
    for (let left = ms; left > 0; left -= step) {
      await passTime(right, Math.min(left, step), step);
      await settled(store, clock);
    }
  };
  const posted = () =>
    storeOf(store, right)
      .deliveries.latest(one.added.id, 100)
      .then(all => all.filter(({ state }) => state === 'sent'));
  return {
    right,
    clock,
    postbox,
    lines,
    pass,
    posted,
    subscription: one.added,
    daily: () => daily,
    /** Sets the clock, and something happens. */
    set(aheadMs: number) {
      clock.aheadMs = aheadMs;
      daily.collectionChanged();
    },
    async restart() {
      await daily.stop();
      daily = await start();
    },
    stop: () => daily.stop(),
    /** By the right clock: the days on which a post came that is no extra one, each as often as it did. */
    async days() {
      const regular = (await posted()).filter(({ date }) => date !== undefined);
      return regular.map(({ posted: there }) => dateOf(there?.at ?? 0)).sort();
    },
  };
}

/** So many days from one on. */
function datesFrom(at: number, days: number): string[] {
  return Array.from({ length: days }, (_, i) => dateOf(at + i * DAY));
}

eachStore('a clock that is wrong for a minute', openFresh => {
  it.each([
    ['three days ahead', 3 * DAY],
    ['two hours ahead', 2 * HOUR],
    ['three days behind', -3 * DAY],
  ])('%s: nothing is done while other clocks say so, and every day has its post', async (_, aheadMs) => {
    const { right, set, lines, pass, days, postbox, stop } = await stage(await openFresh());
    await pass(DAY);
    set(aheadMs);
    await pass(MINUTE, 10_000);
    set(0);
    const from = right.now();
    await pass(4 * DAY);
    await stop();
    expect(postbox.sent).toHaveLength(5);
    expect((await days()).slice(1)).toEqual(datesFrom(from + DAY, 4));
    expect(lines.join('')).toMatch(/jumped ahead|set back/);
  });

  it.each([
    // At noon the post of the last day is half a day old, and none is due.
    ['three days ahead', 3 * DAY, 1],
    ['three days and some hours ahead', 3 * DAY + 10 * HOUR, 0],
    ['thirty days ahead', 30 * DAY, 1],
    ['twenty hours ahead', 20 * HOUR, 1],
  ])(
    '%s, and believed: every day has its post all the same, and what came before its day is extra',
    async (_, aheadMs, extra) => {
      const { right, set, pass, days, posted, lines, stop } = await stage(await openFresh(), { believed: true });
      await pass(DAY);
      set(aheadMs);
      await pass(MINUTE, 10_000);
      set(0);
      const from = right.now();
      await pass(5 * DAY);
      await stop();
      expect((await days()).slice(1)).toEqual(datesFrom(from + DAY, 5));
      const early = (await posted()).filter(({ date }) => date === undefined);
      expect(early).toHaveLength(extra);
      expect(lines.join('')).toContain('planned again');
    },
  );

  it('an hour ahead, and believed: what came too early on its day is the post of that day', async () => {
    const { right, set, pass, days, posted, stop } = await stage(await openFresh(), { believed: true });
    await pass(19 * HOUR);
    set(HOUR);
    await pass(MINUTE, 10_000);
    set(0);
    const from = right.now();
    await pass(2 * DAY);
    await stop();
    expect(await days()).toEqual(datesFrom(from, 2));
    expect(await posted()).toHaveLength(2);
  });

  it('behind, and believed: it repeats nothing, and leaves nothing out', async () => {
    const { set, pass, days, posted, right, stop } = await stage(await openFresh(), { believed: true });
    await pass(3 * DAY);
    const from = right.now();
    set(-3 * DAY);
    await pass(2 * HOUR);
    set(0);
    await pass(2 * DAY);
    await stop();
    expect((await days()).slice(3)).toEqual(datesFrom(from + DAY, 2));
    expect((await posted()).filter(({ date }) => date === undefined)).toEqual([]);
  });

  it('also where the bot starts with it, and is started again', async () => {
    const { right, clock, pass, days, restart, stop } = await stage(await openFresh(), { believed: true });
    await pass(DAY);
    clock.aheadMs = 3 * DAY;
    await restart();
    await pass(10 * MINUTE, MINUTE);
    await restart();
    clock.aheadMs = 0;
    await restart();
    const from = right.now();
    await pass(4 * DAY);
    await stop();
    expect((await days()).slice(1)).toEqual(datesFrom(from + DAY, 4));
  });

  it('a try whose answer was lost by a clock that was ahead is looked for, and not posted again', async () => {
    const { right, set, pass, days, postbox, stop } = await stage(await openFresh(), { believed: true });
    await pass(DAY);
    const day = postbox.sent.length;
    const post = postbox.post.bind(postbox);
    postbox.post = async given => {
      await post(given);
      return { kind: 'unsure', error: new Error('no answer') };
    };
    set(3 * DAY - 2 * HOUR);
    await pass(2_000, 1_000);
    postbox.post = post;
    const tried = postbox.sent.length - day;
    set(0);
    const from = right.now();
    await pass(4 * DAY);
    await stop();
    expect(tried).toBe(1);
    expect((await days()).slice(1)).toEqual(datesFrom(from + DAY, 4));
    expect(postbox.sent).toHaveLength(6);
  });

  it('what was set up meanwhile comes at its next time, and what was removed can be undone for ten minutes', async () => {
    const store = await openFresh();
    const { right, clock, set, lines, pass, daily, subscription, stop } = await stage(store, { believed: true });
    await pass(2 * HOUR);
    set(3 * DAY);
    await expect.poll(() => lines.join('')).toContain('jumped ahead');
    const later = await daily().subscribe({ ...WISH, query: 'odd' }, '7');
    const step = await daily().unsubscribe(subscription, { userId: '7', guildId: '1', now: clock.now() });
    await pass(MINUTE);
    set(0);
    await expect.poll(() => lines.join('')).toContain('planned again');
    await pass(11 * MINUTE);
    const now = right.now();
    const refuse = () => undefined;
    expect(await daily().bringBack(step ?? '', { userId: '7', guildId: '1', now }, refuse)).toBe('over');
    const [added] = await daily().list({ guildId: '1' });
    expect(added?.id).toBe(typeof later === 'object' && 'added' in later ? later.added.id : '');
    // What was under way when the clock was set goes on first; a timer then begins the repair again.
    const next = async () => {
      await pass(MINUTE, MINUTE);
      return (await daily().list({ guildId: '1' }))[0]?.next?.at;
    };
    await expect.poll(next).toBeLessThan(now + DAY);
    await stop();
  });

  it('any jumps: once the clock is right, every day has one post', async () => {
    const jumps = fc.array(
      fc.record({
        aheadMs: fc.integer({ min: -80, max: 80 }).map(hours => hours * HOUR),
        hours: fc.integer({ min: 1, max: 30 }),
      }),
      { minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(jumps, async all => {
        const staged = await stage(await openFresh(), { believed: true });
        const { right, set, pass, days, daily, subscription, stop } = staged;
        for (const { aheadMs, hours } of all) {
          set(aheadMs);
          await pass(hours * HOUR, 2 * HOUR);
        }
        set(0);
        // What is under way when the clock is set goes on first, and begins again by a timer.
        const next = async () => {
          await pass(MINUTE, MINUTE);
          return (await daily().get(subscription.id))?.next?.at;
        };
        await expect.poll(next).toBeLessThan(right.now() + 25 * HOUR);
        await pass(2 * HOUR, HOUR);
        const from = right.now();
        await pass(2 * DAY, 2 * HOUR);
        await stop();
        const today = dateOf(right.now());
        const whole = (day: string) => day > dateOf(from) && day < today;
        expect((await days()).filter(whole)).toEqual(datesFrom(from, 4).filter(whole));
      }),
      { numRuns: 4, endOnFailure: true },
    );
  });
});

eachStore('a clock that differs for good', openFresh => {
  it('is believed after an hour: a late post is better than none', async () => {
    const { clock, pass, postbox, lines, stop } = await stage(await openFresh());
    await pass(DAY);
    clock.aheadMs = 26 * HOUR;
    await pass(50 * MINUTE, 25 * MINUTE);
    expect(postbox.sent).toHaveLength(1);
    await pass(2 * DAY);
    await stop();
    expect(postbox.sent.length).toBeGreaterThanOrEqual(2);
    expect(lines.join('')).toContain('goes by it from now on');
  });
});

onPostgres('the clock of the database', makeTarget => {
  it('is a second opinion where it is that of another machine', async () => {
    const database = await openTarget(await makeTarget());
    const time = (ownClock: boolean) =>
      storeOf({ ...database, traits: { ...database.traits, ownClock } }, drivenClock()).time();
    expect(await time(false)).toBeUndefined();
    const { rows } = await sql<{ here: boolean }>`
      select inet_client_addr() is not distinct from inet_server_addr() as here`.execute(database.db);
    const said = await time(true);
    if (rows[0]?.here) expect(said).toBeUndefined();
    else expect(Math.abs((said ?? 0) - Date.now())).toBeLessThan(HOUR);
  });
});

it.each([
  ['postgres://bot@localhost/offprint', true],
  ['postgres://bot:secret@127.0.0.1:5432/offprint', true],
  ['postgresql://bot@[::1]:5432/offprint', true],
  ['postgres:///offprint', true],
  ['postgres:///offprint?host=/var/run/postgresql', true],
  ['postgres://%2Fvar%2Frun%2Fpostgresql/offprint', true],
  ['socket:/var/run/postgresql?db=offprint', true],
  ['postgres://bot@db.example.org/offprint', false],
  ['postgres://bot@10.0.0.5/offprint', false],
  ['postgres://bot@localhost.example.org/offprint', false],
])('the server of %s runs on this machine: %s', (url, here) => {
  expect(isOnThisMachine(url)).toBe(here);
});

/** The address of a Discord whose clock says another time. */
async function discordAt(now: number): Promise<string> {
  const server = createServer((_, response) =>
    response.writeHead(200, { date: new Date(now).toUTCString() }).end('{}'),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
}

onPostgres('a database on the same machine', makeTarget => {
  it('does not hide that the clock of both is wrong', async () => {
    const store = storeOf(await openTarget(await makeTarget()), systemClock);
    const lines: string[] = [];
    const watch = createClockWatch({
      clock: systemClock,
      opinions: otherClocks(systemClock, store, await discordAt(Date.now() - 3 * DAY)),
      onTurnedBack: () => {},
      log: createLog({ level: 'info', secrets: [], write: line => lines.push(line) }),
    });
    onTestFinished(watch.stop);
    expect(await watch.isRight()).toBe(false);
    expect(lines.join('')).toContain('clock of this machine is wrong');
  });
});
