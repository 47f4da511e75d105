import { readFile } from 'node:fs/promises';
import { accept } from '../papers/accepted.ts';
import { loadCollection } from '../papers/collection.ts';
import { CollectionError } from '../papers/errors.ts';
import { type FileOfPapers, importPapers } from '../papers/import.ts';
import { UsageError } from '../platform/command-line.ts';
import { readPapers } from '../sources/index.ts';
import { describeImport } from './import-text.ts';
import { drawn, progressBar } from './progress-bar.ts';
import { isSystemError, runScript } from './script.ts';

const HELP = `Takes papers into the collection.

  npm run import -- <file>…                 adds papers, and what is new about papers that are there
  npm run import -- --dry-run <file>…       shows what would come, and changes nothing
  npm run import -- --replace <file>…       the collection becomes what the files hold; known papers keep their ids
  npm run import -- --remove <paper>        takes a paper out (may be given several times, also with files)
  npm run import -- --accept                the collection's file is meant as it is, although it lost more than a third of its papers at once
  npm run import -- --abstracts optional …  entries without an abstract become papers, too

A file is BibTeX, RIS, NBIB or CSL-JSON, as Zotero and other reference managers export them; JSONL (a paper a line: {"title": …, "abstract": …}
and what else is known of it); an Atom answer of arXiv; or a saved page of papers. Its content says which. A paper is named by its id, arXiv id
or link, DOI, or whole title.

The collection is the file at COLLECTION_PATH (default data/papers.jsonl). A running bot takes the change up by itself.
docs/collection.md tells more.
`;

/** A file of this size takes a second or more to read. */
const LARGE_BYTES = 2 ** 20;
const LARGE_RECORDS = 5_000;

const USAGE = {
  help: HELP,
  options: {
    abstracts: { type: 'string', default: 'required' },
    accept: { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
    remove: { type: 'string', multiple: true },
    replace: { type: 'boolean', default: false },
  },
  words: Number.POSITIVE_INFINITY,
} as const;

/**
 * Exit statuses: 0 done, 1 nothing in a file was understood or the collection is at fault, and nothing was changed; 2
 * called in a wrong way.
 */
await runScript(USAGE, async ({ values, positionals }) => {
  const { remove = [], replace, abstracts, accept: asItIs, 'dry-run': dryRun } = values;
  if (asItIs && (positionals.length > 0 || remove.length > 0 || replace || dryRun))
    throw new UsageError('--accept stands alone: it is about the collection as it is.');
  if (replace && positionals.length === 0)
    throw new UsageError('--replace needs the files that the collection is to be made of.');
  if (positionals.length === 0 && remove.length === 0 && !asItIs)
    throw new UsageError('Nothing to import: name a file.');
  if (abstracts !== 'required' && abstracts !== 'optional')
    throw new UsageError(`--abstracts is "required" or "optional", not "${abstracts}".`);
  const collection = process.env.COLLECTION_PATH || 'data/papers.jsonl';
  const bar = progressBar(process.stderr);
  try {
    if (asItIs) return await acceptAsItIs(collection);
    const files: FileOfPapers[] = [];
    for (const file of positionals) files.push(await readFileOfPapers(file, bar.announce));
    const report = await importPapers({
      collection,
      files,
      remove,
      replace,
      abstractsOptional: abstracts === 'optional',
      dryRun,
      onStep(what, done) {
        if (done !== undefined) bar.show(`${drawn(done)}  ${what}`);
        else if (files.some(isLarge)) bar.announce(`${what} …`);
        else bar.show(`${what} …`);
      },
    });
    bar.clear();
    process.stdout.write(`${describeImport(report, collection, dryRun).join('\n')}\n`);
    return 0;
  } catch (error) {
    bar.clear();
    if (!(error instanceof CollectionError) && !isSystemError(error)) throw error;
    process.stderr.write(`${error.message}\nNothing was changed in ${collection}.\n`);
    return 1;
  }
});

/** Steps that say nothing of how far they are take a second or more then. */
function isLarge({ records }: FileOfPapers): boolean {
  return records.length > LARGE_RECORDS;
}

async function acceptAsItIs(collection: string): Promise<0> {
  const papers = await loadCollection(collection);
  await accept(collection);
  process.stdout.write(
    `${collection} is meant as it is, with ${papers.length} papers. A bot takes it as soon as it runs.\n`,
  );
  return 0;
}

async function readFileOfPapers(file: string, announce: (words: string) => void): Promise<FileOfPapers> {
  const bytes = await readFile(file).catch(error => {
    throw new CollectionError(`${file} cannot be read: ${error.message}`, error);
  });
  if (bytes.length > LARGE_BYTES) announce(`reading ${file} (${Math.round(bytes.length / LARGE_BYTES)} MB) …`);
  return { file, ...(await readPapers(file, bytes)) };
}
