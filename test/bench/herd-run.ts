import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { addChannel, addGuild, addUser, emptyWorld, join } from '../../src/sandbox/world/default-world.ts';
import type { World } from '../../src/sandbox/world/world.ts';
import { openDatabase } from '../../src/store/index.ts';
import { type FastTime, fastClock } from '../chaos/fast-clock.ts';
import { freshSchema } from '../chaos/fresh-schema.ts';
import type { Target } from '../store/each-store.ts';
import { QUERIES } from './queries.ts';
import { subscribeAll } from './subscribing.ts';

const MINUTE_MS = 60_000;
/** Discord's limits: requests a second over all; messages in 5 s for each channel. */
const A_SECOND = 50;
const IN_CHANNEL = { count: 5, seconds: 5 };
/** Between two commands that people use meanwhile, in ms; so many people that none of them is told to wait. */
const PERSON_MS = 100;
const PEOPLE = 64;
/** For the processes to start, for each shard, and for one subscription to be written, in real ms. */
const START_MS = 10_000;
const SHARD_MS = 8_000;
const SET_UP_MS = 3;
const LOOK_MS = 200;
/** Of the posts and threads, those by which the speed is judged. */
const MOST = 0.99;
/**
 * When nothing has come for so long after the last post, longer than a claim, nothing more will; or before it. In ms.
 */
const SILENCE_MS = 80_000;
const LONG_SILENCE_MS = 240_000;
const MADE_AT = Date.UTC(2024, 0, 1);
const POST = 'POST /channels/{channel}/messages';
const OPEN = 'POST /channels/{channel}/messages/{message}/threads';
/** What Node is told by `npm start`. */
const FLAGS = packageJson.scripts.start.match(/--\S+/g) ?? [];

export interface HerdOptions {
  subscriptions: number;
  guilds: number;
  /** How much faster than real time both the bot's clock and Discord's limits are. */
  speed: number;
  /** Each with a shard of its own; more than one need PostgreSQL. */
  bots: number;
  workers: number;
  /** Whether each post opens its paper's discussion. */
  threads: boolean;
  /** A PostgreSQL, in which a schema is made; missing: SQLite. */
  databaseUrl?: string | undefined;
}

export interface HerdReport {
  posts: number;
  /** Posts that a delivery has beyond its first. */
  doubled: number;
  /** Deliveries without a post, or that are not on record as sent, or whose thread did not come. */
  lost: number;
  threads: number;
  seconds: number;
  /** Until most posts and threads were out: a few that were refused or claimed twice come later. */
  mostSeconds: number;
  /** Of what the limits allow, until then; 1 is all of it. */
  share: number;
  /** Answers 429. */
  refused: number;
  /** Of `/search` meanwhile, event to answer, in ms. */
  answerMs: { p50: number; p99: number; count: number; late: number };
  /** After a forced collection of garbage, of each process. */
  residentMb: { before: number[]; after: number[] };
}

/** Many subscriptions, all due in the same minute. */
export async function runHerd(options: HerdOptions): Promise<HerdReport> {
  const { subscriptions, guilds, speed, bots, workers, threads, databaseUrl } = options;
  const folder = temporaryFolder();
  const target: Target =
    databaseUrl === undefined ? { path: folder.file('herd.sqlite') } : await freshSchema(databaseUrl);
  const world = populated(guilds);
  const time: FastTime = { start: Date.UTC(2026, 0, 15), origin: Date.now(), speed };
  const clock = fastClock(time);
  const sandbox = await startSandbox({
    validate: false,
    clock,
    world,
    shards: bots,
    limits: {
      perSecond: A_SECOND * speed,
      messagesPerChannel: { count: IN_CHANNEL.count, seconds: IN_CHANNEL.seconds / speed },
    },
  });
  const setUpMs = START_MS + bots * SHARD_MS + subscriptions * SET_UP_MS;
  const due = Math.ceil((clock.now() + speed * setUpMs) / MINUTE_MS) * MINUTE_MS;
  const places = [...world.guilds.values()].flatMap(({ id: guildId, channels }) =>
    [...channels.keys()].map(channelId => ({ guildId, channelId })),
  );
  await subscribeAll(target, { places, count: subscriptions, due, thread: threads });
  const env = {
    DISCORD_TOKEN: sandbox.token,
    DISCORD_API_URL: sandbox.apiUrl,
    DATABASE_PATH: target.path,
    ...(target.url !== undefined && { DATABASE_URL: target.url, SHARDS: String(bots) }),
    TIME: JSON.stringify(time),
  };
  const arrivals = watch(sandbox);
  const start = (role: string) =>
    fork(new URL('./herd-bot.ts', import.meta.url), {
      execArgv: ['--expose-gc', ...FLAGS],
      env: { ...env, ROLE: role },
    });
  const processes = [
    ...Array.from({ length: bots }, () => start('bot')),
    ...Array.from({ length: workers }, () => start('worker')),
  ];
  try {
    await Promise.all(processes.map(child => once(child, 'message')));
    const before = await Promise.all(processes.map(residentMb));
    const isOver = () => {
      const silence = Date.now() - arrivals.lastAt;
      return silence > (arrivals.posts.size >= subscriptions ? SILENCE_MS : LONG_SILENCE_MS);
    };
    const answerMs = await people(sandbox, () => arrivals.posts.size > 0, isOver);
    const after = await Promise.all(processes.map(residentMb));
    for (const child of processes) child.kill('SIGKILL');
    await Promise.all(processes.map(child => child.exitCode ?? child.signalCode ?? once(child, 'exit')));
    const { posts, opened, times, refused } = arrivals;
    const secondsUntil = (index: number) => ((times.at(index) ?? 0) - (times[0] ?? 0)) / 1000;
    const most = Math.floor(MOST * (times.length - 1));
    return {
      posts: [...posts.values()].reduce((sum, count) => sum + count, 0),
      doubled: [...posts.values()].reduce((sum, count) => sum + count - 1, 0),
      lost: subscriptions - (await wellSent(target, posts)),
      threads: opened,
      seconds: secondsUntil(-1),
      mostSeconds: secondsUntil(most),
      // The clock is as fast as the limits.
      share: most / secondsUntil(most) / A_SECOND,
      refused: refused(),
      answerMs,
      residentMb: { before, after },
    };
  } finally {
    for (const child of processes) child.kill('SIGKILL');
    await sandbox.close();
    folder.remove();
  }
}

