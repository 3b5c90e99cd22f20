import { defineConfig } from 'vitest/config';

const TIMEOUTS = { testTimeout: 20_000, hookTimeout: 60_000, expect: { poll: { timeout: 5_000 } } };
/** Run real servers, compare what they measure, build, or take the time: one after the other, on a machine that does nothing else. */
const WHOLE_SYSTEM = [
  'test/e2e/**/*.test.ts',
  'test/parity/**/*.test.ts',
  'test/crash/**/*.test.ts',
  'packages/*/test/package.test.ts',
  'exporter/src/**/*-speed.test.ts',
];

/** See vitest.browser.config.ts. */
const APP_IN_BROWSER = 'test/browser/app/**';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'parts',
          include: [
            'exporter/src/**/*.test.ts',
            'packages/*/{src,test}/**/*.test.ts',
            'grafana-app/{src,host}/**/*.test.ts',
            'test/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          exclude: [...WHOLE_SYSTEM, APP_IN_BROWSER, '**/node_modules/**'],
          // Processes: some tests look at descriptors, memory or CPU time of their own, which threads would share.
          pool: 'forks',
          maxWorkers: 2,
          isolate: false,
          sequence: { groupOrder: 0 },
          ...TIMEOUTS,
        },
      },
      {
        test: {
          name: 'whole system',
          include: WHOLE_SYSTEM,
          pool: 'threads',
          isolate: false,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          ...TIMEOUTS,
        },
      },
    ],
  },
});
