import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    // Real sockets and real processes: a loaded machine may take its time, and no test asserts an absolute time.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
