/**
 * `npm run soak -- [hours] [seed]`: the bot before a gateway that misbehaves at random, for so many hours of a driven
 * clock.
 */
import { soakGateway } from './gateway.ts';

const hours = Number(process.argv[2] ?? 24);
const seed = Number(process.argv[3] ?? 1);
const report = await soakGateway({ seed, seconds: Math.round(hours * 3600) });
console.log(
  `${hours} h, seed ${seed}: ${report.begun} sessions begun, at most ${report.most} at once, away from a gateway that was well for ${report.longestAway} s at most, ${report.lines} warnings`,
);
for (const what of report.wrong) console.log(`WRONG: ${what}`);
process.exitCode = report.wrong.length > 0 ? 1 : 0;
