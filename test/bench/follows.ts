/**
 * `npm run bench:follows [-- <follows> <papers>]`: what it takes to find out who follows what when many papers come at once, and how long that holds
 * up everything else. Over SQLite; nothing is sent. Reported, never asserted.
 */
import { setImmediate as othersTurn } from 'node:timers/promises';
import pino from 'pino';
import { intake } from '../../src/collection/intake.ts';
import { createDaily, type Post, type Wish } from '../../src/daily/index.ts';
import { loadCollection } from '../../src/papers/index.ts';
import { drivenClock } from '../../src/sandbox/driven-clock.ts';
import { buildIndex, remembering } from '../../src/search/index.ts';
import { openDatabase, storeOf } from '../../src/store/index.ts';
import { temporaryFolder } from '../../src/temporary-folder.ts';
import { madePapers, randomNumbers } from './made-papers.ts';

const [followers = 5_000, count = 1_000] = process.argv.slice(2).map(Number);
const SECOND_MS = 1_000;

const random = randomNumbers(7);
const source = await loadCollection('data/papers.jsonl');
const papers = [...madePapers(source, count)].map(paper => ({
  ...paper,
  categories: [pick(['cs.LG', 'cs.CL', 'stat.ML', 'math.OC'])],
}));
const index = remembering(await buildIndex(papers));
const folder = temporaryFolder();
const clock = drivenClock();
const log = pino({ level: 'warn' });
const database = await openDatabase({ path: folder.file('offprint.sqlite'), log });
const store = storeOf(database, clock);
for (let i = 0; i < followers; i++)
  await store.subscriptions.add(aWish(i), { userId: `${i}`, at: clock.now(), next: undefined, most: 1 });
for (let i = 0; i < count; i += 500)
  await intake(store.papers).upsert(papers.slice(i, i + 500).map(paper => ({ ...paper, own: true })));
const revision = await store.papers.revision();

const posts: Post[] = [];
const daily = createDaily({
  store,
  index: () => index,
  revision: () => revision,
  catchUpHours: 6,
  maxPerOwner: 1,
  clock,
  random,
  log,
});
daily.start({
  async post(post) {
    posts.push(post);
    return { kind: 'there', channelId: post.place.channelId, messageId: post.id, at: clock.now() };
  },
  find: async () => ({ kind: 'absent' }),
  publish: async () => ({ kind: 'done' }),
  startThread: async () => ({ kind: 'done' }),
  obstacle: async () => 'free' as const,
  tell: async () => ({ kind: 'done' }),
  guild: async () => ({ kind: 'barred', reason: 'bot-removed' }),
  roleState: () => 'unknown' as const,
  isMember: async () => true,
});
await clock.advance(50 * SECOND_MS);

/** Of processor time of this thread, in ms: what other programs take does not count. */
let longest = 0;
let watching = true;
const watched = (async () => {
  for (let before = ownMs(); watching; ) {
    await othersTurn();
    const now = ownMs();
    longest = Math.max(longest, now - before);
    before = now;
  }
})();
const began = performance.now();
const cpu = process.cpuUsage();
await clock.advance(15 * SECOND_MS);
const planned = async () => (await store.planningReads.behind(revision, '', 1)).length === 0;
while (!(await planned())) await clock.advance(1);
const used = process.cpuUsage(cpu);
const seconds = (performance.now() - began) / SECOND_MS;
watching = false;
await watched;
const processor = (used.user + used.system) / 1e6;
console.log(
  `${followers} follows, ${count} papers: ${seconds.toFixed(1)} s (${processor.toFixed(1)} s of processor time), the longest turn ${longest.toFixed(0)} ms`,
);
while ((await store.deliveries.nextDue()) !== undefined) await clock.advance(SECOND_MS);
const told = new Set(posts.map(({ place }) => place.channelId));
console.log(
  `${posts.length} messages to ${told.size} followers, ${posts.reduce((sum, post) => sum + post.papers.length, 0)} papers told`,
);
await daily.stop();
await database.close();
folder.remove();

function ownMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

function aWish(n: number): Wish {
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
