import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, step } from './progress.mjs';

const STAMP = 'node_modules/.fathom-install.json';
/** Everything npm puts into a full install and not into the server's. */
const PROOF_OF_FULL = 'node_modules/typescript';

/**
 * Sees to it that npm's packages are there: `server` is what `fathom serve` needs and its bundler,
 * `full` every workspace with what develops it. A full install also serves as the server's.
 */
export async function ensureInstalled(root, scope) {
  const hash = hashOfManifests(root);
  const present = installed(root);
  if (present.hash === hash && (present.scope === 'full' || present.scope === scope)) return;
  // `npm ci` begins by deleting node_modules: what was a full install must stay one.
  const wanted = present.scope === 'full' ? 'full' : scope;
  const flags = wanted === 'full' ? [] : ['--workspace=exporter', '--include-workspace-root=false'];
  const what = wanted === 'full' ? 'all npm packages' : "the server's npm packages";
  await step(`Installing ${what}`, () =>
    run('npm', ['ci', '--no-audit', '--no-fund', ...flags], { cwd: root }),
  );
  writeFileSync(join(root, STAMP), JSON.stringify({ scope: wanted, hash }));
}

/** What is in node_modules, also when npm was run by hand. */
function installed(root) {
  try {
    return JSON.parse(readFileSync(join(root, STAMP), 'utf8'));
  } catch {
    if (!existsSync(join(root, PROOF_OF_FULL))) return { scope: null, hash: null };
    return { scope: 'full', hash: matchesLock(root) ? hashOfManifests(root) : null };
  }
}

/** Whether npm's own record of node_modules has the versions of package-lock.json. */
function matchesLock(root) {
  try {
    const packagesOf = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
    const wanted = packagesOf('package-lock.json');
    const present = packagesOf('node_modules/.package-lock.json');
    return Object.entries(present).every(([path, { version }]) => wanted[path]?.version === version);
  } catch {
    return false;
  }
}

function hashOfManifests(root) {
  const manifest = readFileSync(join(root, 'package.json'), 'utf8');
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(manifest);
  for (const workspace of JSON.parse(manifest).workspaces) {
    const path = join(root, workspace, 'package.json');
    if (existsSync(path)) hash.update(readFileSync(path));
  }
  return hash.digest('hex');
}
