import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { firstOccurrence } from '../../src/daily/calendar.ts';
import { EVERY_DAY } from '../../src/daily/days.ts';
import type { Place } from '../../src/daily/index.ts';
import { dmWith, findPerson } from '../../src/sandbox/default-world.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import type { Message } from '../../src/sandbox/world.ts';
import { openStore } from '../../src/store/index.ts';
import { temporaryFolder } from '../../src/temporary-folder.ts';
import type { Target } from '../store/each-store.ts';
import { type FastTime, fastClock } from './fast-clock.ts';
import { Team } from './team.ts';

/** A minute takes 0.75 s: so long a claim holds; Discord knows a nonce for five times that, and a process starts in half of it. */
const SPEED = 80;
const MINUTE_MS = 60_000;
const A_MINUTE = 2;
/** Real ms in which everything that is late must have come: longer than the longest pause between two tries. */
const SETTLING_MS = 4_000;

const POST = 'POST /channels/{channel}/messages';
const THREAD = 'POST /channels/{channel}/threads';
/** Requests around which a delivery is cut off. */
const POINTS = [
  POST,
  POST,
  THREAD,
  'GET /channels/{channel}/messages',
  'GET /guilds/{guild}/threads/active',
  'POST /channels/{channel}/messages/{message}/crosspost',
];

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

function placesIn({ world }: Sandbox): Place[] {
  const kinds = { 0: 'text', 5: 'announcement', 15: 'forum' } as const;
  const channels = [...world.guilds.values()]
    .filter(({ members }) => members.has(world.bot.id))
    .flatMap(({ id: guildId, channels: all }) => [...all.values()].map(channel => ({ guildId, channel })))
    .flatMap(({ guildId, channel: { id: channelId, type } }): Place[] =>
      type === 0 || type === 5 || type === 15 ? [{ kind: kinds[type], channelId, guildId }] : [],
    );
  return [...channels, { kind: 'dm', channelId: dmWith(world, findPerson(world, 'reader')).id }];
}

function misbehave({ faults }: Sandbox, random: () => number): void {
  const route = random() < 0.7 ? POST : THREAD;
  const when = random() < 0.5 ? 'before' : 'after';
  const kind = Math.floor(random() * 5);
  if (kind === 0) faults.failNext({ route, when, status: 'drop' });
  if (kind === 1) faults.failNext({ route, when, status: 500 });
  if (kind === 2) faults.rateLimitNext({ route, retryAfter: 0.05, scope: 'shared' });
  if (kind === 3) faults.rateLimitNext({ route, retryAfter: 0.05, scope: 'global' });
}

/** Kills at a request, before or after it takes effect, or at any moment; answers where. */
async function strike(
  team: Team,
  { faults }: Sandbox,
  random: () => number,
): Promise<{ point: string; killed: number }> {
  const route = POINTS[Math.floor(random() * POINTS.length)] ?? POST;
  const when = random() < 0.5 ? 'before' : 'after';
  if (random() < 0.4) {
    await sleep(random() * 600);
    const killed = await team.kill(Math.floor(random() * 1000));
    return { point: 'any moment', killed };
  }
  const held = faults.holdNext({ route, when });
  const arrived = await Promise.race([held.arrived.then(() => true), sleep(1_000, false)]);
  // Whoever sent it is among all of them. What was held goes on as soon as they are dead.
  const killed = await team.kill('all', held.release);
  return { point: arrived ? `${when} ${route}` : 'any moment', killed };
}

/** How many messages carry each id of a delivery. */
function postsOf({ world }: Sandbox): Map<string, number> {
  const channels = [
    ...[...world.guilds.values()].flatMap(guild => [...guild.channels.values()]),
    ...world.dms.values(),
  ];
  const counts = new Map<string, number>();
  for (const message of channels.flatMap(channel => [...channel.messages.values()])) {
    const id = deliveryIn(message);
    if (message.authorId === world.bot.id) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

function deliveryIn({ components }: Message): string {
  const ids = JSON.stringify(components).match(/"1;(?:discuss;open;[^;"]+|daily;cite);([\w-]{16})[";]/);
  return ids?.[1] ?? 'none';
}
