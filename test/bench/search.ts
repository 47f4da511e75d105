/**
 * `npm run bench:search [-- <folder>]`: what searching costs at several sizes of collection, beside SQLite's full-text
 * index and minisearch as it is usually set up. Collections larger than the one at hand are made of its sentences. Each
 * index is built and asked in a process of its own. Reported, never asserted: the ratios to FTS5 are what can be
 * compared between machines.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { type Line, plot } from './plot.ts';

const SIZES = [119, 1400, 10_000, 50_000];
const ENGINES = {
  Offprint: 'Offprint',
  fts5: 'SQLite FTS5',
  minisearch: 'minisearch defaults',
  fuzzy: 'minisearch title ×2, prefix, fuzzy',
};
/** In larger ones a query of 2,000 words takes minisearch minutes and more than 4 GB. */
const LARGEST_MINISEARCH = 10_000;

const times = z.object({ p50: z.number(), p99: z.number() });
const measured = z.object({
  build: z.number(),
  settled: z.number(),
  longest: z.number(),
  size: z.number(),
  resident: z.number(),
  queries: z.object({ typical: times, 'common words': times, long: times.optional(), 'as typed': times }),
});
type Measured = z.infer<typeof measured>;

const COLOURS = ['#2563eb', '#d97706', '#16a34a', '#9333ea'];
const lines = new Map<string, Line['points'][number][]>();

const [folder] = process.argv.slice(2);
for (const size of SIZES) {
  console.log(`\n${size} papers (times in ms of processor time, p50 / p99; × FTS5 of the p99)\n`);
  console.log('| | build | longest turn | index MB | resident MB | typical | common words | 2,000 words | as typed |');
  console.log(`|${'---|'.repeat(9)}`);
  const engines = Object.entries(ENGINES).filter(
    ([, name]) => !name.startsWith('minisearch') || size <= LARGEST_MINISEARCH,
  );
  const results = engines.map(([engine, name]) => ({ name, figures: measure(engine, size) }));
  const fts = results.find(({ name }) => name === ENGINES.fts5)?.figures;
  for (const { name, figures } of results) {
    console.log(row(name, figures, fts));
    lines.set(name, [...(lines.get(name) ?? []), { x: size, y: figures.queries.typical.p99 }]);
  }
}

const named = [...lines].map(([name, points], i): Line => ({ name, points, colour: COLOURS[i] ?? 'black' }));
writeFileSync('docs/search-speed.svg', plot('Typical queries, p99, by papers in the collection', 'ms', named));

function measure(engine: string, size: number): Measured {
  const script = ['--expose-gc', 'test/bench/search-run.ts', engine, String(size), ...(folder ? [folder] : [])];
  return measured.parse(JSON.parse(execFileSync(process.execPath, script, { encoding: 'utf8' })));
}

function row(name: string, { build, longest, size, resident, queries }: Measured, fts: Measured | undefined): string {
  const cells = (['typical', 'common words', 'long', 'as typed'] as const).map(kind => {
    const own = queries[kind];
    const other = fts?.queries[kind];
    if (!own) return 'minutes';
    const ratio = other ? ` (${(own.p99 / other.p99).toFixed(2)})` : '';
    return `${own.p50.toFixed(2)} / ${own.p99.toFixed(2)}${ratio}`;
  });
  const mb = (bytes: number) => (bytes / 2 ** 20).toFixed(1);
  return `| ${[name, build.toFixed(0), longest.toFixed(0), mb(size), mb(resident), ...cells].join(' | ')} |`;
}
