/**
 * `npm run chaos -- [kills] [seed] [target]`: many kills while posting (sqlite, postgres, workers), half as many while
 * opening discussions (discussions), and what arrived; as many troubles of processes that share shards (shards: a model
 * of them, processes: real ones). All of them, unless a target is named.
 */
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import type { Target } from '../store/each-store.ts';
import { type ChaosReport, killWhileDelivering } from './daily.ts';
import { killWhileOpening } from './discussions.ts';
import { freshSchema } from './fresh-schema.ts';
import { seeded } from './seeded.ts';
import { troubleFleet } from './shard-fleet.ts';
import { anyTroubles, troubleProcesses } from './shard-processes.ts';

/** What there must be none of. */
const FAULTS = ['lost', 'doubled', 'threadless', 'pending'] as const;
/** A round stays within a day of its clock, which runs fast, so that each subscription has one occurrence. */
const KILLS_A_ROUND = 100;

const kills = Number(process.argv[2] ?? 2_000);
const seed = Number(process.argv[3] ?? 1);
const only = process.argv[4];
const url = process.env.TEST_DATABASE_URL;
const wanted = (target: string) => only === undefined || only === target;

const folder = temporaryFolder();
if (wanted('sqlite')) await deliver('SQLite, one bot', 0, round => ({ path: folder.file(`${round}.sqlite`) }));
if (wanted('discussions')) await openDiscussions(folder.file('discussions.sqlite'), Math.ceil(kills / 2));
if (wanted('shards')) await trouble();
folder.remove();
if (url === undefined) console.log('PostgreSQL is left out: TEST_DATABASE_URL is not set.');
else {
  if (wanted('postgres')) await deliver('PostgreSQL, one bot', 0, () => freshSchema(url));
  if (wanted('workers')) await deliver('PostgreSQL, one bot and 2 workers', 2, () => freshSchema(url));
  if (wanted('processes')) await troubleReal(url);
}

async function deliver(
  what: string,
  workers: number,
  fresh: (round: number) => Target | Promise<Target>,
): Promise<void> {
  const whole: ChaosReport = {
    points: {},
    occurrences: 0,
    threads: 0,
    lost: [],
    doubled: [],
    threadless: [],
    pending: [],
    seconds: 0,
  };
  let dead = 0;
  for (let round = 0; dead < kills; round++) {
    const target = await fresh(round);
    const size = Math.min(KILLS_A_ROUND, kills - dead);
    const report = await killWhileDelivering({
      target,
      kills: size,
      workers,
      random: seeded(seed + workers + 10 * round),
    });
    for (const [point, count] of Object.entries(report.points)) {
      whole.points[point] = (whole.points[point] ?? 0) + count;
      dead += count;
    }
    whole.occurrences += report.occurrences;
    whole.seconds += report.seconds;
    whole.threads += report.threads;
    for (const fault of FAULTS) whole[fault].push(...report[fault]);
    // A long run may be ended; what it has found so far stands.
    console.log(
      `… ${what}: ${dead} kills, ${whole.occurrences} occurrences, ${whole.threads} threads; ${faultsOf(whole)}`,
    );
  }
  tell(what, dead, whole);
}

function faultsOf(report: ChaosReport): string {
  return FAULTS.map(fault => `${report[fault].length} ${fault}`).join(', ');
}

function tell(what: string, dead: number, report: ChaosReport): void {
  const { occurrences, threads, points, seconds } = report;
  const took = `${dead} kills in ${Math.round(seconds)} s`;
  console.log(`${what}: ${took}, ${occurrences} occurrences, ${threads} threads; ${faultsOf(report)}`);
  for (const [point, count] of Object.entries(points).sort()) console.log(`  ${String(count).padStart(5)} ${point}`);
  for (const fault of FAULTS) {
    for (const line of report[fault]) console.log(`  ${fault}: ${line}`);
    if (report[fault].length > 0) process.exitCode = 1;
  }
}

async function openDiscussions(database: string, times: number): Promise<void> {
  const rounds = await killWhileOpening(database, times, seeded(seed));
  const wrong = rounds.filter(({ threads }) => threads !== 1);
  console.log(`Discussions: ${times} kills, ${wrong.length} wrong`);
  for (const [point, these] of Object.entries(Object.groupBy(rounds, round => round.point)).sort()) {
    console.log(`  ${String(these?.length).padStart(5)} ${point}`);
  }
  for (const { place, point, threads } of wrong)
    console.log(`  wrong: ${threads} threads in a ${place}, killed ${point}`);
  if (wrong.length > 0) process.exitCode = 1;
}

async function trouble(): Promise<void> {
  for (const [shards, processes] of [
    [1, 2],
    [4, 3],
  ] as const) {
    const { troubles, asked, longestOverlap, ...wrong } = await troubleFleet({
      seed,
      shards,
      processes,
      troubles: kills,
    });
    const counts = Object.entries(wrong).map(([fault, where]) => `${where.length} ${fault}`);
    console.log(`${processes} processes, ${shards} shards: ${asked} interactions; ${counts.join(', ')}`);
    console.log(`  two sessions of a shard for ${longestOverlap / 1000} s at most`);
    for (const [what, count] of Object.entries(troubles).sort()) console.log(`  ${String(count).padStart(5)} ${what}`);
    for (const line of Object.values(wrong).flat()) console.log(`  wrong: ${line}`);
    if (Object.values(wrong).some(where => where.length > 0)) process.exitCode = 1;
  }
}

async function troubleReal(base: string): Promise<void> {
  for (let met = 0; met < kills; met += KILLS_A_ROUND) {
    const { url: databaseUrl = '' } = await freshSchema(base);
    const { troubles, asked, unanswered, takenOver, overlapMs, posts, seconds, ...wrong } = await troubleProcesses({
      databaseUrl,
      seed: seed + met,
      servers: 200,
      shards: 4,
      processes: 3,
      troubles: anyTroubles(Math.min(KILLS_A_ROUND, kills - met), seeded(seed + met)),
    });
    const { due, ...faults } = posts;
    const counts = Object.entries({ ...wrong, ...faults }).map(([fault, where]) => `${where.length} ${fault}`);
    console.log(
      `3 real processes, 4 shards, in ${Math.round(seconds)} s: ${asked} interactions, ${unanswered} unanswered;`,
    );
    console.log(`  ${due} posts; ${counts.join(', ')}`);
    console.log(`  ${takenOver} shards taken over; two sessions of a shard for ${overlapMs / 1000} s at most`);
    for (const [what, count] of Object.entries(troubles).sort()) console.log(`  ${String(count).padStart(5)} ${what}`);
    for (const line of Object.values({ ...wrong, ...faults }).flat()) console.log(`  wrong: ${line}`);
    if (Object.values({ ...wrong, ...faults }).some(where => where.length > 0)) process.exitCode = 1;
  }
}
