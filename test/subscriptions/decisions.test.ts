import { describe, expect, it } from 'vitest';
import { refusedInARow } from '../../src/model/refusals.ts';
import { isSame } from '../../src/model/same-subscription.ts';
import type { Delivery, DeliveryNote, State, SubscriptionSpec } from '../../src/model/subscription.ts';
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import { backoffMs } from '../../src/subscriptions/delivery/backoff.ts';
import { publish } from '../../src/subscriptions/delivery/crosspost.ts';
import { createSteps } from '../../src/subscriptions/delivery/steps.ts';
import { createDebounce } from '../../src/subscriptions/planning/debounce.ts';
import { dueBy } from '../../src/subscriptions/planning/due.ts';
import { createAside } from '../../src/subscriptions/planning/set-aside.ts';
import { WISH } from './postbox.ts';
import { DAY, HOUR, SILENT } from './rig.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

describe('what is due', () => {
  const SCHEDULE = { time: '08:00', timeZone: 'UTC', days: 0b1111111 };
  const at = (day: number, ms = 0) => Date.UTC(2026, 0, day, 8) + ms;
  const on = (day: number) => ({ date: `2026-01-${String(day).padStart(2, '0')}`, at: at(day) });
  const due = (now: number) => dueBy(SCHEDULE, on(1), now, 6 * HOUR);

  it.each<[string, number, ReturnType<typeof due>]>([
    ['nothing before its time', at(1) - 1, { missed: [], next: on(1) }],
    ['from its instant on', at(1), { current: on(1), missed: [], next: on(2) }],
    ['up to the last instant of catching up', at(1, 6 * HOUR), { current: on(1), missed: [], next: on(2) }],
    ['not later', at(1, 6 * HOUR) + 1, { missed: [{ occurrence: on(1), note: 'late' }], next: on(2) }],
    ['only the newest', at(2), { current: on(2), missed: [{ occurrence: on(1), note: 'late' }], next: on(3) }],
  ])('%s', (_what, now, expected) => {
    expect(due(now)).toEqual(expected);
  });

  it('of two in time the older one is superseded', () => {
    const { current, missed } = dueBy(SCHEDULE, on(1), at(2), DAY);
    expect(current).toEqual(on(2));
    expect(missed).toEqual([{ occurrence: on(1), note: 'superseded' }]);
  });

  it('after a long absence the last seven are named', () => {
    expect(due(at(20) - 1).missed.map(({ occurrence }) => occurrence)).toEqual([13, 14, 15, 16, 17, 18, 19].map(on));
    expect(due(at(366)).missed).toHaveLength(6);
  });
});

describe('refusals in a row', () => {
  const of = (...ends: [State, DeliveryNote?][]): Delivery[] =>
    ends.map(([state, note], i) => ({
      id: `${i}`,
      subscriptionId: 's',
      dueAt: 0,
      state,
      paperIds: [],
      tries: 1,
      ...(note && { note }),
    }));

  it.each<[string, Delivery[], ReturnType<typeof refusedInARow>]>([
    ['none', [], undefined],
    ['the last one came', of(['sent'], ['failed', 'refused'], ['failed', 'refused']), undefined],
    ['one', of(['failed', 'blocked'], ['sent'], ['failed', 'refused']), { times: 1, note: 'blocked' }],
    [
      'two, the newest says why',
      of(['failed', 'link-blocked'], ['failed', 'refused']),
      { times: 2, note: 'link-blocked' },
    ],
    [
      'others between say nothing',
      of(['missed', 'late'], ['failed', 'refused'], ['planned']),
      { times: 1, note: 'refused' },
    ],
    ['other ends are no refusals', of(['failed', 'unproven'], ['missed', 'gave-up']), undefined],
  ])('%s', (_what, latest, expected) => {
    expect(refusedInARow(latest)).toEqual(expected);
  });
});

