import { describe, expect, it } from 'vitest';
import type { Delivery, Place, Subscription } from '../../../src/model/subscription.ts';
import { drivenClock } from '../../../src/sandbox/clock/driven-clock.ts';
import { attempt, placeOf, type Situation } from '../../../src/subscriptions/delivery/attempt.ts';
import { createRetry } from '../../../src/subscriptions/delivery/retry.ts';
import type { Failure } from '../../../src/subscriptions/ports/poster.ts';
import { WISH } from '../postbox.ts';
import { papers } from '../rig.ts';

/** Discord keeps a nonce for "a few minutes": one is sure. */
const MINUTE = 60_000;
const SECOND = 1000;
const HOUR = 60 * MINUTE;
const FIRST_TRY = 1_768_462_200_000;

const SUBSCRIPTION: Subscription = { ...WISH, id: 's', setUpBy: '7', createdAt: 0, since: 0, looked: 0 };
const DELIVERY: Delivery = {
  id: 'd',
  subscriptionId: 's',
  dueAt: FIRST_TRY,
  state: 'sending',
  paperIds: ['p'],
  tries: 2,
  firstTryAt: FIRST_TRY,
};

/** What is asked of Discord at a try, by the names of the requests. */
async function askedAt(now: number, delivery: Delivery, place: Partial<Place>): Promise<string[]> {
  const asked: string[] = [];
  const situation: Situation = {
    subscription: { ...SUBSCRIPTION, place: { ...SUBSCRIPTION.place, ...place } },
    now,
    endsAt: FIRST_TRY + HOUR,
    looksUntil: FIRST_TRY + HOUR,
    wasRunning: true,
    papers: papers(1),
    inTime: () => true,
  };
  const poster = {
    find: async () => {
      asked.push('find');
      return { kind: 'absent' as const };
    },
    post: async () => {
      asked.push('post');
      return { kind: 'there' as const, channelId: '100', messageId: '5', at: now };
    },
  };
  await attempt(delivery, situation, poster, () => 0);
  return asked;
}

describe('a post that may have arrived', () => {
  const { firstTryAt: _, ...OF_UNKNOWN_TIME } = DELIVERY;

  it.each<[string, number, Delivery, Partial<Place>, string[]]>([
    ['at once: the nonce keeps it from coming twice', 0, DELIVERY, {}, ['post']],
    ['within a minute', MINUTE - 1, DELIVERY, {}, ['post']],
    ['after a minute: it is looked for first', MINUTE, DELIVERY, {}, ['find', 'post']],
    ['later', MINUTE + 1, DELIVERY, {}, ['find', 'post']],
    ['where the clock was set back since', -1, DELIVERY, {}, ['find', 'post']],
    ['of which it is not known when it was tried', 0, OF_UNKNOWN_TIME, {}, ['find', 'post']],
    ['in a forum, where there is no nonce', 0, DELIVERY, { kind: 'forum' }, ['find', 'post']],
    ['never tried before', HOUR, { ...DELIVERY, tries: 1 }, {}, ['post']],
  ])('%s', async (_when, afterMs, delivery, place, expected) => {
    expect(await askedAt(FIRST_TRY + afterMs, delivery, place)).toEqual(expected);
  });
});

describe('a request that is made again while somebody waits', () => {
  /** How many times it is asked, where each request takes so long and is answered so. */
  async function asks(requestMs: number, answers: readonly Failure[]): Promise<number> {
    const clock = drivenClock();
    const patience = createRetry(clock, () => 0.5);
    let asked = 0;
    let done = false;
    const request = () =>
      new Promise<Failure>(resolve => {
        const answer = answers[Math.min(asked, answers.length - 1)];
        asked += 1;
        if (answer) clock.after(requestMs, () => resolve(answer));
      });
    const asking = patience
      .ask(request, () => {})
      .finally(() => {
        done = true;
      });
    while (!done) await clock.advance(SECOND);
    await asking;
    return asked;
  }
  const UNSURE: Failure = { kind: 'unsure', error: new Error('no answer') };
  const LIMITED: Failure = { kind: 'limited', afterMs: 20 * SECOND, scope: 'channel' };

  it.each<[string, number, Failure[], number]>([
    ['is made five times where all goes fast', SECOND, [UNSURE], 5],
    ['ends before the nonce of the first that may have arrived is forgotten', 20 * SECOND, [UNSURE], 3],
    ['may take longer than a nonce where none can have arrived', 20 * SECOND, [LIMITED], 5],
    ['counts from the first that may have arrived', 10 * SECOND, [LIMITED, UNSURE, LIMITED], 4],
  ])('%s', async (_what, requestMs, answers, expected) => {
    expect(await asks(requestMs, answers)).toBe(expected);
  });
});

it.each<[string, Partial<Delivery>, Partial<Place>]>([
  ['where its subscription posts', {}, { channelId: '100', kind: 'text' }],
  ['where it was tried', { triedIn: { channelId: '200', kind: 'forum' } }, { channelId: '200', kind: 'forum' }],
  ['where both are one', { triedIn: { channelId: '100', kind: 'text' } }, { channelId: '100', kind: 'text' }],
  [
    'into the thread of its paper',
    { intoThread: '300', triedIn: { channelId: '200', kind: 'forum' } },
    { channelId: '300', kind: 'text' },
  ],
])('a delivery goes %s', (_where, delivery, expected) => {
  expect(placeOf({ ...DELIVERY, ...delivery }, SUBSCRIPTION)).toEqual({ ...SUBSCRIPTION.place, ...expected });
});
