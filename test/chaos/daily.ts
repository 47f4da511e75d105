import { EVERY_DAY } from '../../src/calendar/days.ts';
import { firstOccurrence } from '../../src/calendar/occurrences.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import { serialise } from '../../src/papers/collection.ts';
import { newPaperId, type Paper } from '../../src/papers/paper.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { writeWhole } from '../../src/platform/write-whole.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { openStore } from '../../src/store/index.ts';
import { foreignMessages } from '../e2e/foreign.ts';
import type { Target } from '../store/each-store.ts';
import { SILENT } from './silent.ts';
import { CATCH_UP_HOURS, disturb, misbehave, placesIn, postsOf, SETTLING_MS, strike, threadsIn } from './strikes.ts';
import { Team } from './team.ts';
import { TeamClock } from './team-clock.ts';

const MINUTE_MS = 60_000;
/** Subscriptions that are due in each minute, and minutes in which kills go on: a kill takes two or less of them. */
const A_MINUTE = 2;
const MINUTES_A_KILL = 3;

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
  /** Posts that have a thread of their own. */
  threads: number;
  /** Occurrences that are not on record as sent, or whose post is not there. */
  lost: string[];
  /** Deliveries with more than one post. */
  doubled: string[];
  /** Posts without the thread that they were to have. */
  threadless: string[];
  /** Deliveries and threads that still wait when all that was late should have come or ended. */
  pending: string[];
  seconds: number;
}

/**
 * Kills bots and workers while they deliver, in a Discord that misbehaves and in which other bots write, and counts
 * what arrived.
 */
export async function killWhileDelivering({ target, kills, workers, random }: ChaosOptions): Promise<ChaosReport> {
  const began = Date.now();
  const time = new TeamClock(Date.UTC(2026, 0, 15), target);
  const { clock } = time;
  const sandbox = await startSandbox({ validate: false, clock });
  const folder = temporaryFolder();
  const collection = folder.file('papers.jsonl');
  const minutes = kills * MINUTES_A_KILL + 20;
  // Enough that no server posts a paper twice: each post has a thread of its own.
  await writeWhole(collection, serialise(Array.from({ length: 2 * minutes * A_MINUTE }, (_, i) => paper(i))));
  const team = new Team(sandbox, target, clock, {
    COLLECTION_PATH: collection,
    DAILY_CATCH_UP_HOURS: String(CATCH_UP_HOURS),
  });
  const open = () => openStore({ ...target, clock, log: SILENT });
  const points: Record<string, number> = {};
  try {
    foreignMessages({ sandbox });
    const setUp = await open();
    const subscriptions = await subscribeAll(setUp, sandbox, clock.now(), minutes);
    await setUp.close();
    time.run(team);
    await team.start(['bot', ...Array.from({ length: workers }, () => 'worker' as const)]);
    for (let dead = 0; dead < kills; ) {
      misbehave(sandbox, random);
      disturb(sandbox, random);
      const { point, killed } = await strike(team, time, sandbox, random);
      points[point] = (points[point] ?? 0) + killed;
      dead += killed;
    }
    sandbox.faults.clear();
    const end = clock.now();
    await time.passed(SETTLING_MS);
    await team.end();
    const store = await open();
    const found = await judge(store, sandbox, subscriptions, end);
    await store.close();
    return { points, ...found, seconds: (Date.now() - began) / 1000 };
  } finally {
    await time.end();
    await team.end();
    await sandbox.close();
    folder.remove();
  }
}

/** What became of everything that was due until `end`. */
export async function judge(store: Store, sandbox: Sandbox, subscriptions: readonly Subscription[], end: number) {
  const posts = postsOf(sandbox);
  const threadIds = threadsIn(sandbox);
  const report = {
    occurrences: 0,
    threads: 0,
    lost: [] as string[],
    threadless: [] as string[],
    pending: [] as string[],
  };
  for (const subscription of subscriptions) {
    const deliveries = await store.deliveries.latest(subscription.id, 10);
    const [first] = deliveries;
    if (!first || first.dueAt > end) continue;
    report.occurrences += 1;
    const told = JSON.stringify({ place: subscription.place.kind, deliveries });
    const isThere = deliveries.length === 1 && posts.get(first.id) !== undefined;
    const waits = first.state === 'planned' || first.state === 'sending' || first.thread?.state === 'opening';
    if (waits) report.pending.push(told);
    if (!isThere || (!waits && (first.state !== 'sent' || first.note !== undefined))) report.lost.push(told);
    if (!subscription.thread) continue;
    if (threadIds.has(first.posted?.messageId ?? '')) report.threads += 1;
    else report.threadless.push(told);
  }
  const doubled = [...posts].filter(([, count]) => count > 1).map(([id, count]) => `${id}: ${count} posts`);
  return { ...report, doubled };
}

export function paper(i: number): Paper {
  const title = `Paper number ${i}`;
  return { id: newPaperId(title), title, abstract: `On ${title}.`, links: [], authors: [] };
}

type Store = Awaited<ReturnType<typeof openStore>>;

/** Some each minute, in every kind of place in turn. */
export async function subscribeAll(
  store: Store,
  sandbox: Sandbox,
  now: number,
  minutes: number,
): Promise<Subscription[]> {
  const places = placesIn(sandbox);
  const all: Subscription[] = [];
  for (let i = 0; i < minutes * A_MINUTE; i += 1) {
    const at = new Date(now + (2 + Math.floor(i / A_MINUTE)) * MINUTE_MS);
    const schedule = { time: at.toISOString().slice(11, 16), timeZone: 'UTC', days: EVERY_DAY };
    const place = places[i % places.length];
    if (!place) break;
    const thread = place.kind === 'text' || place.kind === 'announcement';
    const added = await store.subscriptions.add(
      {
        kind: 'daily',
        place,
        schedule,
        paperCount: thread ? 1 : 1 + (i % 3),
        publish: place.kind === 'announcement',
        thread,
        fresh: false,
      },
      { userId: '1', at: now, next: firstOccurrence(schedule, now), most: Number.MAX_SAFE_INTEGER },
    );
    if (added) all.push(added);
  }
  return all;
}
