/**
 * `npm run bench:fleet -- [servers] [shards] [processes] [interactions] [deliveries]`: a bot in many servers whose
 * processes share its shards, over the PostgreSQL of `TEST_DATABASE_URL`; one of them is killed while people ask and
 * posts are due. Beside it discord.js's ShardingManager with a bot that answers "ok". Takes some eight minutes.
 * Reported, not asserted.
 */
import { availableParallelism, cpus } from 'node:os';
import { type FleetReport, measureOffprint, measureShardingManager } from './fleet/run.ts';
import { CHANNELS, ROLES } from './fleet/world.ts';

const MB = 2 ** 20;

const [servers = 10_000, shards = 4, processes = 2, interactions = 20_000, deliveries = 1_000] = process.argv
  .slice(2)
  .map(Number);
const databaseUrl = process.env.TEST_DATABASE_URL;
if (databaseUrl === undefined) throw new Error('TEST_DATABASE_URL is to name a PostgreSQL.');
const options = { servers, shards, processes, interactions, deliveries, databaseUrl };

console.log(`${cpus()[0]?.model}, ${availableParallelism()} processors for the bots, the sandbox and PostgreSQL`);
console.log(`${servers} servers of ${CHANNELS} channels and ${ROLES} roles each, ${shards} shards`);
const offprint = await measureOffprint(options);
tell('Offprint', offprint);
tell('ShardingManager, an empty bot', await measureShardingManager(options));
if (offprint.violations.length > 0 || offprint.killed.posts.lost + offprint.killed.posts.doubled > 0)
  process.exitCode = 1;

function tell(name: string, { killed, memory, ...report }: FleetReport): void {
  const mb = (of: (one: FleetReport['memory'][number]) => number) =>
    memory.map(one => (of(one) / MB).toFixed(0)).join(' + ');
  const rows = {
    processes: String(report.processes),
    'resident memory, MB': mb(({ rss }) => rss),
    'heap and buffers in use, MB': mb(({ heapUsed, arrayBuffers }) => heapUsed + arrayBuffers),
    'a server more, KB': (report.perServer / 1024).toFixed(1),
    'start until all shards answer, s': report.readySeconds.toFixed(1),
    'interactions a second, 64 at once': report.aSecond.toFixed(0),
    'event to answer, p50 / p99, ms': `${report.p50.toFixed(1)} / ${report.p99.toFixed(1)}`,
    'one killed: its shards': killed.shards.join(', '),
    'until they all answer again, s': killed.backSeconds.toFixed(1),
    'interactions meanwhile': String(killed.asked),
    'unanswered, of its shards / of the others': `${killed.lost.there} / ${killed.lost.elsewhere}`,
    'posts due / lost / doubled': `${killed.posts.due} / ${killed.posts.lost} / ${killed.posts.doubled}`,
    violations: [...new Set(report.violations)].join('; ') || 'none',
  };
  console.log(`\n${name}`);
  for (const [what, figure] of Object.entries(rows)) console.log(`  ${what.padEnd(44)} ${figure}`);
}
