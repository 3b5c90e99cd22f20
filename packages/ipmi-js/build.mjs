// `npm run build`: dist becomes the package as it is published (`npm publish packages/ipmi-js/dist`).
// Within this repository the sources are imported, which is why the manifest beside them is private.
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const here = import.meta.dirname;
const dist = join(here, 'dist');

rmSync(dist, { recursive: true, force: true });
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
execFileSync(process.execPath, [tsc, '-p', join(here, 'tsconfig.build.json')], { stdio: 'inherit' });

const manifest = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
delete manifest.private;
delete manifest.scripts;
manifest.exports = { '.': { types: './index.d.ts', default: './index.js' } };
writeFileSync(join(dist, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
for (const name of ['README.md', 'LICENSE']) copyFileSync(join(here, name), join(dist, name));
