/** `npm run backup -- <file>`: everything in the database, as one file; the bot may go on meanwhile. */
import dotenv from 'dotenv';
import { ConfigError, readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { OperatorError } from '../operator-error.ts';
import { writeWhole } from '../papers/write-whole.ts';
import { dump, openAsItIs, passwordIn } from '../store/index.ts';

dotenv.config({ quiet: true });
const [file, ...more] = process.argv.slice(2);
if (file === undefined || more.length > 0) {
  console.error('Which file? npm run backup -- <file>');
  process.exit(2);
}
try {
  const { databaseUrl: url, databasePath: path } = readConfig(process.env);
  const log = createLog({ level: 'warn', secrets: [passwordIn(url)] });
  const database = openAsItIs({ url, path, log }, 'read');
  try {
    let rows = -1;
    await dump(database, lines => writeWhole(file, counted(lines)));
    console.log(`${file} holds the database: ${rows} rows.`);

    async function* counted(lines: AsyncIterable<string>) {
      for await (const some of lines) {
        rows += some.split('\n').length - 1;
        yield some;
      }
    }
  } finally {
    await database.close();
  }
} catch (error) {
  console.error(error instanceof OperatorError ? error.message : error);
  process.exitCode = error instanceof ConfigError ? 2 : 1;
}
