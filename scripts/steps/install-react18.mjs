import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, step } from './progress.mjs';

const STAMP = 'node_modules/.fathom-install';

/** The packages of Grafana 12.4 with React 18, which have a folder and a lock file of their own. */
export async function ensureReact18(root) {
  const folder = join(root, 'grafana-app/host/react18');
  const lock = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  const stamp = join(folder, STAMP);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  await step('Installing the packages of Grafana 12.4', () =>
    run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder }),
  );
  writeFileSync(stamp, lock);
}
