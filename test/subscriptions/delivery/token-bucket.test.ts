import { expect, it } from 'vitest';
import { type DrivenClock, drivenClock } from '../../../src/sandbox/clock/driven-clock.ts';
import { pacedPoster } from '../../../src/subscriptions/delivery/paced-poster.ts';
import { placeQueue } from '../../../src/subscriptions/delivery/place-queue.ts';
import { createTokenBucket, type TokenBucket } from '../../../src/subscriptions/delivery/token-bucket.ts';
import type { Failure, Post } from '../../../src/subscriptions/ports/poster.ts';
import { Postbox, WISH } from '../postbox.ts';

const SECOND = 1000;

/** How many requests begin within so many ms, where there is always one more to be made. */
async function begunIn(pace: TokenBucket, clock: DrivenClock, ms: number): Promise<number> {
  let begun = 0;
  for (let passed = 0; passed < ms; passed += 10) {
    begun += pace.take(20);
    await clock.advance(10);
  }
  return begun;
}

it('no second has more requests than Discord takes, and hardly fewer', async () => {
  const clock = drivenClock();
  const pace = createTokenBucket(clock);
  for (let second = 0; second < 5; second += 1) {
    const begun = await begunIn(pace, clock, SECOND);
    expect(begun).toBeLessThanOrEqual(50);
    expect(begun).toBeGreaterThan(40);
  }
});

it('after Discord said no to the whole bot nothing begins for so long, then half as much, then more by and by', async () => {
  const clock = drivenClock();
  const pace = createTokenBucket(clock);
  await begunIn(pace, clock, SECOND);
  pace.slowDown(2 * SECOND);
  // What was under way hears the same no.
  pace.slowDown(2 * SECOND);
  expect(await begunIn(pace, clock, 2 * SECOND - 10)).toBe(0);
  await clock.advance(10);
  const slow = await begunIn(pace, clock, SECOND);
  expect(slow).toBeLessThanOrEqual(31);
  expect(slow).toBeGreaterThan(20);
  pace.slowDown(0);
  await clock.advance(1);
  expect(await begunIn(pace, clock, SECOND)).toBeLessThan(20);
  await begunIn(pace, clock, 60 * SECOND);
  expect(await begunIn(pace, clock, SECOND)).toBeGreaterThan(40);
});

/**
 * For how long the next request must wait once all that may begin at once has begun: what a second's share is, in ms.
 */
function spacing(pace: TokenBucket, clock: DrivenClock): number {
  pace.take(pace.take(100) + 100);
  return pace.freeAt - clock.now();
}

it('each no to the whole bot halves the rate, down to four a second, and it comes back by one in a second', async () => {
  const clock = drivenClock();
  const pace = createTokenBucket(clock);
  const spacings = [spacing(pace, clock)];
  for (let slowDowns = 0; slowDowns < 5; slowDowns += 1) {
    pace.slowDown(0);
    spacings.push(spacing(pace, clock));
  }
  // 46, 23, 11.5, 5.75 and twice 4 in a second.
  expect(spacings).toEqual([22, 44, 87, 174, 250, 250]);
  for (const [seconds, expected] of [
    [6, 100],
    [10, 50],
    [100, 22],
  ] as const) {
    await clock.advance(seconds * SECOND);
    expect(spacing(pace, clock)).toBe(expected);
  }
});

it('it is closed up to the instant that Discord names, for ten minutes at most', async () => {
  const clock = drivenClock();
  const pace = createTokenBucket(clock);
  pace.slowDown(2 * SECOND);
  expect([pace.closedMs, pace.freeAt - clock.now()]).toEqual([2000, 2000]);
  await clock.advance(2 * SECOND - 1);
  expect([pace.closedMs, pace.take(1)]).toEqual([1, 0]);
  await clock.advance(1);
  expect([pace.closedMs, pace.take(1)]).toEqual([0, 1]);
  pace.slowDown(3600 * SECOND);
  expect(pace.closedMs).toBe(600 * SECOND);
});

it('requests that go out besides are counted, and given back what was not used', async () => {
  const clock = drivenClock();
  const pace = createTokenBucket(clock);
  pace.spend(50);
  expect(pace.take(1)).toBe(0);
  expect(pace.freeAt - clock.now()).toBeGreaterThan(900);
  await clock.advance(1.1 * SECOND);
  expect(pace.take(20)).toBe(4);
  pace.giveBack(3);
  expect(pace.take(20)).toBe(3);
});

