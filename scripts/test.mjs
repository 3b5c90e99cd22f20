// `npm test [filter…]`: installs what is missing, builds, runs the tests; the last line is `N passed, N failed`.
import './steps/node-version.mjs';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildExporter } from './steps/build-exporter.mjs';
import { ensureInstalled } from './steps/install.mjs';
import { ensureReact18 } from './steps/install-react18.mjs';
import { buildPlugin } from './steps/build-plugin.mjs';
import { runInForeground } from './steps/progress.mjs';
import { ensureSystemPackages } from './steps/system-packages.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const ci = /^(1|true)$/i.test(process.env.CI ?? '');

async function prepare() {
  await ensureInstalled(root, 'full');
  const missing = await ensureSystemPackages();
  if (missing.length > 0) {
    const advice = `missing for some tests: ${missing.join(', ')} (apt-get install --no-install-recommends ${missing.join(' ')})`;
    if (ci) throw new Error(advice);
    console.error(`${advice}; these tests are skipped`);
  }
  await buildExporter(root);
  await buildPlugin(root);
  await ensureReact18(root);
}

/** Vitest with one of these configurations after the other. */
const CONFIGURATIONS = ['vitest.config.ts', 'vitest.browser.config.ts'];

async function runTests(filters) {
  const folder = mkdtempSync(join(tmpdir(), 'fathom-test-'));
  const total = { passed: 0, failed: 0 };
  try {
    for (const [i, configuration] of CONFIGURATIONS.entries()) {
      const report = join(folder, `${i}.json`);
      const { passed, failed } = await runVitest(configuration, report, filters);
      total.passed += passed;
      total.failed += failed;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return total;
}

async function runVitest(configuration, report, filters) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = [vitest, 'run', `--config=${configuration}`, '--passWithNoTests', ...reporters, ...filters];
  const code = await runInForeground(process.execPath, args, { cwd: root });
  const { passed, failed } = countsOf(report);
  // Errors outside of any test make vitest fail with no failed test.
  return { passed, failed: code === 0 ? failed : Math.max(1, failed) };
}

/** A file that does not even load has no tests to fail, and counts as one. */
function countsOf(report) {
  if (!existsSync(report)) return { passed: 0, failed: 0 };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return { passed: numPassedTests, failed: numFailedTests + broken.length };
}

try {
  await prepare();
  const { passed, failed } = await runTests(process.argv.slice(2));
  // A filter that nothing matches is a mistake.
  const failures = passed === 0 ? Math.max(1, failed) : failed;
  console.log(`${passed} passed, ${failures} failed`);
  process.exitCode = failures === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
