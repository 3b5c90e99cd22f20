/** What says into which group a process belongs. */

/** What is known of a process that has to be put in a group. */
export interface Candidate {
  readonly pid: number;
  readonly comm: string;
  readonly cmdline: readonly string[];
  /** Seconds since the epoch. */
  readonly startTime: number;
  /** Asked for only when a name has it: it costs a file, as `cgroups` does. */
  readonly username: () => string;
  readonly cgroups: () => readonly string[];
}

export interface Namer {
  /** Names of groups that are certain before there is a process. */
  readonly knownNames: readonly string[];
  /** Null when the process is not meant. */
  name(candidate: Candidate): string | null;
}

/** Far longer than names made by hand; a label is no place for a command line. */
const MAX_NAME = 256;

/** By the first that means it. */
export function groupOf(namers: readonly Namer[], candidate: Candidate): string | null {
  for (const namer of namers) {
    const name = namer.name(candidate);
    if (name !== null) return name.slice(0, MAX_NAME);
  }
  return null;
}
