/** Puts processes in groups: by name, then below the nearest ancestor that is in one. */
import type { FileTree } from '../../../contract/ports.ts';
import { parseCgroupPaths } from '../../../protocols/procfs/pid-cgroup.ts';
import { parseCmdline } from '../../../protocols/procfs/pid-cmdline.ts';
import { CLOCK_TICKS_PER_SECOND } from '../../../protocols/procfs/pid-stat.ts';
import { parseEffectiveUid } from '../../../protocols/procfs/pid-status.ts';
import { groupOf, type Namer } from './namer.ts';
import type { Pace } from './pace.ts';
import type { Entry } from './process-entry.ts';
import type { Hands } from './tracker.ts';
import type { Users } from './users.ts';

/** Enough for the class paths of Java before the class by which people tell its programs apart. */
const MAX_CMDLINE_BYTES = 32 * 1024;

export interface PlacingOptions {
  readonly namers: readonly Namer[];
  readonly children: boolean;
  readonly recheck: boolean;
  /** Milliseconds; 0 for no limit. */
  readonly recheckWithTimeLimit: number;
  readonly compat: boolean;
}

export interface Surroundings {
  readonly options: PlacingOptions;
  readonly users: Users;
  readonly rootfs: FileTree;
  /** Seconds since the epoch. */
  readonly bootTime: number;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  readonly pace: Pace;
}

/** @throws ModuleError `timeout` when the pass is stopped. */
export async function placeAll(
  surroundings: Surroundings,
  fresh: readonly Entry[],
  hands: Hands,
): Promise<void> {
  const { options, pace } = surroundings;
  const unmatched = new Map<number, Entry>();
  for (const entry of fresh) {
    const group = nameGroup(surroundings, entry);
    if (group === null) unmatched.set(entry.pid, entry);
    else await hands.join(entry, group);
    const wait = pace();
    if (wait) await wait;
  }
  for (const entry of [...unmatched.values()]) {
    if (options.children) await placeByAncestry(surroundings, unmatched, entry, hands);
    else hands.leave(entry, isUndecided(surroundings, entry));
  }
}

function nameGroup({ options, users, rootfs, ...times }: Surroundings, entry: Entry): string | null {
  const { pid, comm, folder } = entry;
  return groupOf(options.namers, {
    pid,
    comm,
    cmdline: parseCmdline(folder.readOnce('cmdline') ?? NOTHING, MAX_CMDLINE_BYTES),
    startTime: startTimeOf(times.bootTime, entry),
    username: () => {
      const uid = parseEffectiveUid(folder.read('status') ?? NOTHING);
      return uid === null ? '' : users.nameOf(uid, rootfs, times.nowMs);
    },
    cgroups: () => parseCgroupPaths(folder.readOnce('cgroup') ?? NOTHING),
  });
}

const NOTHING = Buffer.alloc(0);

const startTimeOf = (bootTime: number, { startTicks }: Entry) =>
  bootTime + startTicks / CLOCK_TICKS_PER_SECOND;

async function placeByAncestry(
  surroundings: Surroundings,
  unmatched: Map<number, Entry>,
  first: Entry,
  hands: Hands,
): Promise<void> {
  const lineage: Entry[] = [];
  for (let at = unmatched.get(first.pid); at; at = unmatched.get(at.parentPid)) {
    unmatched.delete(at.pid);
    lineage.push(at);
  }
  const oldest = lineage.at(-1);
  if (!oldest) return;
  const group = hands.groupOf(oldest.parentPid);
  for (const entry of lineage) {
    if (group === undefined) hands.leave(entry, isUndecided(surroundings, entry));
    else await hands.join(entry, group);
    const wait = surroundings.pace();
    if (wait) await wait;
  }
}

/** Without children, process-exporter looks again in each pass at what did not match. */
function isUndecided({ options, bootTime, nowMs }: Surroundings, entry: Entry): boolean {
  const { children, recheck, recheckWithTimeLimit, compat } = options;
  if (compat && !children) return true;
  if (recheckWithTimeLimit === 0) return recheck;
  return startTimeOf(bootTime, entry) * 1000 + recheckWithTimeLimit > nowMs;
}
