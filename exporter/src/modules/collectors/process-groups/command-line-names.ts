/** process-exporter's selection on its command line: `-procnames` and `-namemapping`. */
import type { Namer } from './namer.ts';

/** A comm, and the pattern whose first group that takes part in the match names its processes. */
export interface Mapping {
  readonly comm: string;
  readonly pattern: RegExp;
}

/**
 * Processes of a comm that is mapped are in the group `<comm>:<what the pattern found>`, or in none; those of the
 * other names in the group of that name.
 */
export function commandLineNamer(names: readonly string[], mappings: readonly Mapping[]): Namer {
  const patterns = new Map<string, RegExp | null>(names.map((name) => [name, null]));
  for (const { comm, pattern } of mappings) patterns.set(comm, pattern);
  return {
    knownNames: [...patterns].flatMap(([name, pattern]) => (pattern === null ? [name] : [])),
    name({ comm, cmdline }) {
      const pattern = patterns.get(comm);
      if (pattern === undefined) return null;
      if (pattern === null) return comm;
      const found = pattern.exec(cmdline.join(' '))?.slice(1).find(Boolean);
      return found === undefined ? null : `${comm}:${found}`;
    },
  };
}
