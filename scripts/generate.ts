/**
 * Writes what follows from the modules' declarations: the registry, docs/reference, fathom.schema.json,
 * the Grafana app's types of the API and its English texts.
 * With --check it writes nothing, and fails naming the files that are stale.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { configSchema } from '../exporter/src/app/config/json-schema.ts';
import { KINDS } from '../exporter/src/contract/module.ts';
import { apiTypes } from './generate/api-types.ts';
import { configurationPage } from './generate/configuration.ts';
import { exampleConfig } from './generate/example.ts';
import { kindPage } from './generate/module-pages.ts';
import { importModules, moduleFolders } from './generate/modules.ts';
import { registrySource } from './generate/registry.ts';
import { englishTexts, nested } from './generate/translations.ts';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const REGISTRY = 'exporter/src/app/registry.ts';
const ENGLISH = 'grafana-app/src/locales/en-US/fathom-infrastructure-app.json';

type Files = ReadonlyMap<string, string>;

function registryFile(): Files {
  return new Map([[REGISTRY, registrySource(moduleFolders(ROOT))]]);
}

async function referenceFiles(): Promise<Files> {
  const modules = await importModules(ROOT, moduleFolders(ROOT));
  const schema = configSchema(modules);
  const files = new Map([
    [
      'fathom.schema.json',
      JSON.stringify({ $schema: DIALECT, title: 'fathom.yml', ...withoutExtras(schema) }),
    ],
    ['docs/reference/configuration.md', configurationPage(schema)],
    ['docs/reference/fathom.example.yml', exampleConfig(schema)],
    ['docs/reference/cli.md', await cliPage()],
  ]);
  for (const kind of KINDS) files.set(`docs/reference/${kind}s.md`, kindPage(kind, modules));
  const openApi = await openApiDocumentText();
  files.set('docs/reference/openapi.json', openApi);
  files.set('grafana-app/src/api/schema.ts', await apiTypes(ROOT, openApi));
  files.set(ENGLISH, JSON.stringify(nested(englishTexts(ROOT))));
  return files;
}

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** Editors flag unknown keys only where the schema says that there are no others. */
function withoutExtras(node: unknown): object {
  return JSON.parse(
    JSON.stringify(node, (_key, value: unknown) => {
      const section = typeof value === 'object' && value !== null && 'properties' in value && 'type' in value;
      return section && !('additionalProperties' in value)
        ? { ...value, additionalProperties: false }
        : value;
    }),
  ) as object;
}

async function cliPage(): Promise<string> {
  const { createProgram } = await import('../exporter/src/cli/program.ts');
  const { commandLinePage } = await import('./generate/command-line.ts');
  return commandLinePage(createProgram());
}

async function openApiDocumentText(): Promise<string> {
  const { openApiDocument } = await import('../exporter/src/api/openapi/document.ts');
  return JSON.stringify(openApiDocument());
}

async function pretty(path: string, text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(join(ROOT, path))), filepath: path });
}

async function staleOf(files: Files): Promise<Map<string, string>> {
  const stale = new Map<string, string>();
  for (const [path, text] of files) {
    const wanted = await pretty(path, text);
    const full = join(ROOT, path);
    if (!existsSync(full) || readFileSync(full, 'utf8') !== wanted) stale.set(path, wanted);
  }
  return stale;
}

function write(files: Files): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
    console.log(`wrote ${path}`);
  }
}

const check = process.argv.includes('--check');
// The command line imports the registry, so that one comes first.
const registry = await staleOf(registryFile());
if (!check) write(registry);
const stale = await staleOf(await referenceFiles());
if (!check) write(stale);
else if (registry.size + stale.size > 0) {
  console.error(`stale: ${[...registry.keys(), ...stale.keys()].join(', ')}; run npm run generate`);
  process.exitCode = 1;
}
