import dotenv from 'dotenv';
import { ConfigError, readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { OperatorError } from '../operator-error.ts';
import type { Database } from '../store/database.ts';
import { openAsItIs, passwordIn } from '../store/index.ts';

/**
 * A program between the database, as it is, and the one file that is named: `npm run <name> -- <file>`. Prints what `work` answers, or in words what
 * is wrong.
 */
export async function withFile(
  name: string,
  purpose: 'read' | 'fill',
  work: (database: Database, file: string) => Promise<string>,
): Promise<void> {
  dotenv.config({ quiet: true });
  const [file, ...more] = process.argv.slice(2);
  if (file === undefined || more.length > 0) {
    console.error(`Which file? npm run ${name} -- <file>`);
    process.exitCode = 2;
    return;
  }
  try {
    const { databaseUrl: url, databasePath: path } = readConfig(process.env);
    const log = createLog({ level: 'warn', secrets: [passwordIn(url)] });
    const database = openAsItIs({ url, path, log }, purpose);
    try {
      console.log(await work(database, file));
    } finally {
      await database.close();
    }
  } catch (error) {
    console.error(error instanceof OperatorError ? error.message : error);
    process.exitCode = error instanceof ConfigError ? 2 : 1;
  }
}
