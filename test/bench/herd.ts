/**
 * `npm run bench:herd`: 10,000 subscriptions of 2,000 servers due in the same minute, with Discord's limits, while
 * someone searches. Takes some four minutes: the limits themselves take 200 s. Reported, not asserted.
 */
import { runHerd } from './herd-run.ts';

const [subscriptions = 10_000, guilds = 2_000, speed = 1] = process.argv.slice(2).map(Number);
const { posts, wrong, share, refused, answerMs, residentMb } = await runHerd({ subscriptions, guilds, speed });
console.log(`posts                                 ${posts} (${wrong} missing or doubled)`);
console.log(`speed, of what the limits allow       ${(100 * share).toFixed(1)} %`);
console.log(`answers 429                           ${refused}`);
console.log(
  `/search meanwhile, p50 / p99, ms      ${answerMs.p50.toFixed(1)} / ${answerMs.p99.toFixed(1)} of ${answerMs.count}`,
);
console.log(
  `resident memory before / after, MB    ${residentMb.before.toFixed(0)} / ${residentMb.after.toFixed(0)} (× ${(residentMb.after / residentMb.before).toFixed(2)})`,
);
