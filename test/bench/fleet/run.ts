import { setTimeout as sleep } from 'node:timers/promises';
import { freshSchema } from '../../chaos/fresh-schema.ts';
import type { Target } from '../../store/each-store.ts';
import { subscribeAll } from '../subscribing.ts';
import { type Bots, type Memory, startOffprint, startShardingManager } from './bots.ts';
import { type Asked, type FleetSandbox, forkSandbox } from './orders.ts';

const MINUTE_MS = 60_000;
const LOOK_MS = 100;
/** For the sandbox to see that a connection has broken, in ms. */
const NOTICED_MS = 200;
/** Before the throughput is measured. */
const WARM_UP = 1_000;
/** Interactions a second while a process is killed, and for how long they come before and after, in ms. */
const A_SECOND = 50;
const BEFORE_MS = 5_000;
const AFTER_MS = 5_000;
/** Of the posts that are due then, so many are out when it is killed. */
const POSTED = 1 / 4;
/** For the subscriptions to be written, in ms each, and at least. */
const SET_UP_MS = 10;
const LEAST_SET_UP_MS = 5_000;
/** Something is wrong with what takes longer, in ms. */
const PATIENCE_MS = 5 * MINUTE_MS;

export interface FleetOptions {
  servers: number;
  shards: number;
  /** Of Offprint; the ShardingManager has one for each shard. */
  processes: number;
  interactions: number;
  /** Posts that are due when a process is killed. */
  deliveries: number;
  /** A PostgreSQL, in which a schema is made. */
  databaseUrl: string;
}

export interface FleetReport {
  processes: number;
  /** From the start of the processes until each shard has answered. */
  readySeconds: number;
  memory: Memory[];
  /** Of what is in use (heap and buffers), in bytes. */
  perServer: number;
  aSecond: number;
  p50: number;
  p99: number;
  killed: {
    shards: number[];
    /** From the kill until the last of its shards answers again. */
    backSeconds: number;
    asked: number;
    /** Interactions that nobody answered: of the shards of the dead process, and of the others. */
    lost: { there: number; elsewhere: number };
    posts: { due: number; lost: number; doubled: number };
  };
  /** What Discord would have refused in all of this. */
  violations: string[];
}

export async function measureOffprint(options: FleetOptions): Promise<FleetReport> {
  const { shards, processes, databaseUrl } = options;
  const fresh = () => freshSchema(databaseUrl);
  const start = (sandbox: FleetSandbox, { url = '' }: Target) => startOffprint(sandbox, { url, shards, processes });
  const hasShare = (bots: Bots) => {
    const shares = bots.shares();
    return Math.max(...shares) - Math.min(...shares) <= 1 && shares.reduce((a, b) => a + b) === shards;
  };
  return measure(options, { fresh, start, hasShare });
}

/** It delivers nothing. */
export async function measureShardingManager(options: FleetOptions): Promise<FleetReport> {
  const fresh = async () => undefined;
  const start = (sandbox: FleetSandbox) => startShardingManager(sandbox, options.shards);
  return measure({ ...options, deliveries: 0 }, { fresh, start, hasShare: () => true });
}

interface Kind<T extends Target | undefined> {
  fresh: () => Promise<T>;
  start: (sandbox: FleetSandbox, target: T) => Bots;
  /** Whether no shard is still to move. */
  hasShare: (bots: Bots) => boolean;
}

async function measure<T extends Target | undefined>(options: FleetOptions, kind: Kind<T>): Promise<FleetReport> {
  const { servers, shards, interactions } = options;
  const least = await running(shards, options, kind, async (_, bots) => inUse(await bots.memory()));
  return running(servers, options, kind, async (sandbox, bots, target, readySeconds) => {
    const memory = await bots.memory();
    await sandbox.order({ do: 'ask', interactions: WARM_UP });
    const { times, seconds, unanswered } = await sandbox.order({ do: 'ask', interactions });
    if (unanswered > 0) console.error(`${unanswered} of ${interactions} were not answered in time.`);
    const killed = await kill(sandbox, bots, target, options.deliveries);
    const { violations } = await sandbox.order({ do: 'look' });
    return {
      processes: memory.length,
      readySeconds,
      memory,
      perServer: (inUse(memory) - least) / Math.max(1, servers - shards),
      aSecond: times.length / seconds,
      p50: quantile(times, 0.5),
      p99: quantile(times, 0.99),
      killed,
      violations,
    };
  });
}

