/**
 * `npm run bench:follows [-- <follows> <papers> [--postgres]]`: how soon commands are answered, and how late papers of
 * the day come, while many papers are imported and then matched to what people follow; and the same commands before, in
 * the same run. A command searches, counts votes and writes one; it is not sent through Discord. Over SQLite, or the
 * PostgreSQL of TEST_DATABASE_URL, with an index in memory that has the papers already. Times are by the clock on the
 * wall, where what other programs of the machine take counts, and in processor time of the thread: what a command waits
 * for on an idle machine, but for the disk. Reported, never asserted.
 */
import { randomBytes } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import pino from 'pino';
import { intake } from '../../src/collection/intake.ts';
import { loadCollection } from '../../src/papers/index.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { followingClock } from '../../src/sandbox/clock/driven-clock.ts';
import { buildIndex, remembering } from '../../src/search/index.ts';
import { runSource } from '../../src/sources/run.ts';
import { sourceSettingsSchema } from '../../src/sources/settings.ts';
import type { Page } from '../../src/sources/source.ts';
import { openDatabase, storeOf } from '../../src/store/index.ts';
import { createDaily, type Post, type SubscriptionSpec } from '../../src/subscriptions/index.ts';
import { madePapers, randomNumbers } from './made-papers.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { postgres: { type: 'boolean' } } });
const [followers = 5_000, count = 20_000] = positionals.map(Number);
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/**
 * Papers of a page of the source that is read. The bot takes them in by batches, between which others have their turn.
 */
const PAGE = 250;
/** A command begins so often, in ms. */
const EVERY_MS = 50;
const WARM_UP_MS = 10 * SECOND_MS;
const BASELINE_MS = 15 * SECOND_MS;
/** Processor time is noted so often, in ms, and so many notes are kept. */
const MARK_MS = 2;
const MARKS = 20_000;
const MEASURED = ['before', 'importing', 'matching'];
/** For so long papers of the day are due, some each minute. */
const DAYS_MINUTES = 45;
const QUERIES = [
  'label noise',
  'graph neural networks',
  'federated learning',
  'calibration',
  'attention',
  'robust kernels',
];

const random = randomNumbers(7);
const source = await loadCollection('data/papers.jsonl');
const papers = [...madePapers(source, count)].map(paper => ({
  ...paper,
  categories: [pick(['cs.LG', 'cs.CL', 'stat.ML', 'math.OC'])],
}));
const index = remembering(await buildIndex(papers));
await index.settled;
const folder = temporaryFolder();
const clock = followingClock();
const log = pino({ level: 'warn' });
const place = values.postgres ? await freshSchema(process.env.TEST_DATABASE_URL ?? '') : undefined;
const database = await openDatabase({ url: place?.url, path: folder.file('offprint.sqlite'), log });
const store = storeOf(database, clock);
for (let i = 0; i < followers; i++)
  await store.subscriptions.add(aWish(i), { userId: `${i}`, at: clock.now(), next: undefined, most: 1 });
await intake(store.papers).upsert(papers.slice(0, PAGE).map(paper => ({ ...paper, own: true })));
let revision = await store.papers.revision();

const posts: (Post & { at: number })[] = [];
const daily = createDaily({
  store,
  index: () => index,
  revision: () => revision,
  catchUpHours: 6,
  maxPerOwner: 1000,
  clock,
  random,
  log,
});
daily.start({
  async post(post) {
    posts.push({ ...post, at: clock.now() });
    return { kind: 'there', channelId: post.place.channelId, messageId: post.id, at: clock.now() };
  },
  find: async () => ({ kind: 'absent' }),
  publish: async () => ({ kind: 'done' }),
  polls: { end: async () => ({ kind: 'removed' }) },
  events: {
    find: async () => ({ kind: 'absent' }),
    set: async () => ({ kind: 'removed' }),
    cancel: async () => ({ kind: 'done' }),
    interested: async () => ({ kind: 'known', userIds: [] }),
  },
  startThread: async () => ({ kind: 'done' }),
  obstacle: async () => 'free' as const,
  tell: async () => ({ kind: 'done' }),
  guild: async () => ({ kind: 'barred', reason: 'bot-removed' }),
  roleState: () => 'unknown' as const,
  isMember: async () => true,
});
await clock.advance(2 * MINUTE_MS);
await planned();

