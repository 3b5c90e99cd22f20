import { createHash, randomUUID } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { step } from './progress.mjs';

/** Native addons and files that are found by their path cannot be bundled. */
const EXTERNAL = ['libsql', 'bcrypt', 'swagger-ui-dist'];
/** CommonJS packages in the bundle call require() for Node's own modules. */
const REQUIRE =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** Bundles exporter/src into exporter/dist, unless that is already there for these very sources. */
export async function buildExporter(root, { force = false } = {}) {
  const dist = join(root, 'exporter/dist');
  const stamp = join(dist, '.stamp');
  const sources = fingerprint(root);
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  await step('Building the server', async () => {
    const { build } = await import('esbuild');
    // Built aside and moved at the end: whoever runs what is there finds it whole meanwhile.
    const fresh = join(root, `exporter/.dist-${randomUUID()}`);
    await build({
      entryPoints: [join(root, 'exporter/src/main.ts')],
      outdir: fresh,
      bundle: true,
      splitting: true,
      // Sources stay in memory as text: see docs/decisions/0008.
      minify: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      sourcemap: 'linked',
      external: EXTERNAL,
      banner: { js: REQUIRE },
      logLevel: 'error',
    });
    refuseWideText(fresh);
    const openApi = join(root, 'docs/reference/openapi.json');
    if (existsSync(openApi)) copyFileSync(openApi, join(fresh, 'openapi.json'));
    writeFileSync(join(fresh, '.stamp'), sources);
    rmSync(dist, { recursive: true, force: true });
    renameSync(fresh, dist);
  });
}

/** V8 keeps the text of a script with one character outside of ASCII in two bytes for each: see docs/decisions/0008. */
function refuseWideText(folder) {
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.js'))) {
    const wide = /.{0,40}[\u0080-\uffff]/.exec(readFileSync(join(folder, name), 'utf8'));
    if (!wide) continue;
    rmSync(folder, { recursive: true });
    throw new Error(`a character outside of ASCII, to be written as \\u… or, in HTML, by name: ${wide[0]}`);
  }
}

/** Changes when a source is edited, added or removed; reads no content, so that a start is not delayed. */
function fingerprint(root) {
  const hash = createHash('sha256');
  const inputs = [
    ...filesBelow(join(root, 'exporter/src')),
    ...filesBelow(join(root, 'packages/ipmi-js/src')),
    join(root, 'package-lock.json'),
    join(root, 'exporter/package.json'),
    fileURLToPath(import.meta.url),
  ];
  for (const path of inputs) {
    const { mtimeMs, size } = statSync(path);
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

function filesBelow(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(
    ({ name }) => !name.endsWith('.test.ts'),
  );
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}