async function running<T extends Target | undefined, R>(
  servers: number,
  { shards }: FleetOptions,
  { fresh, start, hasShare }: Kind<T>,
  work: (sandbox: FleetSandbox, bots: Bots, target: T, readySeconds: number) => Promise<R>,
): Promise<R> {
  const target = await fresh();
  const sandbox = await forkSandbox(servers, shards);
  const begun = performance.now();
  const bots = start(sandbox, target);
  try {
    await until(async () => {
      const { shards: connected, isRegistered } = await sandbox.order({ do: 'look' });
      return isRegistered && new Set(connected).size === shards && connected.length === shards && hasShare(bots);
    });
    await until(async () => (await sandbox.order({ do: 'ask-each-shard' })).every(isAnswered => isAnswered));
    return await work(sandbox, bots, target, (performance.now() - begun) / 1000);
  } finally {
    await bots.end();
    sandbox.close();
  }
}

async function kill(
  sandbox: FleetSandbox,
  bots: Bots,
  target: Target | undefined,
  deliveries: number,
): Promise<FleetReport['killed']> {
  const posts = async () => (await sandbox.order({ do: 'look' })).posts;
  if (target && deliveries > 0) {
    const places = sandbox.seats.map(({ guild, channel }) => ({ guildId: guild, channelId: channel }));
    const due = Math.ceil((Date.now() + LEAST_SET_UP_MS + deliveries * SET_UP_MS) / MINUTE_MS) * MINUTE_MS;
    await subscribeAll(target, { places, count: deliveries, due, thread: false });
    await sleep(Math.max(0, due - Date.now() - BEFORE_MS));
  }
  await sandbox.order({ do: 'begin', aSecond: A_SECOND });
  if (target) await until(async () => (await posts()).length >= deliveries * POSTED);
  else await sleep(BEFORE_MS);
  const killedAt = Date.now();
  const shards = await bots.kill();
  await sleep(NOTICED_MS);
  await until(async () => {
    const { shards: connected, posts: out } = await sandbox.order({ do: 'look' });
    return shards.every(shard => connected.includes(shard)) && out.length >= deliveries;
  });
  await sleep(AFTER_MS);
  const asked = await sandbox.order({ do: 'end' });
  const lost = asked.filter(({ isAnswered }) => !isAnswered);
  const there = new Set(shards);
  const out = await posts();
  return {
    shards,
    backSeconds: Math.max(...shards.map(shard => (firstAnswered(asked, shard, killedAt) - killedAt) / 1000)),
    asked: asked.length,
    lost: {
      there: lost.filter(({ shard }) => there.has(shard)).length,
      elsewhere: lost.filter(({ shard }) => !there.has(shard)).length,
    },
    posts: {
      due: deliveries,
      lost: deliveries - out.length,
      doubled: out.filter(count => count > 1).length,
    },
  };
}

/** When somebody asked in a shard after the kill and got an answer; what came just before it may still have got one. */
function firstAnswered(asked: readonly Asked[], shard: number, killedAt: number): number {
  const there = asked.filter(one => one.shard === shard && one.at > killedAt + NOTICED_MS);
  return there.find(({ isAnswered }) => isAnswered)?.at ?? Number.POSITIVE_INFINITY;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('What was waited for did not come.');
    await sleep(LOOK_MS);
  }
}

const inUse = (memory: readonly Memory[]) =>
  memory.reduce((sum, { heapUsed, arrayBuffers }) => sum + heapUsed + arrayBuffers, 0);

function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}
