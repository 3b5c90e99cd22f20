// `npm run check`: everything that is checked without running the program.
import './steps/node-version.mjs';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './steps/install.mjs';
import { run } from './steps/progress.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const CHECKS = [
  { title: 'types', program: 'tsc', args: ['-p', '.'] },
  { title: 'types of the Grafana app', program: 'tsc', args: ['--noEmit'], folder: 'grafana-app' },
  { title: 'lint', program: 'eslint', args: ['.', '--max-warnings=0'] },
  {
    title: 'lint of the Grafana app',
    program: 'eslint',
    args: ['.', '--max-warnings=0'],
    folder: 'grafana-app',
  },
  {
    title: 'format',
    program: 'prettier',
    args: ['--check', '**/*.{ts,tsx,js,mjs}', '--log-level=warn'],
  },
  { title: 'architecture', program: 'vitest', args: ['run', 'test/arch', '--reporter=dot'] },
  { title: 'generated files', program: 'tsx', args: ['scripts/generate.ts', '--check'] },
];

await ensureInstalled(root, 'full');
for (const { title, program, args, folder = '.' } of CHECKS) {
  const startedAt = performance.now();
  const cwd = join(root, folder);
  const failure = await run(binaryFor(cwd, program), args, { cwd }).then(
    () => null,
    (error) => error,
  );
  console.log(
    `${failure ? 'FAILED' : 'ok    '} ${title} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`,
  );
  if (!failure) continue;
  console.error(failure.message);
  process.exitCode = 1;
}

/** A workspace may have a version of its own: the app has the TypeScript of Grafana's build. */
function binaryFor(folder, program) {
  const own = join(folder, 'node_modules/.bin', program);
  return existsSync(own) ? own : join(root, 'node_modules/.bin', program);
}
