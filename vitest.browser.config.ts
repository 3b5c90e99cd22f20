import { defineConfig } from 'vitest/config';

/** Each with a Fathom of its own, so that none sees what others do there. */
const WORKERS = 2;
/** Are about time: nothing else may run. */
const FIGURES = 'test/browser/app/figures.test.ts';
const SETTINGS = {
  pool: 'threads',
  isolate: false,
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // As long as Playwright waits.
  expect: { poll: { timeout: 10_000 } },
} as const;

/**
 * The Grafana app in Chromium. By itself, after all other tests: its Fathoms would be found by those that look at what
 * runs on the machine.
 */
export default defineConfig({
  test: {
    globalSetup: 'test/browser/app/setup.ts',
    // The larger files first, always: what incidents and recommendations say is that of the first minutes.
    cache: false,
    projects: [
      {
        test: {
          name: 'app in the browser',
          include: ['test/browser/app/**/*.test.ts'],
          exclude: [FIGURES],
          maxWorkers: WORKERS,
          sequence: { groupOrder: 0 },
          ...SETTINGS,
        },
      },
      {
        test: {
          name: 'figures of the app',
          include: [FIGURES],
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          ...SETTINGS,
        },
      },
    ],
  },
});
