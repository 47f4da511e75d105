import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { CHROMIUM } from './browser/chromium-path.ts';

const needChromium = ['test/browser/**'];
if (CHROMIUM === undefined) console.warn('The tests in the browser are left out: this machine has no Chromium.');

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(CHROMIUM === undefined ? needChromium : [])],
    // Real sockets and real processes: a loaded machine may take its time, and no test asserts an absolute time.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Most tests wait for sockets, processes and databases: one more than vitest's own choice keeps the cores busy.
    maxWorkers: availableParallelism(),
    // A few tests move the clock by hours and race what the bot does meanwhile: on a busy machine one of them may lose. A fault fails twice.
    retry: process.env.CI === undefined ? 0 : 1,
  },
});