/** Servers made at different times: so they are in turn on each shard. */
function populated(guilds: number): World {
  const world = emptyWorld();
  const people = Array.from({ length: PEOPLE }, (_, i) => addUser(world, `reader-${i}`));
  for (let i = 0; i < guilds; i += 1) {
    const guild = addGuild(world, `Server ${i}`, { bot: true, at: MADE_AT + i });
    for (let j = 0; j < 5; j += 1) addChannel(world, guild, `papers-${j}`);
    const reader = people[i % PEOPLE];
    if (reader) join(guild, reader.id, []);
  }
  return world;
}

/** Counts what arrives. */
function watch(sandbox: Sandbox) {
  /** How many posts carry each id of a delivery, which is their nonce. */
  const posts = new Map<string, number>();
  /** When each post and each thread came. */
  const times: number[] = [];
  const seen = { posts, times, opened: 0, lastAt: Date.now(), refused: countRefused(sandbox) };
  sandbox.watch(({ kind, message }) => {
    if (message.nonce === undefined || (kind !== 'created' && kind !== 'marked')) return;
    const id = String(message.nonce);
    if (kind === 'created') posts.set(id, (posts.get(id) ?? 0) + 1);
    else seen.opened += 1;
    times.push(sandbox.world.now());
    seen.lastAt = Date.now();
  });
  return seen;
}

/** The sandbox remembers only the latest requests: they are counted as they come. */
function countRefused({ requests }: Sandbox): () => number {
  let count = 0;
  let last = requests.at(-1);
  const look = () => {
    for (const request of requests.slice(last ? requests.lastIndexOf(last) + 1 : 0)) {
      if (request.status === 0) break;
      if ((request.route === POST || request.route === OPEN) && request.status === 429) count += 1;
      last = request;
    }
  };
  const timer = setInterval(look, LOOK_MS);
  return () => {
    clearInterval(timer);
    look();
    return count;
  };
}

/** People search all the while, each in a server of theirs. */
async function people(
  sandbox: Sandbox,
  hasBegun: () => boolean,
  isOver: () => boolean,
): Promise<HerdReport['answerMs']> {
  const readers = Array.from({ length: PEOPLE }, (_, i) => sandbox.person(`reader-${i}`));
  const times: number[] = [];
  let late = 0;
  for (let i = 0; !isOver(); i += 1) {
    await sleep(PERSON_MS);
    if (!hasBegun()) continue;
    const place = { guild: `Server ${i % PEOPLE}`, channel: 'papers-0' };
    const started = performance.now();
    await readers[i % PEOPLE]?.slash(place, 'search', { query: QUERIES[i % QUERIES.length] ?? '', private: true }).then(
      () => times.push(performance.now() - started),
      () => {
        late += 1;
      },
    );
  }
  times.sort((a, b) => a - b);
  const quantile = (q: number) => times[Math.min(times.length - 1, Math.floor(q * times.length))] ?? Number.NaN;
  return { p50: quantile(0.5), p99: quantile(0.99), count: times.length, late };
}

/** Deliveries that are on record as sent, whose post is there, and whose thread came if one was to come. */
async function wellSent(target: Target, posts: ReadonlyMap<string, number>): Promise<number> {
  const database = await openDatabase({ ...target, log: pino({ level: 'silent' }) });
  const rows = await database.db
    .selectFrom('delivery')
    .select('id')
    .where('state', '=', 'sent')
    .where('thread_at', 'is', null)
    .where('thread_note', 'is', null)
    .execute();
  await database.close();
  return rows.filter(({ id }) => posts.has(id)).length;
}

async function residentMb(bot: ChildProcess): Promise<number> {
  bot.send('memory');
  const [told] = await once(bot, 'message');
  return z.object({ residentMb: z.number() }).parse(told).residentMb;
}