const post = (channelId: string): Post => ({
  id: channelId,
  place: { ...WISH.place, channelId },
  papers: [],
  fits: () => false,
});

/** A Discord that refuses what goes to channel 1, or to all, for a minute; and what it was asked. */
function refusing(scope: 'channel' | 'bot') {
  const clock = drivenClock();
  const over = clock.now() + 60 * SECOND;
  const asked: string[] = [];
  const box = new Postbox(clock);
  const refusal = (channelId: string): Failure | undefined => {
    asked.push(channelId);
    const afterMs = over - clock.now();
    return afterMs > 0 && (scope === 'bot' || channelId === '1') ? { kind: 'limited', afterMs, scope } : undefined;
  };
  const poster = pacedPoster(
    {
      post: async given => refusal(given.place.channelId) ?? box.post(given),
      find: async given => refusal(given.place.channelId) ?? box.find(given),
      publish: async channelId => refusal(channelId) ?? box.publish(),
      events: box.events,
      startThread: async ({ channelId }) => refusal(channelId) ?? box.startThread({ messageId: '5' }, 'Name'),
    },
    createTokenBucket(clock),
    clock,
  );
  return { clock, asked, poster };
}

it('a limit of a channel holds up what goes there, of its kind, and nothing else', async () => {
  const { clock, asked, poster } = refusing('channel');
  for (let i = 0; i < 5; i += 1) {
    expect(await poster.post(post('1'))).toMatchObject({ kind: 'limited', afterMs: 60 * SECOND - i * SECOND });
    expect(await poster.post(post('2'))).toMatchObject({ kind: 'there' });
    await clock.advance(SECOND);
  }
  expect(asked.filter(channel => channel === '1')).toHaveLength(1);
  await poster.startThread({ channelId: '1', messageId: '5' }, 'Name');
  await poster.startThread({ channelId: '1', messageId: '6' }, 'Name');
  await poster.publish('1', '5');
  await poster.publish('1', '5');
  await poster.find(post('1'), 0);
  expect(asked.filter(channel => channel === '1')).toHaveLength(4);
  await clock.advance(60 * SECOND);
  expect(await poster.post(post('1'))).toMatchObject({ kind: 'there' });
});

it('what a forum is asked for before its post is counted', async () => {
  const clock = drivenClock();
  const pace = createTokenBucket(clock);
  const poster = pacedPoster(new Postbox(clock), pace, clock);
  const whole = pace.take(100);
  pace.giveBack(whole);
  const { place, ...rest } = post('1');
  await poster.post({ ...rest, place: { ...place, kind: 'forum' } });
  expect(pace.take(100)).toBe(whole - 1);
});

it('a limit of the whole bot holds up everything', async () => {
  const { clock, asked, poster } = refusing('bot');
  expect(await poster.post(post('1'))).toMatchObject({ kind: 'limited', scope: 'bot' });
  expect(await poster.post(post('2'))).toMatchObject({ kind: 'limited', scope: 'bot' });
  expect(await poster.startThread({ channelId: '3', messageId: '5' }, 'Name')).toMatchObject({ kind: 'limited' });
  expect(asked).toHaveLength(1);
  await clock.advance(60 * SECOND);
  expect(await poster.post(post('2'))).toMatchObject({ kind: 'there' });
});

it('a clock that was set back holds nothing up for long', async () => {
  const { clock, asked, poster } = refusing('channel');
  await poster.post(post('1'));
  const now = clock.now();
  clock.now = () => now - 24 * 3600 * SECOND;
  await poster.post(post('1'));
  expect(asked).toHaveLength(2);
});

it('work in one place waits for its turn, whatever became of the one before; elsewhere nothing waits', async () => {
  const inTurn = placeQueue();
  const done: string[] = [];
  const first = Promise.withResolvers<void>();
  const failing = inTurn('a', async () => {
    await first.promise;
    done.push('first');
    throw new Error('no');
  });
  const second = inTurn('a', async () => void done.push('second'));
  await inTurn('b', async () => void done.push('elsewhere'));
  expect(done).toEqual(['elsewhere']);
  first.resolve();
  await expect(failing).rejects.toThrow('no');
  await second;
  expect(done).toEqual(['elsewhere', 'first', 'second']);
});
