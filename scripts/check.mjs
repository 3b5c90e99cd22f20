// `npm run check`: everything that is checked without running the program.
import './steps/node-version.mjs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './steps/install.mjs';
import { run } from './steps/progress.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const CHECKS = [
  ['types', 'tsc', '-p', '.'],
  ['lint', 'eslint', '.', '--max-warnings=0'],
  ['format', 'prettier', '--check', '**/*.{ts,tsx,js,mjs}', '--log-level=warn'],
  ['architecture', 'vitest', 'run', 'test/arch', '--reporter=dot'],
  ['generated files', 'tsx', 'scripts/generate.ts', '--check'],
];

await ensureInstalled(root, 'full');
for (const [title, program, ...args] of CHECKS) {
  const startedAt = performance.now();
  const failure = await run(`node_modules/.bin/${program}`, args, { cwd: root }).then(
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
