import { UserError } from '../model/errors.ts';
import { KernelFileTree } from '../platform/file-tree.ts';
import type { FathomConfig } from './config/schema.ts';

/** What stands at the top of every tree of the kind; one of them is enough. */
const MARKS = {
  procfs: ['stat', 'meminfo', 'loadavg', 'self'],
  sysfs: ['class', 'devices/system', 'block'],
} as const;
const NAMES = { procfs: 'proc', sysfs: 'sysfs' } as const;

/**
 * With a wrong path nearly every collector would find that this machine does not have what it measures, which is no
 * failure; so a path that leads nowhere is refused at the start.
 * @throws UserError naming the key.
 */
export function refuseStrangeTrees({ path, roles }: Pick<FathomConfig, 'path' | 'roles'>): void {
  if (process.platform !== 'linux' || !roles.some((role) => role !== 'hub')) return;
  for (const key of ['procfs', 'sysfs'] as const) {
    const tree = new KernelFileTree(path[key]);
    const where = `path.${key} = ${JSON.stringify(path[key])}`;
    if (!tree.exists('.')) throw new UserError(`${where}: there is no such folder (flag --path.${key})`);
    if (!MARKS[key].some((name) => tree.exists(name)))
      throw new UserError(
        `${where}: that is no ${NAMES[key]} file system: none of ${MARKS[key].join(', ')} is there (flag --path.${key})`,
      );
  }
}
