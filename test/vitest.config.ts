import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { CHROMIUM } from './browser/chromium-path.ts';
import { COMPILED } from './compiled.ts';
import ProjectTimes from './project-times.ts';
import { TEMPORARY } from './temporary.ts';

if (CHROMIUM === undefined) console.warn('The tests in the browser are left out: this machine has no Chromium.');

const BROWSER = ['test/browser/**/*.test.ts'];

/** Processes that are killed, and attacks by the hundred. */
const CHAOS = ['test/{attack,chaos}/**/*.test.ts'];

/**
 * Tests that open sockets, start processes, or ask PostgreSQL; and those that take long, as they build index after
 * index or read file after file.
 */
const INTEGRATION = [
  'test/{cli,e2e,sandbox,store}/**/*.test.ts',
  'test/app/shards/shard-turns.test.ts',
  'test/calendar/{clocks,occurrences}.test.ts',
  'test/collection/*.test.ts',
  'test/subscriptions/{daily,rates,planning/planning,selection/preference}.test.ts',
  'test/discussions/discussions.test.ts',
  'test/library/importing/download.test.ts',
  'test/papers/{cleaning/tex,collection,references/properties}.test.ts',
  'test/platform/picture.test.ts',
  'test/search/{properties,update}.test.ts',
  'test/search/disk/{closing,files,open,view}.test.ts',
  'test/sources/{hugging-face,run}.test.ts',
  'test/sources/file/*.test.ts',
  'test/sources/arxiv/{feed,oai,query}.test.ts',
  'test/sources/http/{client,turns}.test.ts',
];

const globalSetup = ['test/store/schemas-of-run.ts'];

const elsewhere = [...BROWSER, ...CHAOS, ...INTEGRATION];

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    // The files of a project share the processes of its workers: what is imported is loaded once, not for each file.
    isolate: false,
    env: { ...COMPILED, ...TEMPORARY },
    reporters: ['default', new ProjectTimes()],
    // These end what hangs. A loaded machine may take its time: no test asserts an absolute time.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000, interval: 20 } },
    // Most tests wait for sockets, processes and databases: one more than vitest's own choice keeps the cores busy.
    maxWorkers: availableParallelism(),
    // A few tests move the clock by hours and race what the bot does meanwhile: on a busy machine one of them may lose.
    // A fault fails twice.
    retry: process.env.CI === undefined ? 0 : 1,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...elsewhere],
          setupFiles: ['test/no-outside.ts'],
        },
      },
      { extends: true, test: { name: 'integration', include: INTEGRATION, globalSetup } },
      { extends: true, test: { name: 'browser', include: CHROMIUM === undefined ? [] : BROWSER } },
      { extends: true, test: { name: 'chaos', include: CHAOS, globalSetup } },
    ],
  },
});
