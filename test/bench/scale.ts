/**
 * `npm run bench:scale [-- <sizes>…]`: the index on disk beside SQLite's full-text index, at 50,000, 200,000 and
 * 1,000,000 papers made of real sentences. Each engine builds and is asked in processes of its own. Questions are in ms
 * of processor time, p50 / p99; the start and the longest pause are in ms by the clock. Reported, never asserted. The
 * largest size takes about twenty minutes and some 10 GB.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadCollection } from '../../src/papers/index.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { madePapers } from './made-papers.ts';
import { type Line, plot } from './plot.ts';
import {
  type Built,
  builtSchema,
  type EngineName,
  type Measured,
  measuredSchema,
  type Percentiles,
  type Task,
} from './scale/figures.ts';
import { writePapers } from './scale/papers-file.ts';

const NAMES: Record<EngineName, string> = { offprint: 'Offprint on disk', fts5: 'SQLite FTS5' };
/** Papers of the collection of which questions are made, and papers to add. */
const SAMPLES = 2_000;
const MORE = 50_000;

/** As `npm start` has it. */
const AS_STARTED = '--max-semi-space-size=16';

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [50_000, 200_000, 1_000_000];
const lines: Record<EngineName, Line['points'][number][]> = { offprint: [], fts5: [] };
const folder = temporaryFolder();
const source = await loadCollection('data/papers.jsonl');
console.log(
  '| papers | | build s | peak MB | MB on disk | start ms | resident MB | while adding | typical | common | 40 words | typing | added a second | searching meanwhile | longest pause |',
);
console.log(`|${'---|'.repeat(15)}`);
for (const count of sizes) {
  const [file, samples, more] = ['papers', 'samples', 'more'].map(name => folder.file(`${name}-${count}.jsonl`));
  if (!file || !samples || !more) break;
  await writePapers(file, madePapers(source, count));
  await writePapers(samples, madePapers(source, Math.min(count, SAMPLES)));
  await writePapers(more, later(count));
  for (const engine of ['offprint', 'fts5'] as const) {
    const place = { folder: folder.file(`${engine}-${count}`), file, count };
    mkdirSync(place.folder, { recursive: true });
    const task = { engine, place, samples, more };
    const built = builtSchema.parse(run({ ...task, build: true }));
    const measured = measuredSchema.parse(run({ ...task, build: false }));
    console.log(row(count, NAMES[engine], built, measured));
    lines[engine].push({ x: count, y: measured.typical.p99 });
  }
}
folder.remove();
const drawn: Line[] = [
  { name: NAMES.offprint, colour: '#2563eb', points: lines.offprint },
  { name: NAMES.fts5, colour: '#d97706', points: lines.fts5 },
];
// A picture of some of the sizes would take the place of that of all.
if (process.argv.length === 2)
  writeFileSync(
    'docs/search-scale.svg',
    plot('Typical queries on disk, p99, by papers in the collection', 'ms', drawn),
  );

/** The papers that come after the first `count`. */
function* later(count: number) {
  let place = 0;
  for (const paper of madePapers(source, count + MORE)) if (place++ >= count) yield paper;
}

function run(task: Task): unknown {
  return JSON.parse(
    execFileSync(process.execPath, [AS_STARTED, 'test/bench/scale-run.ts', JSON.stringify(task)], { encoding: 'utf8' }),
  );
}

function row(count: number, name: string, { seconds, peakMb, bytes }: Built, measured: Measured): string {
  const {
    startMs,
    residentMb,
    residentAddingMb,
    typical,
    common,
    long,
    typing,
    additionsPerSecond,
    searchingMeanwhile,
    longestPauseMs,
  } = measured;
  const cells = [
    count.toLocaleString('en'),
    name,
    seconds.toFixed(0),
    peakMb.toFixed(0),
    (bytes / 2 ** 20).toFixed(0),
    startMs.toFixed(0),
    residentMb.toFixed(0),
    residentAddingMb.toFixed(0),
    ...[typical, common, long, typing].map(inWords),
    additionsPerSecond.toFixed(0),
    inWords(searchingMeanwhile),
    longestPauseMs.toFixed(0),
  ];
  return `| ${cells.join(' | ')} |`;
}

function inWords({ p50, p99 }: Percentiles): string {
  return `${p50.toFixed(1)} / ${p99.toFixed(1)}`;
}