interface Taken {
  /** By the clock on the wall, and in processor time of the thread. */
  wallMs: number;
  cpuMs: number;
}
const times = new Map<string, Taken[]>();
/** How long the event loop was held up, by the clock on the wall. */
const delays = monitorEventLoopDelay({ resolution: 5 });
const held: { phase: string; p99: number; longest: number }[] = [];
/** What processor time this thread had taken at which moment, the latest last. */
const marks: { at: number; cpuMs: number }[] = [];
const marking = setInterval(mark, MARK_MS);
let phase = 'warming up';
const commanding = commands();
await sleep(WARM_UP_MS);
delays.enable();
goOn('before');
await sleep(BASELINE_MS);

/** When each paper of the day is due, by its channel. */
const dueAt = new Map<string, number>();
const firstMinute = Math.ceil(clock.now() / MINUTE_MS) + 1;
for (let i = 0; i < DAYS_MINUTES; i++) {
  const at = (firstMinute + i) * MINUTE_MS;
  const time = new Date(at).toISOString().slice(11, 16);
  const place = { kind: 'text', channelId: `day ${i}`, guildId: '9' } as const;
  await daily.subscribe(
    { ...aWish(0), query: 'model', kind: 'daily', place, schedule: { time, timeZone: 'UTC', days: 0b1111111 } },
    '1',
  );
  dueAt.set(place.channelId, at);
}
goOn('importing');
const imported = await timed(() =>
  runSource({
    settings: sourceSettingsSchema.parse({ name: 'bench', kind: 'file', path: 'papers.jsonl' }),
    open: () => ({ pages }),
    store,
    intake: intake(store.papers),
    clock,
    log,
    signal: new AbortController().signal,
  }),
);
// Until the collection counts as having come to rest nothing happens.
goOn('resting');
const skipped = clock.now();
await clock.advance(MINUTE_MS);
const resumed = clock.now();
goOn('matching');
const matched = await timed(planned);
goOn('over');
await commanding;
clearInterval(marking);

console.log(
  `${followers} follows, ${count} papers: imported in ${imported} s, matched and put on record in ${matched} s\n`,
);
console.log(
  '| commands | answered | p50, ms | p99, ms | longest, ms | p99 to before | p50, processor ms | p99, processor ms | longest, processor ms |',
);
console.log('|---|---|---|---|---|---|---|---|---|');
const share = (all: readonly number[], part: number) => {
  const sorted = all.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
};
const usual = share(times.get('before')?.map(({ wallMs }) => wallMs) ?? [], 0.99);
for (const [name, all] of times) {
  if (!MEASURED.includes(name)) continue;
  const wall = all.map(({ wallMs }) => wallMs);
  const cpu = all.map(({ cpuMs }) => cpuMs);
  const shares = (some: readonly number[]) => [0.5, 0.99, 1].map(part => share(some, part).toFixed(1)).join(' | ');
  console.log(
    `| ${name} | ${all.length} | ${shares(wall)} | ${(share(wall, 0.99) / usual).toFixed(2)} | ${shares(cpu)} |`,
  );
}
for (const { phase: name, p99, longest } of held.filter(({ phase: name }) => MEASURED.includes(name)))
  console.log(`The event loop was late by ${p99.toFixed(0)} ms at p99, ${longest.toFixed(0)} at most: ${name}`);
const late = posts.flatMap(({ place, at }) => {
  const due = dueAt.get(place.channelId);
  return due === undefined || (due > skipped && due < resumed) ? [] : [at - due];
});
const over = [...dueAt.values()].filter(due => due < clock.now() - SECOND_MS && !(due > skipped && due < resumed));
console.log(
  `\n${late.length} of ${over.length} papers of the day that were due meanwhile have come, the latest after ${Math.max(0, ...late)} ms`,
);
await daily.stop();
await database.close();
await place?.drop();
folder.remove();

