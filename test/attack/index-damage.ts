/**
 * `npm run attack:index [-- <seed> <count>]`: damages an index on disk again and again, each time another copy, opens
 * it and asks. Prints how often an answer was wrong, something hung, or an error stayed; ends with 1 if any did.
 */
import { attackIndex } from './damaged-index.ts';

const [seed = '1', count = '1000'] = process.argv.slice(2);
const { wrong, hung, failed, ...counts } = await attackIndex(Number(seed), Number(count), line => console.error(line));
console.log(
  JSON.stringify({ seed: Number(seed), ...counts, wrong: wrong.length, hung: hung.length, failed: failed.length }),
);
for (const line of [...wrong, ...hung, ...failed]) console.log(line);
process.exit(wrong.length + hung.length + failed.length > 0 ? 1 : 0);
