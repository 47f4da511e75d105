/** `npm run backup -- <file>`: everything in the database, as one file; the bot may go on meanwhile. */
import { writeWhole } from '../papers/write-whole.ts';
import { dump } from '../store/index.ts';
import { withFile } from './with-file.ts';

await withFile('backup', 'read', async (database, file) => {
  // The first line is no row.
  let rows = -1;
  async function* counted(lines: AsyncIterable<string>) {
    for await (const some of lines) {
      rows += some.split('\n').length - 1;
      yield some;
    }
  }
  await dump(database, lines => writeWhole(file, counted(lines)));
  return `${file} holds the database: ${rows} rows.`;
});
