import { parseArgs } from 'node:util';
import dotenv from 'dotenv';
import { CollectionError } from '../papers/errors.ts';
import { type ImportReport, importPapers } from '../papers/import.ts';
import type { Paper } from '../papers/paper.ts';

dotenv.config({ quiet: true });

const HELP = `Takes papers into the collection.

  npm run import -- <file>…                 adds papers, and what is new about papers that are there
  npm run import -- --replace <file>…       the collection becomes what the files hold; known papers keep their ids
  npm run import -- --remove <paper>        takes a paper out (may be given several times, also with files)

A file is a saved page of papers (each title on a line, its abstract below it) or JSONL (a paper a line: {"title": …, "abstract": …}
and what else is known of it). A paper is named by its id, arXiv id or link, DOI, or whole title.

The collection is the file at COLLECTION_PATH (default data/papers.jsonl). A running bot takes the change up by itself.
docs/collection.md tells more.
`;

/** Exit statuses: 0 done, 1 a file or the collection is at fault and nothing was changed, 2 called in a wrong way. */
async function run(args: string[]): Promise<0 | 1 | 2> {
  let options: ReturnType<typeof parse>;
  try {
    options = parse(args);
  } catch (error) {
    return misused(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = options;
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const remove = values.remove ?? [];
  const replace = values.replace ?? false;
  if (replace && positionals.length === 0)
    return misused('--replace needs the files that the collection is to be made of.');
  if (positionals.length === 0 && remove.length === 0) return misused('Nothing to import: name a file.');
  const collection = process.env.COLLECTION_PATH || 'data/papers.jsonl';
  try {
    const report = await importPapers({ collection, files: positionals, remove, replace });
    process.stdout.write(`${inWords(report, collection).join('\n')}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof CollectionError) && !isSystemError(error)) throw error;
    process.stderr.write(`${error.message}\nNothing was changed in ${collection}.\n`);
    return 1;
  }
}

function parse(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      remove: { type: 'string', multiple: true },
      replace: { type: 'boolean' },
    },
  });
}

function misused(reason: string): 2 {
  process.stderr.write(`${reason}\n\n${HELP}`);
  return 2;
}

/** A file system that is full, or read only: the message says enough. */
function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}

function inWords(report: ImportReport, collection: string): string[] {
  const { sources, unplaced, changes, added, updated, unchanged, removed, written } = report;
  const size = added.length + updated.length + unchanged.length;
  return [
    ...sources.flatMap(({ file, format, read, passedOver }) => [
      `${file}: ${papers(read)} (${format === 'page' ? 'a saved page' : 'JSONL'})`,
      ...some(passedOver.map(({ line, text }) => `passed over line ${line}: ${shortened(text)}`)),
    ]),
    ...(unplaced.length > 0
      ? [`Passed over, having no abstract and naming no paper of the collection: ${papers(unplaced.length)}`]
      : []),
    ...some(unplaced.map(shortened)),
    ...(changes.size > 0 ? ['Cleaned:'] : []),
    ...[...changes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rule, times]) => `  ${rule}: ${times}`),
    `Added ${added.length}, updated ${updated.length}, unchanged ${unchanged.length}, removed ${removed.length}.`,
    ...some(removed.map(paper => `removed ${named(paper)}`)),
    written
      ? `${collection} now holds ${papers(size)}.`
      : `Nothing new: ${collection} stays as it is, with ${papers(size)}.`,
  ];
}

/** At most this many lines of one kind are shown. */
const SHOWN = 10;

function some(lines: readonly string[]): string[] {
  const shown = lines.slice(0, SHOWN).map(line => `  ${line}`);
  return lines.length > SHOWN ? [...shown, `  … and ${lines.length - SHOWN} more`] : shown;
}

function papers(number: number): string {
  return number === 1 ? '1 paper' : `${number} papers`;
}

function named(paper: Paper): string {
  return `${paper.id} ${shortened(paper.title)}`;
}

function shortened(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

process.exitCode = await run(process.argv.slice(2));
