/**
 * `npm run bench:taking-in [-- <entries>]`: how long the event loop is held up while a source reads a library of so
 * many entries into SQLite, and while `/list import` looks up 1,000 entries of which a collection has none. Reported,
 * never asserted.
 */
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { intake } from '../../src/collection/intake.ts';
import { matchEntries } from '../../src/library/importing/index.ts';
import { loadCollection } from '../../src/papers/collection.ts';
import { readReferences } from '../../src/papers/references/index.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { createLog } from '../../src/platform/log.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { buildIndex } from '../../src/search/index.ts';
import { paperFile } from '../../src/sources/file/paper-file.ts';
import { runSource } from '../../src/sources/run.ts';
import { sourceSettingsSchema } from '../../src/sources/settings.ts';
import { openStore } from '../../src/store/index.ts';
import { madeLibrary } from './made-library.ts';
import { madePapers } from './made-papers.ts';

const [entries = 5_000] = process.argv.slice(2).map(Number);
/** What a file for `/list import` may hold at most. */
const LISTED = 1_000;

const alive = setInterval(() => {}, 2 ** 30);
const folder = temporaryFolder();
const papers = await loadCollection('data/papers.jsonl');
const log = createLog({ level: 'warn', secrets: [] });
const store = await openStore({ url: undefined, path: folder.file('bench.sqlite'), clock: systemClock, log });
try {
  const path = folder.file('library.bib');
  writeFileSync(path, madeLibrary(papers, entries, 'bibtex'));
  const settings = sourceSettingsSchema.parse({ name: 'bench', kind: 'file', path });
  await held(`a source of ${entries} entries`, () =>
    runSource({
      settings,
      open: () => paperFile(path),
      store,
      intake: intake(store.papers),
      clock: systemClock,
      log,
      signal: new AbortController().signal,
    }),
  );

  const index = await buildIndex([...madePapers(papers, entries)]);
  await index.settled;
  const content = readReferences(madeLibrary(papers, LISTED, 'ris').replace(/^TI {2}- /gm, 'TI  - Another '), LISTED);
  if (content.kind !== 'entries') throw new Error(content.kind);
  const collection = {
    named: () => undefined,
    closest(text: string) {
      const resolution = index.resolve(text);
      return resolution.kind === 'guess' ? resolution.papers : [];
    },
  };
  await held(`a list of ${LISTED} entries`, () => matchEntries(collection, content.entries));
} finally {
  await store.close();
  folder.remove();
  clearInterval(alive);
}

async function held(what: string, work: () => Promise<unknown>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const began = performance.now();
  await work();
  delay.disable();
  const ms = (nanoseconds: number) => (nanoseconds / 1e6).toFixed(0);
  console.log(
    `${what}: ${((performance.now() - began) / 1000).toFixed(1)} s; turns of the event loop: 99 of 100 up to ${ms(delay.percentile(99))} ms, the longest ${ms(delay.max)} ms`,
  );
}
