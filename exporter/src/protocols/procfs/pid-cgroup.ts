/** /proc/<pid>/cgroup, cgroups(7): lines `hierarchy:controllers:path`. */

/** The paths, in the order of the file. */
export function parseCgroupPaths(bytes: Buffer): string[] {
  const paths: string[] = [];
  for (const line of bytes.toString('utf8').split('\n')) {
    const match = /^\d+:[^:]*:(.+)$/.exec(line);
    if (match?.[1] !== undefined) paths.push(match[1]);
  }
  return paths;
}
