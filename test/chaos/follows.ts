import { EVERY_DAY } from '../../src/calendar/days.ts';
import { firstOccurrence } from '../../src/calendar/occurrences.ts';
import type { Kind, Place, Subscription } from '../../src/model/subscription.ts';
import { serialise } from '../../src/papers/collection.ts';
import { newPaperId, type Paper } from '../../src/papers/paper.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { writeWhole } from '../../src/platform/write-whole.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import type { ChaosOptions } from './daily.ts';
import { SILENT } from './silent.ts';
import { misbehave, placesIn, postsOf, SETTLING_MS, strike } from './strikes.ts';
import { Team } from './team.ts';
import { TeamClock } from './team-clock.ts';

const MINUTE_MS = 60_000;
/** Papers that come before each kill. */
const A_ROUND = 2;
/** A paper goes so many rounds after it came, and comes back two rounds later. */
const GOES_AFTER = 6;
/**
 * A collection that changes is at rest after a minute of its clock, and its file is noticed in real time meanwhile;
 * until then nothing is sent.
 */
const PATIENCE_MS = 400_000;
/** How many times the span of settling the last papers have to come. */
const MOST_SETTLING = 60;

interface FollowsReport {
  /** How many processes died at each point. */
  points: Record<string, number>;
  /** Messages with news. */
  messages: number;
  /** Papers told, added up over all follows. */
  told: number;
  wrong: string[];
}

/**
 * Kills a bot and its workers while papers come, change, go and come back, and while they tell of them; counts what was
 * told.
 */
export async function killWhileTelling(options: ChaosOptions): Promise<FollowsReport> {
  const { target, kills, workers, random } = options;
  const time = new TeamClock(Date.UTC(2026, 0, 15), target);
  const { clock } = time;
  const sandbox = await startSandbox({ validate: false, clock });
  const folder = temporaryFolder();
  const collection = folder.file('papers.jsonl');
  await writeWhole(collection, serialise([paper('Old wombats')]));
  const team = new Team(sandbox, target, clock, {
    COLLECTION_PATH: collection,
  });
  const open = () => openStore({ ...target, clock, log: SILENT });
  const points: Record<string, number> = {};
  try {
    await team.start(['bot']);
    await team.end();
    const setUp = await open();
    const follows = await followEverywhere(setUp, placesIn(sandbox), clock.now(), kills);
    await setUp.close();
    time.run(team);
    await team.start(['bot', ...Array.from({ length: workers }, () => 'worker' as const)]);
    let round = 0;
    for (let dead = 0; dead < kills; round += 1) {
      await writeWhole(collection, serialise(collectionAt(round)));
      misbehave(sandbox, random);
      const { point, killed } = await strike(team, time, sandbox, random, { patienceMs: PATIENCE_MS });
      points[point] = (points[point] ?? 0) + killed;
      dead += killed;
    }
    sandbox.faults.clear();
    await writeWhole(collection, serialise(collectionAt(round)));
    // A changed file is noticed in real time, which no clock of a team hurries: what came last is waited for.
    const last = `Wombats number ${round * A_ROUND}`;
    for (let tries = 0; tries < MOST_SETTLING && !toldEverywhere(sandbox, last); tries += 1) {
      await time.passed(SETTLING_MS);
    }
    await time.passed(SETTLING_MS);
    await team.end();
    const store = await open();
    const report = await judge(store, follows, postsOf(sandbox), collectionAt(round));
    await store.close();
    return { points, ...report };
  } finally {
    await time.end();
    await team.end();
    await sandbox.close();
    folder.remove();
  }
}

/** In every kind of place one that is told at once; and digests, one a minute. */
async function followEverywhere(store: Store, places: readonly Place[], now: number, digests: number) {
  const follows: Subscription[] = [];
  const add = async (kind: Kind, place: Place, at: number) => {
    const schedule = { time: new Date(at).toISOString().slice(11, 16), timeZone: 'UTC', days: EVERY_DAY };
    const what = { query: 'wombats', paperCount: 1, publish: false, thread: false, fresh: false };
    const next = kind === 'at-once' ? undefined : firstOccurrence(schedule, now);
    const added = await store.subscriptions.add(
      { kind, place, schedule, ...what },
      { userId: '1', at: now, next, most: Number.MAX_SAFE_INTEGER },
    );
    if (added) follows.push(added);
  };
  for (const place of places) await add('at-once', place, now);
  for (let i = 0; i < digests; i += 1) {
    const place = places[i % places.length];
    if (place) await add('digest', place, now + (5 + i) * MINUTE_MS);
  }
  return follows;
}

function paper(title: string): Paper {
  return { id: newPaperId(title), title, abstract: `On ${title}.`, links: [], authors: [] };
}

/** Whether each place has a message that names this paper. */
function toldEverywhere({ world }: Sandbox, title: string): boolean {
  const inGuilds = [...world.guilds.values()]
    .filter(({ members }) => members.has(world.bot.id))
    .flatMap(({ channels }) => [...channels.values()]);
  const named = [...inGuilds, ...world.dms.values()].filter(({ messages }) =>
    [...messages.values()].some(one => one.authorId === world.bot.id && JSON.stringify(one).includes(title)),
  );
  return named.length >= placesIn({ world }).length;
}

/** What the collection holds in a round: each paper changes once, goes, and comes back. */
function collectionAt(round: number): Paper[] {
  const came = Array.from({ length: (round + 1) * A_ROUND }, (_, i) => ({ round: Math.floor(i / A_ROUND), i }));
  const there = came.filter(({ round: first }) => {
    const age = round - first;
    return age < GOES_AFTER || age >= GOES_AFTER + 2;
  });
  return [
    paper('Old wombats'),
    ...there.map(({ round: first, i }) => {
      const one = paper(`${i % 2 === 0 ? 'Wombats' : 'Numbats'} number ${i}`);
      return first === round ? one : { ...one, abstract: `${one.abstract} Revised.` };
    }),
  ];
}

async function judge(
  store: Store,
  follows: readonly Subscription[],
  posts: ReadonlyMap<string, number>,
  collection: readonly Paper[],
): Promise<Omit<FollowsReport, 'points'>> {
  const matching = collection.filter(({ title }) => title.startsWith('Wombats number')).map(({ id }) => id);
  const known = new Set<string>();
  const wrong: string[] = [];
  let told = 0;
  for (const { id, kind } of follows) {
    const deliveries = await store.deliveries.latest(id, 1_000);
    for (const delivery of deliveries) {
      known.add(delivery.id);
      const count = posts.get(delivery.id) ?? 0;
      const fine = (delivery.state === 'sent' && !delivery.note && count === 1) || delivery.note === 'papers-gone';
      if (!fine) wrong.push(`${count} messages for ${JSON.stringify(delivery)}`);
    }
    const papers = deliveries.filter(({ state }) => state === 'sent').flatMap(({ paperIds }) => paperIds);
    told += papers.length;
    if (new Set(papers).size < papers.length) wrong.push(`${kind} ${id}: a paper was told twice`);
    if (papers.includes(newPaperId('Old wombats'))) wrong.push(`${kind} ${id}: what was there was told`);
    const missing = matching.filter(one => !papers.includes(one));
    if (kind === 'at-once' && missing.length > 0) wrong.push(`${id}: ${missing.length} papers were not told`);
  }
  const strange = [...posts.keys()].filter(id => !known.has(id));
  return { messages: known.size, told, wrong: [...wrong, ...strange.map(id => `a message of no delivery: ${id}`)] };
}
