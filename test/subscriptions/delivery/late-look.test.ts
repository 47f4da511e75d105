import { expect, it } from 'vitest';
import type { Delivery, Subscription } from '../../../src/model/subscription.ts';
import { drivenClock } from '../../../src/sandbox/clock/driven-clock.ts';
import { attempt } from '../../../src/subscriptions/delivery/attempt.ts';
import { Postbox, WISH } from '../postbox.ts';

const DUE = 1_768_462_200_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;

const SUBSCRIPTION: Subscription = { ...WISH, id: 's', setUpBy: '7', createdAt: 0, since: 0, looked: 0 };
const DELIVERY: Delivery = {
  id: 'd',
  subscriptionId: 's',
  dueAt: DUE,
  state: 'sending',
  paperIds: ['p'],
  tries: 2,
  firstTryAt: DUE,
};

const SITUATION = {
  subscription: SUBSCRIPTION,
  endsAt: DUE + HOUR,
  wasRunning: false,
  papers: [],
  inTime: () => true,
};

function look(now: number, looksUntil: number) {
  const postbox = new Postbox(drivenClock());
  const find = async () => ({ kind: 'unsure' as const, error: new Error('500') });
  const situation = { ...SITUATION, now, looksUntil };
  return attempt(DELIVERY, situation, { find, post: post => postbox.post(post) }, () => 0);
}

it.each([
  [true, 'gave-up'],
  [false, 'late'],
])(
  'an untried delivery that is over tells whether Offprint was there: running %s, note "%s"',
  async (wasRunning, note) => {
    const postbox = new Postbox(drivenClock());
    const situation = { ...SITUATION, now: DUE + 2 * HOUR, looksUntil: DUE + HOUR, wasRunning };
    const verdict = await attempt({ ...DELIVERY, tries: 1 }, situation, postbox, () => 0);
    expect(verdict).toEqual({ kind: 'ended', state: 'missed', note });
  },
);

it('one failure of Discord just after the start does not end what ended while Offprint was away', async () => {
  const now = DUE + 5 * HOUR;
  expect(await look(now, now + 10 * MINUTE)).toMatchObject({ kind: 'again', untouched: false });
  const next = await look(now, now + 1000);
  expect(next).toMatchObject({ kind: 'again' });
  expect('inMs' in next && next.inMs).toBeLessThanOrEqual(1001);
});

it('but what cannot be looked for in that time has ended, and that is said', async () => {
  const now = DUE + 5 * HOUR;
  expect(await look(now, now - 1)).toMatchObject({ kind: 'ended', note: 'unproven' });
});
