import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { commonJsDefaults, grafanaInternals, packagesOf } from './esbuild-plugins.ts';

/** Which Grafana's packages the plugin is given: 13.2 with React 19, or 12.4 with React 18. */
export type Shared = 'react19' | 'react18';

/** Bundles the page into `dist/<shared>`, unless it is there for these very sources. @returns that folder. */
export async function bundleHost(host: string, shared: Shared): Promise<string> {
  const packages = packageFolder(host, shared);
  const outdir = join(host, 'dist', shared);
  const stamp = join(outdir, '.stamp');
  const sources = fingerprint(host, shared);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return outdir;
  mkdirSync(join(host, 'dist'), { recursive: true });
  // Built aside and moved at the end: what is served stays whole, also when two previews start at once.
  const fresh = mkdtempSync(join(host, 'dist', `${shared}-`));
  await build({
    entryPoints: [join(host, 'src/main.tsx')],
    outdir: fresh,
    bundle: true,
    format: 'esm',
    splitting: true,
    minify: true,
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}', global: 'window' },
    loader: { '.svg': 'file', '.woff2': 'file', '.woff': 'file', '.ttf': 'file', '.png': 'file' },
    plugins: [grafanaInternals(packages), packagesOf(packages, join(host, 'src')), commonJsDefaults()],
    logLevel: 'error',
  });
  writeFileSync(join(fresh, '.stamp'), sources);
  rmSync(outdir, { recursive: true, force: true });
  renameSync(fresh, outdir);
  return outdir;
}

/** Icons and images that @grafana/ui asks for under /public. */
export function uiImagesOf(host: string, shared: Shared): string {
  return join(packageRoot(host, shared, '@grafana/ui'), 'dist/public/img');
}

/** Files of Inter, the font of Grafana's interface. */
export function fontsOf(host: string, shared: Shared): string {
  return join(packageRoot(host, shared, '@fontsource/inter'), 'files');
}

export function grafanaVersionOf(host: string, shared: Shared): string {
  const manifest: unknown = JSON.parse(
    readFileSync(join(packageRoot(host, shared, '@grafana/runtime'), 'package.json'), 'utf8')
  );
  return (manifest as { version: string }).version;
}

function packageFolder(host: string, shared: Shared): string {
  const folder = shared === 'react18' ? join(host, 'react18') : host;
  if (shared === 'react18' && !existsSync(join(folder, 'node_modules'))) {
    throw new Error(`the packages of Grafana 12.4 are missing: run "npm ci" in ${folder}`);
  }
  return folder;
}

function packageRoot(host: string, shared: Shared, name: string): string {
  const require = createRequire(join(packageFolder(host, shared), 'package.json'));
  return dirname(require.resolve(`${name}/package.json`));
}

/** Changes with the sources of the page, of its bundler and the versions of what is bundled. */
function fingerprint(host: string, shared: Shared): string {
  const lock = shared === 'react18' ? 'react18/package-lock.json' : '../../package-lock.json';
  const files = [...filesBelow(join(host, 'src')), ...filesBelow(join(host, 'build')), join(host, lock)];
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
