import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { KINDS, type AnyModule, type Kind } from '../../exporter/src/contract/module.ts';

const MODULES_DIR = 'exporter/src/modules';

export interface ModuleFolder {
  readonly kind: Kind;
  readonly id: string;
  /** From the root of the repository. */
  readonly path: string;
}

/** Every folder of exporter/src/modules/<kind>s, sorted. */
export function moduleFolders(root: string): ModuleFolder[] {
  return KINDS.flatMap((kind) => {
    const folder = join(root, MODULES_DIR, `${kind}s`);
    const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
    const ids = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    return ids.sort().map((id) => ({ kind, id, path: `${MODULES_DIR}/${kind}s/${id}` }));
  }).filter(({ path }) => existsSync(join(root, path, 'module.ts')));
}

export async function importModules(root: string, folders: readonly ModuleFolder[]): Promise<AnyModule[]> {
  return Promise.all(
    folders.map(async ({ path }) => {
      const url = pathToFileURL(join(root, path, 'module.ts')).href;
      return ((await import(url)) as { default: AnyModule }).default;
    }),
  );
}
