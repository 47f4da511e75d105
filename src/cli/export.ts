/** `npm run export -- <file>`: the whole collection as JSONL, one paper a line; the bot may go on meanwhile. */
import dotenv from 'dotenv';
import { ConfigError, readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { OperatorError } from '../operator-error.ts';
import { serialise } from '../papers/collection.ts';
import { writeWhole } from '../papers/write-whole.ts';
import { allPapers, openAsItIs, passwordIn } from '../store/index.ts';

dotenv.config({ quiet: true });
const [file, ...more] = process.argv.slice(2);
if (file === undefined || more.length > 0) {
  console.error('Which file? npm run export -- <file>');
  process.exit(2);
}
try {
  const { databaseUrl: url, databasePath: path } = readConfig(process.env);
  const log = createLog({ level: 'warn', secrets: [passwordIn(url)] });
  const database = openAsItIs({ url, path, log }, 'read');
  try {
    let count = 0;
    await allPapers(database, async papers => {
      async function* lines() {
        for await (const some of papers) {
          count += some.length;
          yield serialise(some);
        }
      }
      await writeWhole(file, lines());
    });
    console.log(`${file} holds the collection: ${count === 1 ? '1 paper' : `${count} papers`}.`);
  } finally {
    await database.close();
  }
} catch (error) {
  console.error(error instanceof OperatorError ? error.message : error);
  process.exitCode = error instanceof ConfigError ? 2 : 1;
}
