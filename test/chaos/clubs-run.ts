/**
 * `npm run chaos:clubs -- --kills 200 --database sqlite|postgres --seed 1`: many kills while journal clubs vote, are
 * reminded and meet, and what came of it. On PostgreSQL (`TEST_DATABASE_URL`) two workers deliver beside the bot.
 */
import { parseArgs } from 'node:util';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { type ClubsReport, killWhileMeeting } from './clubs.ts';
import { freshSchema } from './fresh-schema.ts';
import { seeded } from './seeded.ts';

const FAULTS = ['lost', 'doubled', 'misled', 'unkept', 'pending'] as const;
const COUNTS = ['steps', 'messages', 'events', 'confirmed'] as const;
/** What clubs have to say in a round is spread over some hours of its clock. */
const KILLS_A_ROUND = 12;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    database: { type: 'string', default: 'sqlite' },
    seed: { type: 'string', default: '1' },
  },
});
const kills = Number(values.kills);
const onPostgres = values.database === 'postgres';
const url = process.env.TEST_DATABASE_URL;
if (onPostgres && url === undefined) throw new Error('TEST_DATABASE_URL is not set: it says where PostgreSQL is.');

const folder = temporaryFolder();
const points: Record<string, number> = {};
const sums = { steps: 0, messages: 0, events: 0, confirmed: 0 };
let dead = 0;
let seconds = 0;
let wrong = 0;
for (let round = 0; dead < kills; round += 1) {
  const target = onPostgres && url ? await freshSchema(url) : { path: folder.file(`${round}.sqlite`) };
  const report = await killWhileMeeting({
    target,
    kills: Math.min(KILLS_A_ROUND, kills - dead),
    workers: onPostgres ? 2 : 0,
    random: seeded(Number(values.seed) + 1_000 * round),
  });
  for (const [point, count] of Object.entries(report.points)) {
    points[point] = (points[point] ?? 0) + count;
    dead += count;
  }
  for (const what of COUNTS) sums[what] += report[what];
  seconds += report.seconds;
  // A long run may be ended; what it has found so far stands.
  tell(report);
}
folder.remove();
for (const [point, count] of Object.entries(points).sort()) console.log(`  ${String(count).padStart(5)} ${point}`);
if (wrong > 0) process.exitCode = 1;

function tell(report: ClubsReport): void {
  for (const fault of FAULTS)
    for (const line of report[fault]) {
      wrong += 1;
      console.log(`  ${fault}: ${line}`);
    }
  const counts = COUNTS.map(what => `${sums[what]} ${what}`).join(', ');
  console.log(`${values.database}: ${dead} kills in ${Math.round(seconds)} s, ${counts}, ${wrong} wrong`);
}
