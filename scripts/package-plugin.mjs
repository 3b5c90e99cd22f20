// `npm run package`: the Grafana app as the zip that the catalogue and `grafana cli` take.
import './steps/node-version.mjs';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPlugin } from './steps/build-plugin.mjs';
import { ensureInstalled } from './steps/install.mjs';
import { zipPlugin } from './steps/zip-plugin.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

try {
  await ensureInstalled(root, 'full');
  await buildPlugin(root);
  const dist = join(root, 'grafana-app/dist');
  const { id, info } = JSON.parse(readFileSync(join(dist, 'plugin.json'), 'utf8'));
  const target = join(root, 'dist', `${id}-${info.version}.zip`);
  zipPlugin(dist, target);
  console.log(target);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