describe('news', () => {
  it('wait until the collection has been at rest for a minute', async () => {
    const clock = drivenClock();
    const quiet = createDebounce(clock);
    expect(quiet.dueAt - clock.now()).toBe(MINUTE);
    await clock.advance(MINUTE - 1);
    expect(await quiet.look(async () => true)).toBe(false);
    quiet.changed();
    expect(quiet.dueAt - clock.now()).toBe(MINUTE);
    await clock.advance(MINUTE);
    expect(await quiet.look(async () => true)).toBe(true);
    expect(quiet.dueAt).toBe(Number.POSITIVE_INFINITY);
  });

  it('wait no longer than ten minutes while it goes on changing', async () => {
    const clock = drivenClock();
    const quiet = createDebounce(clock);
    const start = clock.now();
    while (clock.now() < quiet.dueAt) {
      await clock.advance(30 * SECOND);
      quiet.changed();
    }
    expect(clock.now() - start).toBe(10 * MINUTE);
  });

  it('are looked for again where looking failed or left something', async () => {
    const clock = drivenClock();
    const quiet = createDebounce(clock);
    await clock.advance(MINUTE);
    await expect(quiet.look(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(quiet.dueAt).toBe(clock.now());
    expect(await quiet.look(async () => false)).toBe(true);
    expect(quiet.dueAt).toBe(clock.now());
  });
});

describe('publishing a post', () => {
  const posted = { channelId: '1', messageId: '2', at: 0 };
  const DELIVERY: Delivery = {
    id: 'd',
    subscriptionId: 's',
    dueAt: 0,
    state: 'sent',
    paperIds: [],
    tries: 1,
    posted,
  };

  it.each<[string, number, Parameters<typeof answering>[0], unknown, boolean]>([
    ['is done', HOUR, { kind: 'done' }, {}, true],
    ['waits as long as Discord says', HOUR, { kind: 'limited', afterMs: 7, scope: 'channel' }, { at: HOUR + 7 }, true],
    ['comes again by itself after no clear answer', HOUR, { kind: 'unsure', error: 0 }, undefined, true],
    [
      'is given up where it is not allowed',
      HOUR,
      { kind: 'barred', reason: 'no-access' },
      { note: 'not-published' },
      true,
    ],
    ['is tried for a day', DAY, { kind: 'done' }, {}, true],
    ['and then given up', DAY + 1, { kind: 'done' }, { note: 'not-published' }, false],
  ])('%s', async (_what, now, answer, expected, asks) => {
    const { store, poster, clock, seen } = answering(answer, now);
    await publish(DELIVERY, { store, poster, clock });
    expect(seen.noted).toEqual(expected);
    expect(seen.asked).toBe(asks);
  });

  type Answer = Awaited<ReturnType<Parameters<typeof publish>[1]['poster']['publish']>>;
  function answering(answer: Answer, now: number) {
    const seen: { noted?: unknown; asked: boolean } = { asked: false };
    const deliveries = {
      published: async (_id: string, outcome: unknown) => {
        seen.noted = outcome;
      },
    };
    const poster = {
      publish: async () => {
        seen.asked = true;
        return answer;
      },
    };
    return { store: { deliveries }, poster, clock: drivenClock(now), seen };
  }
});

describe('pauses', () => {
  it('between tries double from two seconds up to five minutes, a quarter more or less', () => {
    expect([1, 2, 3, 8, 9, 50].map(tries => backoffMs(tries, () => 0.5))).toEqual([
      2000, 4000, 8000, 256_000, 300_000, 300_000,
    ]);
    expect([0, 1].map(random => backoffMs(1, () => random))).toEqual([1500, 2500]);
  });

  it('of a step that fails hold up no other, and grow to a quarter of a minute', async () => {
    const clock = drivenClock();
    const steps = createSteps({ clock, log: SILENT });
    let tries = 0;
    const failing = () =>
      steps.run('failing', async () => {
        tries += 1;
        throw new Error('no');
      });
    const pauses: number[] = [];
    for (let i = 0; i < 6; i += 1) {
      expect(await failing()).toBe(false);
      expect(steps.isPausing).toBe(true);
      expect(await steps.run('other', async () => true)).toBe(true);
      const [before, from] = [tries, clock.now()];
      while (tries === before) {
        await clock.advance(SECOND);
        await failing();
      }
      pauses.push((clock.now() - from) / SECOND);
      await clock.advance(15 * SECOND);
    }
    expect(pauses[0]).toBe(1);
    expect(Math.max(...pauses)).toBe(15);
    expect(await steps.run('failing', async () => true)).toBe(true);
    expect(steps.isPausing).toBe(false);
  });

  it('of one subscription that cannot be planned end by themselves, also where the clock was set back', async () => {
    const clock = drivenClock();
    const aside = createAside({ clock, probe: async () => undefined, log: SILENT });
    expect(await aside.attempt('a', () => Promise.reject(new Error('no')))).toBeUndefined();
    expect(aside.ids()).toEqual(['a']);
    const now = clock.now();
    clock.now = () => now - DAY;
    expect(aside.ids()).toEqual([]);
    clock.now = () => now;
    expect(await aside.attempt('a', async () => 'done')).toBe('done');
    expect(aside.ids()).toEqual([]);
  });
});

it.each<[string, Partial<SubscriptionSpec>, Partial<SubscriptionSpec>, boolean]>([
  ['the same', {}, {}, true],
  ['words in another case, and spaces around', { query: 'Noise' }, { query: ' noise ' }, true],
  ['other words', { query: 'noise' }, { query: 'labels' }, false],
  ['another topic', { topic: 'a' }, { topic: 'b' }, false],
  ['another time', {}, { schedule: { ...WISH.schedule, time: '09:30' } }, false],
  ['another channel', {}, { place: { ...WISH.place, channelId: '101' } }, false],
  ['a follow and a paper of the day', { kind: 'digest' }, {}, false],
  ['follows of one subject at different times', { kind: 'digest', query: 'a' }, { kind: 'at-once', query: 'a' }, true],
  ['follows of different people', { kind: 'digest', author: 'Ann' }, { kind: 'digest', author: 'Bob' }, false],
])('two wishes are one or not: %s', (_what, a, b, same) => {
  expect(isSame({ ...WISH, ...a }, { ...WISH, ...b })).toBe(same);
  expect(isSame({ ...WISH, ...b }, { ...WISH, ...a })).toBe(same);
});
