/** `npm run bench:references`: time and memory of reading made libraries, each in a process of its own. */
import { execFileSync } from 'node:child_process';
import { loadCollection } from '../../src/papers/collection.ts';
import { readReferences } from '../../src/papers/references/index.ts';
import { madeLibrary } from './made-library.ts';

const FORMATS = ['bibtex', 'ris', 'csl'] as const;
const SIZES = [500, 5_000, 50_000];

const [only, count] = process.argv.slice(2);
const format = FORMATS.find(one => one === only);
if (format) await measure(format, Number(count));
else {
  process.stdout.write('| format | entries | MB | s of processor | most memory, MB |\n|---|---|---|---|---|\n');
  for (const size of SIZES) {
    for (const one of FORMATS) {
      execFileSync(process.execPath, [import.meta.filename, one, String(size)], { stdio: 'inherit' });
    }
  }
}

async function measure(one: (typeof FORMATS)[number], size: number): Promise<void> {
  const library = madeLibrary(await loadCollection('data/papers.jsonl'), size, one);
  const before = process.memoryUsage.rss();
  const began = process.cpuUsage();
  const content = readReferences(library, size);
  // Of the processor: on a shared machine the clock says more about the others.
  const seconds = (process.cpuUsage(began).user / 1e6).toFixed(1);
  if (content.kind !== 'entries' || content.entries.length !== size) throw new Error(`Not all of ${size} were read.`);
  const most = Math.round((process.resourceUsage().maxRSS * 1024 - before) / 2 ** 20);
  const megabytes = (Buffer.byteLength(library) / 2 ** 20).toFixed(1);
  process.stdout.write(`| ${one} | ${size} | ${megabytes} | ${seconds} | ${most} |\n`);
}
