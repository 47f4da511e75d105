/** `npm run restore -- <file>`: puts a backup into an empty database, of whichever of the two kinds. */
import { linesOf } from '../papers/collection.ts';
import { restore } from '../store/index.ts';
import { withFile } from './with-file.ts';

await withFile('restore', 'fill', async (database, file) => {
  const rows = await restore(database, linesOf(file));
  return `The database holds what ${file} held: ${rows} rows.`;
});
