/** Where a symbolic link in `folder` leads; both below the root of one tree, in which `folder` is no link itself. */
export function resolveLink(folder: string, target: string): string {
  const parts = target.startsWith('/') ? [] : folder.split('/');
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** The last `/`-separated part. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
