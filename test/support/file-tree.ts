import type { FileTree } from '../../exporter/src/contract/ports.ts';
import { ModuleError } from '../../exporter/src/model/errors.ts';

/** A file tree that lives in memory: path → content. A folder is whatever has files below it. */
export function fileTree(
  files: Readonly<Record<string, string | Buffer>>,
  links: Readonly<Record<string, string>> = {},
): FileTree {
  const paths = () => [...Object.keys(files), ...Object.keys(links)];
  const missing = (path: string) => new ModuleError('unsupported', `${path}: ENOENT`);
  const read = (path: string) => {
    const content = files[path];
    if (content === undefined) throw missing(path);
    return typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  };
  const exists = (path: string) =>
    path === '.' || paths().some((each) => each === path || each.startsWith(`${path}/`));
  const namesIn = (path: string) => {
    const prefix = path === '' || path === '.' ? '' : `${path}/`;
    const names = new Set<string>();
    for (const each of paths())
      if (each.startsWith(prefix)) names.add(each.slice(prefix.length).split('/')[0] ?? '');
    return [...names];
  };
  return {
    root: '/test',
    read,
    readOnce: read,
    readIfPresent: (path) => (files[path] === undefined ? null : read(path)),
    list(path) {
      const names = namesIn(path);
      if (names.length === 0) throw missing(path);
      return names;
    },
    listIfPresent: namesIn,
    link(path) {
      const target = links[path];
      if (target === undefined) throw missing(path);
      return target;
    },
    exists,
    size: (path) => read(path).length,
  };
}
