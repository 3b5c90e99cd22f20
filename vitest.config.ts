import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['exporter/src/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.ts'],
    pool: 'threads',
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
