import { readConfig } from '../app/config.ts';
import { UsageError } from '../platform/command-line.ts';
import { createLog } from '../platform/log.ts';
import type { Database } from '../store/index.ts';
import { openAsItIs, passwordIn } from '../store/index.ts';
import { runScript } from './script.ts';

export interface FileWork {
  /** As in `npm run <name>`. */
  name: string;
  /** What it does, in a sentence or two. */
  about: string;
  /** What is done with the database: it is read, next to a running bot, or filled. */
  purpose: 'read' | 'fill';
  /** What `--force` does, where there is such an option. */
  force?: string;
}

/** Opens the database as it is; it is closed after the work. */
type Open = () => Database;

/**
 * A script between the database and the one file that is named: `npm run <name> -- <file>`. Prints what `work`
 * answers.
 */
export async function withFile(
  { name, about, purpose, force }: FileWork,
  work: (open: Open, file: string, forced: boolean) => Promise<string>,
): Promise<void> {
  const lines = [`  npm run ${name} -- <file>`, ...(force ? [`  npm run ${name} -- --force <file>   ${force}`] : [])];
  const usage = { help: `${about}\n\n${lines.join('\n')}`, words: 1 };
  const run = async (file: string | undefined, forced: boolean) => {
    if (file === undefined) throw new UsageError('Which file?');
    let database: Database | undefined;
    try {
      const { databaseUrl: url, databasePath: path } = readConfig(process.env);
      const log = createLog({ level: 'warn', secrets: [passwordIn(url)] });
      const open = () => {
        database ??= openAsItIs({ url, path, log }, purpose);
        return database;
      };
      console.log(await work(open, file, forced));
      return 0;
    } finally {
      await database?.close();
    }
  };
  if (force === undefined) await runScript({ ...usage, options: {} }, ({ positionals: [file] }) => run(file, false));
  else
    await runScript({ ...usage, options: { force: { type: 'boolean' } } }, ({ positionals: [file], values }) =>
      run(file, values.force === true),
    );
}
