// `npm run package`: the Grafana app as the zip that the catalogue and `grafana cli` take.
import './steps/node-version.mjs';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './steps/install.mjs';
import { run, step } from './steps/progress.mjs';
import { zipPlugin } from './steps/zip-plugin.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

try {
  await ensureInstalled(root, 'full');
  await step('Building the Grafana app', () =>
    run('npm', ['run', 'build', '-w', 'grafana-app'], { cwd: root }),
  );
  const dist = join(root, 'grafana-app/dist');
  const { id, info } = JSON.parse(readFileSync(join(dist, 'plugin.json'), 'utf8'));
  const target = join(root, 'dist', `${id}-${info.version}.zip`);
  zipPlugin(dist, target);
  console.log(target);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
