import { serialise } from '../../src/papers/collection.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { writeWhole } from '../../src/platform/write-whole.ts';
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { addUser } from '../../src/sandbox/world/default-world.ts';
import { openStore } from '../../src/store/index.ts';
import { fleetWorld } from '../bench/fleet/world.ts';
import { judge, paper, subscribeAll } from './daily.ts';
import { type FleetOptions, type FleetReport, ProcessFleet, TROUBLES, type Trouble } from './process-fleet.ts';
import { seeded } from './seeded.ts';
import { SILENT } from './silent.ts';

/** Longer than the latest trouble keeps what is due, in ms: a claim, and a few tries more. */
const SETTLING_MS = 4 * 60_000;
/** For so long posts are due: until the last trouble and no longer than their day. */
const LEAST_MINUTES = 4;
const MINUTES_A_TROUBLE = 3;

export interface ShardsReport extends FleetReport {
  posts: { due: number; lost: string[]; doubled: string[]; threadless: string[]; pending: string[] };
  seconds: number;
}

export interface ShardsOptions extends FleetOptions {
  seed: number;
  servers: number;
  /** Which troubles there are, in order. */
  troubles: readonly Trouble[];
}

/** Any troubles, so many of them. */
export function anyTroubles(count: number, random: () => number): Trouble[] {
  return Array.from({ length: count }, () => TROUBLES[Math.floor(random() * TROUBLES.length)] ?? 'killed');
}

/**
 * Real processes of a bot share its shards over a real PostgreSQL, while one after the other is killed, stopped, told
 * to end, or loses its database; posts are due and people ask all the while. One clock for all, which moves on when all
 * have done what was due and the database has answered.
 */
export async function troubleProcesses(options: ShardsOptions): Promise<ShardsReport> {
  const begun = Date.now();
  const random = seeded(options.seed);
  const { world, seats } = fleetWorld(options.servers, options.shards);
  addUser(world, 'reader');
  const clock = drivenClock();
  const sandbox = await startSandbox({ validate: false, clock, world, shards: options.shards });
  const folder = temporaryFolder();
  const minutes = LEAST_MINUTES + MINUTES_A_TROUBLE * options.troubles.length;
  const collection = folder.file('papers.jsonl');
  await writeWhole(collection, serialise(Array.from({ length: 4 * minutes }, (_, i) => paper(i))));
  const target = { url: options.databaseUrl, path: 'unused' };
  const setUp = await openStore({ ...target, clock, log: SILENT });
  const subscriptions = await subscribeAll(setUp, sandbox, clock.now(), minutes);
  await setUp.close();
  const fleet = new ProcessFleet({
    ...options,
    sandbox,
    clock,
    random,
    seats,
    env: {
      DISCORD_TOKEN: sandbox.token,
      DISCORD_API_URL: sandbox.apiUrl,
      COLLECTION_PATH: collection,
      SHARDS: String(options.shards),
    },
  });
  try {
    await fleet.start();
    for (const trouble of options.troubles) await fleet.meet(trouble);
    const end = clock.now();
    await fleet.passing(SETTLING_MS);
    await fleet.end();
    const store = await openStore({ ...target, clock, log: SILENT });
    const { occurrences: due, threads: _, ...posts } = await judge(store, sandbox, subscriptions, end);
    await store.close();
    return { ...fleet.report, posts: { due, ...posts }, seconds: (Date.now() - begun) / 1000 };
  } finally {
    await fleet.end();
    await sandbox.close();
    folder.remove();
  }
}
