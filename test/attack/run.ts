/**
 * `npm run attack [-- <seed> <count>]`: attacks a running bot and what it reads, in every way that test/attack knows.
 * The same seed and count make the same attacks. Prints a report (docs/security.md has the last), then every finding;
 * ends with 1 if there is one.
 */
import { SUITES } from './suites.ts';

const [seed = 1, count = 5000] = process.argv.slice(2).map(Number);
console.log(`Seed ${seed}, count ${count}:\n\n| attack | tried | findings |\n|---|---|---|`);
const findings: string[] = [];
for (const [name, { run, share }] of Object.entries(SUITES)) {
  const outcome = await run(seed, Math.ceil(count * share));
  console.log(`| ${name} | ${outcome.tried.toLocaleString('en')} | ${outcome.findings.length} |`);
  findings.push(...outcome.findings.map(finding => `${name}: ${finding}`));
}
for (const finding of findings) console.log(`\n${finding}`);
process.exit(findings.length > 0 ? 1 : 0);
