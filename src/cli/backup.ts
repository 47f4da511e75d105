/** `npm run backup -- <file>`: everything in the database, as one file; the bot may go on meanwhile. */
import { OperatorError } from '../platform/operator-error.ts';
import { writeWhole } from '../platform/write-whole.ts';
import { dump } from '../store/index.ts';
import { withFile } from './with-file.ts';

/** It holds what people saved and voted for: nobody else on the machine is to read it. */
const PRIVATE = 0o600;

const BACKUP = {
  name: 'backup',
  about: 'Writes everything in the database into one file. Offprint may run meanwhile.',
  purpose: 'read',
  force: 'replaces a file that is there',
} as const;

await withFile(BACKUP, async (open, file, force) => {
  const rows = await dump(open(), lines => writeWhole(file, lines, { mode: PRIVATE, overwrite: force })).catch(
    error => {
      if (error?.code !== 'EEXIST') throw error;
      throw new OperatorError(
        `${file} is there already, and a backup overwrites nothing. Give it another name, or replace that file with: npm run backup -- --force ${file}`,
        error,
      );
    },
  );
  return `${file} holds the database: ${rows} rows.`;
});
