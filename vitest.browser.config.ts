import { defineConfig } from 'vitest/config';

/**
 * The Grafana app in Chromium: one preview upon one filled Fathom for all tests, which are run one after the other. By
 * themselves, after all others: the Fathom would be found by those that look at what runs on the machine.
 */
export default defineConfig({
  test: {
    name: 'app in the browser',
    include: ['test/browser/app/**/*.test.ts'],
    globalSetup: 'test/browser/app/setup.ts',
    pool: 'threads',
    isolate: false,
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
