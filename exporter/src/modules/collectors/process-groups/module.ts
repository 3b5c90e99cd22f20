import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree, SocketTable } from '../../../contract/ports.ts';
import { parseBootTime, parsePageSize, parseUptime } from '../../../protocols/procfs/boot.ts';
import { CLOCK_TICKS_PER_SECOND } from '../../../protocols/procfs/pid-stat.ts';
import { configFile } from './config-file.ts';
import { metrics, writeGroup } from './families.ts';
import { groupNamed, type Groups, noGroups, OVERFLOW } from './groups.ts';
import type { Namer } from './namer.ts';
import { config, namersOf, type Options, wantsSmaps, wantsThreads } from './options.ts';
import { paced } from './pace.ts';
import { placeAll } from './placing.ts';
import { closeAll, newTracker, type Tracker, update } from './tracker.ts';
import { Users } from './users.ts';

const DEFAULT_PAGE_BYTES = 4096;
/** To find whose the connections are, each open file of each process is looked at. */
const CONNECTIONS_MAX_AGE_MS = 30_000;

interface State {
  readonly namers: readonly Namer[];
  readonly tracker: Tracker;
  readonly users: Users;
  /** What stays as it is until the machine is started again; null before the first pass. */
  machine: { readonly bootTime: number; readonly pageBytes: number } | null;
}

export default defineCollector({
  id: 'process-groups',
  summary: 'Resources used by groups of processes, with the metrics and semantics of process-exporter.',
  config,
  shared: configFile,
  metrics,
  needs: ['procfs', 'rootfs', 'processFolders', 'sockets'],
  init: newState,
  dispose: ({ tracker }) => closeAll(tracker),
  async collect(context, options, out) {
    const { state, procfs, rootfs, processFolders, sockets, signal, partial } = context;
    const { tracker } = state;
    const pace = paced(signal);
    try {
      state.machine ??= firstLook(tracker, procfs);
      const { bootTime, pageBytes } = state.machine;
      const surroundings = {
        options: { ...options, namers: state.namers },
        users: state.users,
        rootfs,
        bootTime,
        nowMs: context.now(),
        pace,
      };
      const leftOut = await update(tracker, { folders: processFolders, pageBytes, pace }, pidsOf(procfs), {
        placeAll: (fresh, hands) => placeAll(surroundings, fresh, hands),
      });
      const connections = options.connections && (await addConnections(tracker, sockets, partial));
      const shown = { bootTime, smaps: tracker.options.smaps, connections };
      for (const [name, group] of tracker.groups.byName) {
        writeGroup(out, name, group, shown);
        const wait = pace();
        if (wait) await wait;
      }
      reportOverflow(tracker.groups, leftOut, partial);
    } catch (error) {
      tracker.errors.scrape += 1;
      throw error;
    } finally {
      out.namedprocess_scrape_errors(tracker.errors.scrape);
      out.namedprocess_scrape_procread_errors(tracker.errors.read);
      out.namedprocess_scrape_partial_errors(tracker.errors.partial);
    }
  },
});

function newState(options: Options): State {
  const { compat, removeEmptyGroups, maxGroups } = options;
  const namers = namersOf(options);
  const groups = noGroups(maxGroups);
  const known = compat || removeEmptyGroups ? [] : namers.flatMap(({ knownNames }) => knownNames);
  for (const name of known.slice(0, maxGroups)) groupNamed(groups, name);
  const tracker = newTracker(
    { threads: wantsThreads(options), smaps: wantsSmaps(options), removeEmptyGroups, compat },
    groups,
  );
  return { namers, tracker, users: new Users(), machine: null };
}

function firstLook(tracker: Tracker, procfs: FileTree): State['machine'] & object {
  const uptime = optional(() => parseUptime(procfs.read('uptime')));
  if (typeof uptime === 'number') tracker.firstTicks = Math.floor(uptime * CLOCK_TICKS_PER_SECOND);
  return {
    bootTime: optional(() => parseBootTime(procfs.read('stat'))) ?? 0,
    pageBytes: optional(() => parsePageSize(procfs.readOnce('self/auxv'))) ?? DEFAULT_PAGE_BYTES,
  };
}

function pidsOf(procfs: FileTree): string[] {
  return procfs.list('').filter((name) => {
    const first = name.charCodeAt(0);
    return first >= 0x31 && first <= 0x39 && /^\d{1,10}$/.test(name);
  });
}

/** False when they cannot be told. */
async function addConnections(
  { groups, entries }: Tracker,
  sockets: SocketTable,
  partial: (reason: ModuleError) => void,
): Promise<boolean> {
  try {
    const { connectionsByPid } = await sockets.snapshot(CONNECTIONS_MAX_AGE_MS);
    for (const [pid, count] of connectionsByPid) {
      const name = entries.get(pid)?.tracked?.group;
      const group = name === undefined ? undefined : (groups.byName.get(name) ?? groups.byName.get(OVERFLOW));
      if (group) group.gauges.connections += count;
    }
    return true;
  } catch (error) {
    if (!(error instanceof ModuleError)) throw error;
    partial(error);
    return false;
  }
}

function optional<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ModuleError) return undefined;
    throw error;
  }
}

function reportOverflow({ overflow }: Groups, leftOut: number, partial: (reason: ModuleError) => void): void {
  if (overflow > 0) {
    const message = `${overflow} processes or threads are counted in ${OVERFLOW}: too many names`;
    partial(new ModuleError('limit_exceeded', message));
  }
  if (leftOut > 0)
    partial(new ModuleError('limit_exceeded', `${leftOut} processes or threads left out: too many`));
}
