import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run, step } from './progress.mjs';

/** What the build of the plugin reads, below grafana-app. */
const INPUTS = [
  'src',
  '.config',
  'package.json',
  'webpack.config.ts',
  'tsconfig.json',
  'CHANGELOG.md',
  'LICENSE',
  '../docs/runbooks',
];

/** Builds grafana-app/dist, unless it is there for these very sources. */
export async function buildPlugin(root) {
  const app = join(root, 'grafana-app');
  // Beside dist and not in it: everything in dist is shipped.
  const stamp = join(app, 'host/dist/plugin.stamp');
  const sources = fingerprint(root, app);
  const present = existsSync(join(app, 'dist/plugin.json')) && existsSync(stamp);
  if (present && readFileSync(stamp, 'utf8') === sources) return;
  await step('Building the Grafana app', () => run('npm', ['run', 'build'], { cwd: app }));
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, sources);
}

function fingerprint(root, app) {
  const files = [...INPUTS.flatMap((name) => filesAt(join(app, name))), join(root, 'package-lock.json')];
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

function filesAt(path) {
  if (!existsSync(path)) return [];
  const entries = readEntries(path);
  if (entries === null) return [path];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function readEntries(path) {
  try {
    return readdirSync(path, { withFileTypes: true, recursive: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') return null;
    throw error;
  }
}
