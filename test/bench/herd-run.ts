import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { firstOccurrence } from '../../src/calendar/occurrences.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { addChannel, addGuild, addUser, emptyWorld, join } from '../../src/sandbox/world/default-world.ts';
import type { World } from '../../src/sandbox/world/world.ts';
import { openStore } from '../../src/store/index.ts';
import { type FastTime, fastClock } from '../chaos/fast-clock.ts';
import { QUERIES } from './queries.ts';

const MINUTE_MS = 60_000;
/** Discord's limits: requests a second over all; messages in 5 s for each channel. */
const A_SECOND = 50;
const IN_CHANNEL = { count: 5, seconds: 5 };
/** Between two commands that a person uses meanwhile, in ms. */
const PERSON_MS = 100;
/** For the bot to start, and for one subscription to be written, in real ms. */
const START_MS = 10_000;
const SET_UP_MS = 3;
const POST = 'POST /channels/{channel}/messages';
/** What Node is told by `npm start`. */
const FLAGS = packageJson.scripts.start.match(/--\S+/g) ?? [];

export interface HerdOptions {
  subscriptions: number;
  guilds: number;
  /** How much faster than real time both the bot's clock and Discord's limits are. */
  speed: number;
}

export interface HerdReport {
  posts: number;
  /** Subscriptions with another number of posts than one. */
  wrong: number;
  /** Of what the limits allow; 1 is all of it. */
  share: number;
  /** Answers 429. */
  refused: number;
  /** Of `/search` meanwhile, event to answer, in ms. */
  answerMs: { p50: number; p99: number; count: number };
  /** After a forced collection of garbage. */
  residentMb: { before: number; after: number };
}

/** Many subscriptions, all due in the same minute. */
export async function runHerd({ subscriptions, guilds, speed }: HerdOptions): Promise<HerdReport> {
  const folder = temporaryFolder();
  const database = folder.file('herd.sqlite');
  const world = populated(guilds);
  const time: FastTime = { start: Date.UTC(2026, 0, 15), origin: Date.now(), speed };
  const clock = fastClock(time);
  const sandbox = await startSandbox({
    validate: false,
    clock,
    world,
    limits: {
      perSecond: A_SECOND * speed,
      messagesPerChannel: { count: IN_CHANNEL.count, seconds: IN_CHANNEL.seconds / speed },
    },
  });
  await subscribeAll(world, database, subscriptions, clock.now() + speed * (START_MS + subscriptions * SET_UP_MS));
  const bot = fork(new URL('./herd-bot.ts', import.meta.url), {
    execArgv: ['--expose-gc', ...FLAGS],
    env: {
      DISCORD_TOKEN: sandbox.token,
      DISCORD_API_URL: sandbox.apiUrl,
      DATABASE_PATH: database,
      TIME: JSON.stringify(time),
    },
  });
  try {
    await once(bot, 'message');
    const before = await residentMb(bot);
    const [answers] = await Promise.all([
      people(sandbox, () => messages(world).length >= subscriptions),
      until(() => messages(world).length >= subscriptions),
    ]);
    await sleep(2_000);
    const after = await residentMb(bot);
    return { ...counted(sandbox, subscriptions), answerMs: answers, residentMb: { before, after } };
  } finally {
    bot.kill('SIGKILL');
    await sandbox.close();
    folder.remove();
  }
}

function populated(guilds: number): World {
  const world = emptyWorld();
  const reader = addUser(world, 'reader');
  for (let i = 0; i < guilds; i += 1) {
    const guild = addGuild(world, `Server ${i}`, { bot: true });
    for (let j = 0; j < 5; j += 1) addChannel(world, guild, `papers-${j}`);
    if (i === 0) join(guild, reader.id, []);
  }
  return world;
}

/** All at one minute, which comes when they are all set up and the bot has had time to start. */
async function subscribeAll(world: World, path: string, count: number, until: number): Promise<void> {
  const store = await openStore({
    path,
    clock: fastClock({ start: 0, origin: 0, speed: 1 }),
    log: pino({ level: 'silent' }),
  });
  const channels = [...world.guilds.values()].flatMap(({ id: guildId, channels: all }) =>
    [...all.keys()].map(channelId => ({ kind: 'text' as const, guildId, channelId })),
  );
  const due = new Date(Math.ceil(until / MINUTE_MS) * MINUTE_MS);
  const schedule = { time: due.toISOString().slice(11, 16), timeZone: 'UTC', days: 0b1111111 };
  for (let i = 0; i < count; i += 1) {
    const place = channels[i % channels.length];
    if (!place) break;
    await store.subscriptions.add(
      { kind: 'daily', place, schedule, paperCount: 1, publish: false, thread: false, fresh: false },
      { userId: '1', at: 0, next: firstOccurrence(schedule, due.getTime() - 1), most: Number.MAX_SAFE_INTEGER },
    );
  }
  await store.close();
}

/** Someone searches all the while. */
async function people(sandbox: Sandbox, done: () => boolean): Promise<HerdReport['answerMs']> {
  const place = { guild: 'Server 0', channel: 'papers-0' };
  const reader = sandbox.person('reader');
  const times: number[] = [];
  for (let i = 0; !done(); i += 1) {
    await sleep(PERSON_MS);
    if (messages(sandbox.world).length === 0) continue;
    const started = performance.now();
    await reader.slash(place, 'search', { query: QUERIES[i % QUERIES.length] ?? '', private: true });
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const quantile = (q: number) => times[Math.min(times.length - 1, Math.floor(q * times.length))] ?? Number.NaN;
  return { p50: quantile(0.5), p99: quantile(0.99), count: times.length };
}

function messages(world: World) {
  return [...world.guilds.values()]
    .flatMap(guild => [...guild.channels.values()])
    .flatMap(channel => [...channel.messages.values()])
    .filter(message => message.authorId === world.bot.id && message.onlyFor === undefined);
}

function counted({ world, requests }: Sandbox, subscriptions: number) {
  const posts = messages(world);
  const times = posts.map(({ createdAt }) => createdAt);
  const seconds = (Math.max(...times) - Math.min(...times)) / 1000;
  const ids = posts.map(({ components }) => JSON.stringify(components).match(/discuss;open;[^;"]+;([\w-]{16})/)?.[1]);
  return {
    posts: posts.length,
    wrong: subscriptions - new Set(ids).size + (posts.length - new Set(ids).size),
    // The clock is as fast as the limits.
    share: (posts.length - 1) / seconds / A_SECOND,
    refused: requests.filter(({ route, status }) => route === POST && status === 429).length,
  };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(200);
}

async function residentMb(bot: ChildProcess): Promise<number> {
  bot.send('memory');
  const [told] = await once(bot, 'message');
  return z.object({ residentMb: z.number() }).parse(told).residentMb;
}
