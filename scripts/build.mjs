// `npm run build`: every workspace.
import './steps/node-version.mjs';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildExporter } from './steps/build-exporter.mjs';
import { ensureInstalled } from './steps/install.mjs';
import { run, step } from './steps/progress.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

try {
  await ensureInstalled(root, 'full');
  await buildExporter(root, { force: true });
  for (const workspace of workspaces) {
    const manifest = join(root, workspace, 'package.json');
    if (!existsSync(manifest) || !JSON.parse(readFileSync(manifest, 'utf8')).scripts?.build) continue;
    // Not by `-w`: a path also means the workspaces below it.
    await step(`Building ${workspace}`, () => run('npm', ['run', 'build'], { cwd: join(root, workspace) }));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
