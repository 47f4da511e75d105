import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { firstOccurrence } from '../../src/daily/calendar.ts';
import { EVERY_DAY } from '../../src/daily/days.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { openStore } from '../../src/store/index.ts';
import { temporaryFolder } from '../../src/temporary-folder.ts';
import type { Target } from '../store/each-store.ts';
import { type FastTime, fastClock } from './fast-clock.ts';
import { misbehave, placesIn, postsOf, SETTLING_MS, SPEED, strike } from './strikes.ts';
import { Team } from './team.ts';

const MINUTE_MS = 60_000;
const A_MINUTE = 2;
export interface ChaosOptions {
  target: Target;
  /** Processes to be killed, at least. */
  kills: number;
  /** Processes that only deliver, beside the bot. */
  workers: number;
  random: () => number;
}

export interface ChaosReport {
  /** How many processes died at each point. */
  points: Record<string, number>;
  occurrences: number;
  /** Occurrences without exactly one post that is on record as sent. */
  wrong: string[];
  seconds: number;
}

/** Kills bots and workers while they deliver, in a Discord that misbehaves, and counts what arrived. */
export async function killWhileDelivering({ target, kills, workers, random }: ChaosOptions): Promise<ChaosReport> {
  const began = Date.now();
  const time: FastTime = { start: Date.UTC(2026, 0, 15), origin: began, speed: SPEED };
  const clock = fastClock(time);
  const sandbox = await startSandbox({ validate: false, clock });
  const cache = temporaryFolder();
  const team = new Team(sandbox, target, { TIME: JSON.stringify(time), NODE_COMPILE_CACHE: cache.file('code') });
  const open = () => openStore({ ...target, clock, log: pino({ level: 'silent' }) });
  const points: Record<string, number> = {};
  try {
    const setUp = await open();
    const ids = await subscribeAll(setUp, sandbox, clock.now(), kills * 3 + 20);
    await setUp.close();
    await team.start(['bot', ...Array.from({ length: workers }, () => 'worker' as const)]);
    for (let dead = 0; dead < kills; ) {
      misbehave(sandbox, random);
      const { point, killed } = await strike(team, sandbox, random);
      points[point] = (points[point] ?? 0) + killed;
      dead += killed;
    }
    sandbox.faults.clear();
    const end = clock.now();
    await sleep(SETTLING_MS);
    await team.end();
    const store = await open();
    const due = [];
    for (const id of ids) {
      const deliveries = await store.deliveries.latest(id, 10);
      const [first] = deliveries;
      if (first && first.dueAt <= end) due.push({ id, deliveries });
    }
    const posts = postsOf(sandbox);
    const wrong = due.flatMap(({ id, deliveries }) => {
      const counts = deliveries.map(delivery => ({ ...delivery, posts: posts.get(delivery.id) ?? 0 }));
      const fine = counts.length === 1 && counts.every(one => one.posts === 1 && one.state === 'sent' && !one.note);
      return fine ? [] : [JSON.stringify({ subscription: id, counts })];
    });
    const twice = [...posts].filter(([, count]) => count > 1).map(([id, count]) => `${id}: ${count} posts`);
    await store.close();
    return { points, occurrences: due.length, wrong: [...wrong, ...twice], seconds: (Date.now() - began) / 1000 };
  } finally {
    await team.end();
    await sandbox.close();
    cache.remove();
  }
}

type Store = Awaited<ReturnType<typeof openStore>>;

/** Some each minute, in every kind of place in turn. */
async function subscribeAll(store: Store, sandbox: Sandbox, now: number, minutes: number): Promise<string[]> {
  const places = placesIn(sandbox);
  const ids: string[] = [];
  for (let i = 0; i < minutes * A_MINUTE; i += 1) {
    const at = new Date(now + (2 + Math.floor(i / A_MINUTE)) * MINUTE_MS);
    const schedule = { time: at.toISOString().slice(11, 16), timeZone: 'UTC', days: EVERY_DAY };
    const place = places[i % places.length];
    if (!place) break;
    const added = await store.subscriptions.add(
      {
        kind: 'daily',
        place,
        schedule,
        paperCount: 1 + (i % 3),
        publish: place.kind === 'announcement',
        thread: false,
        fresh: false,
      },
      { userId: '1', at: now, next: firstOccurrence(schedule, now), most: Number.MAX_SAFE_INTEGER },
    );
    if (added) ids.push(added.id);
  }
  return ids;
}