/** Everything but the first page. What is in the collection is told at once. */
async function* pages(): AsyncGenerator<Page> {
  for (let i = PAGE; i < count; i += PAGE) {
    yield { papers: papers.slice(i, i + PAGE).map(paper => ({ ...paper, own: true })), position: i };
    revision = await store.papers.revision();
    daily.collectionChanged();
  }
}

/** The next phase. What the event loop did in this one is noted. */
function goOn(next: string): void {
  held.push({ phase, p99: delays.percentile(99) / 1e6, longest: delays.max / 1e6 });
  delays.reset();
  phase = next;
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

function mark(): void {
  marks.push({ at: performance.now(), cpuMs: cpuMs() });
  if (marks.length > MARKS) marks.splice(0, MARKS / 2);
}

/** The processor time that the thread had taken at a moment, or a little before. */
function cpuMsAt(at: number): number {
  return (marks.findLast(one => one.at <= at) ?? marks[0])?.cpuMs ?? cpuMs();
}

/** A schema of its own in a database. */
async function freshSchema(url: string): Promise<{ url: string; drop(): Promise<void> }> {
  const schema = `bench_${randomBytes(6).toString('hex')}`;
  const administer = async (statement: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await administer(`create schema ${schema}`);
  const own = new URL(url);
  own.searchParams.set('options', `-c search_path=${schema}`);
  return { url: own.href, drop: () => administer(`drop schema ${schema} cascade`) };
}

/** Waits until everything that came was looked through for all follows. */
async function planned(): Promise<void> {
  while ((await store.planningReads.behind(revision, '', 1)).length > 0) await sleep(20);
}

async function timed(work: () => Promise<unknown>): Promise<string> {
  const began = performance.now();
  await work();
  return ((performance.now() - began) / SECOND_MS).toFixed(1);
}

/**
 * Commands that begin at their times, whether or not those before have been answered; each takes from its time to its
 * answer.
 */
async function commands(): Promise<void> {
  const underWay: Promise<void>[] = [];
  const began = performance.now();
  for (let i = 0; phase !== 'over'; i++) {
    const at = began + i * EVERY_MS;
    await sleep(Math.max(0, at - performance.now()));
    underWay.push(command(i, at, phase));
  }
  await Promise.all(underWay);
}

async function command(number: number, at: number, during: string): Promise<void> {
  const cpuBefore = cpuMsAt(at);
  const { hits } = index.search(`${QUERIES[number % QUERIES.length]} ${number % 50}`, { limit: 5 });
  const paperIds = hits.map(({ paper }) => paper.id);
  await store.votes.counts('9', paperIds);
  await store.votes.toggle({ guildId: '9', paperId: paperIds[0] ?? '', userId: `${number % 100}` }, clock.now());
  const all = times.get(during) ?? [];
  all.push({ wallMs: performance.now() - at, cpuMs: cpuMs() - cpuBefore });
  times.set(during, all);
}

function aWish(n: number): SubscriptionSpec {
  const what = [
    { query: pick(source).title.split(' ').slice(0, 2).join(' ') },
    {
      query: pick([
        'label noise',
        'graph neural networks',
        'federated learning',
        'calibration',
        'adversarial -robustness',
        '"diffusion models"',
      ]),
    },
    { topic: pick(['calibration', 'label-noise', 'federated-learning', 'diffusion-models']) },
    { author: pick(papers).authors[0] ?? '' },
    { category: pick(['cs.LG', 'math', 'cs.CL']), query: pick(['attention', 'robust', 'kernel']) },
  ][n % 5];
  return {
    kind: 'at-once',
    place: { kind: 'dm', channelId: `${n}` },
    schedule: { time: '08:30', timeZone: 'UTC', days: 0b1111111 },
    paperCount: 1,
    publish: false,
    thread: false,
    fresh: false,
    ...what,
  };
}

function pick<T>(list: readonly T[]): T {
  const one = list[Math.floor(random() * list.length)];
  if (one === undefined) throw new Error('There is nothing to choose from.');
  return one;
}
