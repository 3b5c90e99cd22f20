import type { TextFamily } from '../../../protocols/text-format/families.ts';

export interface ParsedFile {
  readonly path: string;
  readonly families: readonly TextFamily[];
}

export interface HelpedFamily {
  readonly family: TextFamily;
  readonly path: string;
  readonly help: string;
}

interface KnownHelp {
  readonly text: string;
  /** Another text came up, after which nothing more is taken for the name. */
  disputed: boolean;
}

/**
 * Gives every family of the files, in their order, its help. A family whose help differs from that of an earlier file
 * is left out, and with it all of the name that come later; `conflict` is told. One without help is said to be read
 * from all the files that have it.
 */
export function withHelp(
  files: readonly ParsedFile[],
  conflict: (family: string, path: string) => void,
): HelpedFamily[] {
  const known = new Map<string, KnownHelp>();
  const pathsByName = new Map<string, string[]>();
  const taken: { readonly family: TextFamily; readonly path: string }[] = [];
  for (const { path, families } of files) {
    for (const family of families) {
      const { name, help } = family;
      const earlier = known.get(name);
      if (earlier && (earlier.disputed || (help !== null && help !== earlier.text))) {
        earlier.disputed = true;
        conflict(name, path);
        continue;
      }
      if (help !== null && !earlier) known.set(name, { text: help, disputed: false });
      const paths = pathsByName.get(name);
      if (paths) paths.push(path);
      else pathsByName.set(name, [path]);
      taken.push({ family, path });
    }
  }
  return taken.map(({ family, path }) => ({
    family,
    path,
    help: family.help ?? `Metric read from ${(pathsByName.get(family.name) ?? []).join(', ')}`,
  }));
}
