/** `npm run export -- <file>`: the whole collection as JSONL, one paper a line; the bot may go on meanwhile. */
import { serialise } from '../papers/collection.ts';
import { writeWhole } from '../platform/write-whole.ts';
import { allPapers } from '../store/index.ts';
import { withFile } from './with-file.ts';

const EXPORT = {
  name: 'export',
  about: 'Writes the whole collection into a file, as JSON, one paper a line. Offprint may run meanwhile.',
  purpose: 'read',
} as const;

await withFile(EXPORT, async (open, file) => {
  let count = 0;
  await allPapers(open(), async papers => {
    async function* lines() {
      for await (const some of papers) {
        count += some.length;
        yield serialise(some);
      }
    }
    await writeWhole(file, lines());
  });
  return `${file} holds the collection: ${count === 1 ? '1 paper' : `${count} papers`}.`;
});
