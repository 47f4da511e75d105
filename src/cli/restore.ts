/** `npm run restore -- <file>`: puts a backup into an empty database, of whichever of the two kinds. */
import dotenv from 'dotenv';
import { ConfigError, readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { OperatorError } from '../operator-error.ts';
import { linesOf } from '../papers/collection.ts';
import { openAsItIs, passwordIn, restore } from '../store/index.ts';

dotenv.config({ quiet: true });
const [file, ...more] = process.argv.slice(2);
if (file === undefined || more.length > 0) {
  console.error('Which file? npm run restore -- <file>');
  process.exit(2);
}
try {
  const { databaseUrl: url, databasePath: path } = readConfig(process.env);
  const log = createLog({ level: 'warn', secrets: [passwordIn(url)] });
  const database = openAsItIs({ url, path, log }, 'fill');
  try {
    console.log(`The database holds what ${file} held: ${await restore(database, linesOf(file))} rows.`);
  } finally {
    await database.close();
  }
} catch (error) {
  console.error(error instanceof OperatorError ? error.message : error);
  process.exitCode = error instanceof ConfigError ? 2 : 1;
}
