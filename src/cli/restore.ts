/** `npm run restore -- <file>`: puts a backup into an empty database, of whichever of the two kinds. */
import { linesOf } from '../papers/collection.ts';
import { checkBackup, restore } from '../store/index.ts';
import { withFile } from './with-file.ts';

const RESTORE = {
  name: 'restore',
  about: 'Puts a backup into an empty database: the one that DATABASE_URL or DATABASE_PATH names.',
  purpose: 'fill',
} as const;

await withFile(RESTORE, async (open, file) => {
  // Before a database is opened, which would make a file that is not there.
  const whole = await checkBackup(linesOf(file));
  const rows = await restore(open(), linesOf(file));
  const doubt = whole
    ? ''
    : ' The backup is of an older Offprint, which wrote no end mark: compare the number of rows with what that backup said.';
  return `The database holds what ${file} held: ${rows} rows.${doubt}`;
});
