/**
 * `npm run bench:herd`: 10,000 subscriptions of 2,000 servers due in the same minute, with Discord's limits, while
 * people search. Takes some four minutes: the limits themselves take 200 s. With `--bots 2 --workers 2` over the
 * PostgreSQL of `TEST_DATABASE_URL`; with `--threads` each post opens its discussion. Reported, not asserted.
 */
import { parseArgs } from 'node:util';
import { runHerd } from './herd-run.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    bots: { type: 'string', default: '1' },
    workers: { type: 'string', default: '0' },
    threads: { type: 'boolean', default: false },
  },
});
const [subscriptions = 10_000, guilds = 2_000, speed = 1] = positionals.map(Number);
const [bots, workers] = [Number(values.bots), Number(values.workers)];
const isAlone = bots === 1 && workers === 0;
const databaseUrl = isAlone ? undefined : process.env.TEST_DATABASE_URL;
if (!isAlone && databaseUrl === undefined) throw new Error('TEST_DATABASE_URL is to name a PostgreSQL.');
const report = await runHerd({ subscriptions, guilds, speed, bots, workers, threads: values.threads, databaseUrl });
const { answerMs, residentMb } = report;
const mb = (all: number[]) => all.map(one => one.toFixed(0)).join(' + ');
console.log(`posts                                 ${report.posts} (${report.lost} lost, ${report.doubled} doubled)`);
console.log(`threads                               ${report.threads}`);
console.log(
  `speed, of what the limits allow       ${(100 * report.share).toFixed(1)} % (99 % out after ${report.mostSeconds.toFixed(0)} s, all after ${report.seconds.toFixed(0)} s)`,
);
console.log(`answers 429                           ${report.refused}`);
console.log(
  `/search meanwhile, p50 / p99, ms      ${answerMs.p50.toFixed(1)} / ${answerMs.p99.toFixed(1)} of ${answerMs.count}, ${answerMs.late} too late`,
);
console.log(`resident memory before / after, MB    ${mb(residentMb.before)} / ${mb(residentMb.after)}`);
