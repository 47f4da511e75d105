/** `npm run chaos -- [kills]`: many kills while posting on each database, half as many while opening discussions, and what arrived. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { temporaryFolder } from '../../src/temporary-folder.ts';
import { type ChaosReport, killWhileDelivering } from './daily.ts';
import { killWhileOpening } from './discussions.ts';
import { seeded } from './seeded.ts';

const kills = Number(process.argv[2] ?? 2_000);
const seed = Number(process.argv[3] ?? 1);
const url = process.env.TEST_DATABASE_URL;

const folder = temporaryFolder();
tell(
  'SQLite, one bot',
  await killWhileDelivering({ target: { path: folder.file('chaos.sqlite') }, kills, workers: 0, random: seeded(seed) }),
);
await openDiscussions(folder.file('discussions.sqlite'), Math.ceil(kills / 2));
folder.remove();
if (url === undefined) console.log('PostgreSQL is left out: TEST_DATABASE_URL is not set.');
else {
  for (const workers of [0, 2]) {
    const target = await freshSchema(url);
    const report = await killWhileDelivering({ target, kills, workers, random: seeded(seed + workers) });
    tell(`PostgreSQL, one bot${workers > 0 ? ` and ${workers} workers` : ''}`, report);
  }
}

function tell(what: string, { occurrences, points, wrong, seconds }: ChaosReport): void {
  console.log(`${what}: ${kills} kills in ${Math.round(seconds)} s, ${occurrences} occurrences, ${wrong.length} wrong`);
  for (const [point, count] of Object.entries(points).sort()) console.log(`  ${String(count).padStart(5)} ${point}`);
  for (const line of wrong) console.log(`  wrong: ${line}`);
  if (wrong.length > 0) process.exitCode = 1;
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

async function freshSchema(base: string): Promise<{ url: string; path: string }> {
  const schema = `chaos_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: base });
  await client.connect();
  await client.query(`create schema ${schema}`);
  await client.end();
  const target = new URL(base);
  target.searchParams.set('options', `-c search_path=${schema}`);
  return { url: target.href, path: 'unused' };
}
