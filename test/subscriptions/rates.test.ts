import { expect, it } from 'vitest';
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import { freshSqlite, openTarget } from '../store/each-store.ts';
import { Postbox, WISH } from './postbox.ts';
import { dailyOver, papers, passTime } from './rig.ts';

const SECOND = 1_000;
/** Discord's limit: requests of a bot a second. */
const A_SECOND = 50;
const DUE = Date.UTC(2026, 0, 15, 7, 30);

/**
 * As many papers of the day as `count` that are due at once, each in a server of its own, and when each request was
 * made.
 */
async function herd(count: number, wish: Partial<typeof WISH>) {
  const clock = drivenClock(DUE - 60 * SECOND);
  const daily = await dailyOver(await openTarget(await freshSqlite()), clock, { collection: papers(12) });
  for (let i = 0; i < count; i += 1) {
    const place = { ...WISH.place, channelId: String(i), guildId: String(i) };
    await daily.subscribe({ ...WISH, ...wish, place }, '7');
  }
  const requests: number[] = [];
  const box = new Postbox(clock);
  const threads = new Set<string>();
  const post = box.post.bind(box);
  box.post = async given => {
    requests.push(clock.now());
    return post(given);
  };
  box.startThread = async ({ messageId }) => {
    requests.push(clock.now());
    threads.add(messageId);
    return { kind: 'done' };
  };
  box.publish = async () => {
    requests.push(clock.now());
    return { kind: 'done' };
  };
  daily.start(box);
  await passTime(clock, DUE - clock.now(), SECOND);
  return { clock, daily, box, threads, requests };
}

function mostInASecond(requests: readonly number[]): number {
  return Math.max(...requests.map(from => requests.filter(at => at >= from && at < from + SECOND).length));
}

it('posts, their threads and their publishing together keep within what Discord takes in a second', async () => {
  const { clock, daily, box, threads, requests } = await herd(80, { thread: true, publish: true });
  await passTime(clock, 10 * SECOND, 20);
  await daily.stop();
  expect(box.sent).toHaveLength(80);
  expect(threads.size).toBe(80);
  expect(requests).toHaveLength(240);
  expect(mostInASecond(requests)).toBeLessThanOrEqual(A_SECOND);
});

it('after a 429 that names the whole bot nothing goes out for as long as it says, and then half as fast', async () => {
  const { clock, daily, box, requests } = await herd(150, {});
  const post = box.post.bind(box);
  let refused = false;
  box.post = async given => {
    if (refused) return post(given);
    refused = true;
    return { kind: 'limited', afterMs: 2 * SECOND, scope: 'bot' };
  };
  await passTime(clock, SECOND, 20);
  const before = requests.length;
  expect(before).toBeLessThanOrEqual(A_SECOND / 10);
  await passTime(clock, SECOND - 20, 20);
  expect(requests).toHaveLength(before);
  await passTime(clock, SECOND, 20);
  expect(requests.length - before).toBeLessThanOrEqual(30);
  await passTime(clock, 10 * SECOND, 20);
  await daily.stop();
  expect(box.sent).toHaveLength(150);
});
