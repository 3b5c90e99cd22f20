/** What this process costs the machine, as the kernel accounts for it. */
import type { FileTree } from '../contract/ports.ts';
import { openFileCounter } from '../contract/open-files.ts';
import { ModuleError } from '../model/errors.ts';
import { parseBootTime, parsePageSize } from '../protocols/procfs/boot.ts';
import { parseIpOctets, parseSoftLimit } from '../protocols/procfs/own-files.ts';
import { CLOCK_TICKS_PER_SECOND, parsePidStat } from '../protocols/procfs/pid-stat.ts';
import { KernelFileTree, PROCFS } from './file-tree.ts';

/** Null where the system does not tell. */
export interface OwnProcess {
  readonly cpuSeconds: number;
  readonly residentBytes: number;
  /** Seconds since the epoch. */
  readonly startSeconds: number;
  readonly virtualBytes: number | null;
  readonly maxVirtualBytes: number | null;
  readonly openFiles: number | null;
  readonly maxOpenFiles: number | null;
  /** Of the network namespace: the kernel keeps no such count for a process. */
  readonly receivedBytes: number | null;
  readonly sentBytes: number | null;
}

/** `procfs` has to be the /proc of this very process: that of `path.procfs` may be another machine's. */
export function ownProcess(procfs: FileTree = new KernelFileTree('/proc', PROCFS)): () => OwnProcess {
  const countOpenFiles = openFileCounter(procfs);
  const limits = orNull(() => procfs.readOnce('self/limits').toString('latin1')) ?? '';
  const limit = (name: string) => parseSoftLimit(Buffer.from(limits, 'latin1'), name);
  const maxVirtualBytes = limit('Max address space');
  const maxOpenFiles = limit('Max open files');
  const pageBytes = orNull(() => parsePageSize(procfs.readOnce('self/auxv')));
  const startSeconds = startOf(procfs) ?? Math.round(Date.now() / 1000 - process.uptime());
  return () => {
    const { user, system } = process.cpuUsage();
    const octets = orNull(() => parseIpOctets(procfs.read('net/netstat')));
    const stat = orNull(() => parsePidStat(procfs.read('self/stat')));
    return {
      cpuSeconds: (user + system) / 1e6,
      residentBytes: stat && pageBytes !== null ? stat.residentPages * pageBytes : process.memoryUsage.rss(),
      startSeconds,
      virtualBytes: stat?.virtualBytes ?? null,
      maxVirtualBytes,
      openFiles: orNull(() => countOpenFiles('self/fd')),
      maxOpenFiles,
      receivedBytes: octets?.received ?? null,
      sentBytes: octets?.sent ?? null,
    };
  };
}

function startOf(procfs: FileTree): number | null {
  return orNull(() => {
    const stat = parsePidStat(procfs.readOnce('self/stat'));
    const boot = parseBootTime(procfs.readOnce('stat'));
    return stat && boot !== null ? boot + stat.startTicks / CLOCK_TICKS_PER_SECOND : null;
  });
}

/** Not every system has a /proc, and a sandbox may hide parts of it. */
function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof ModuleError) return null;
    throw error;
  }
}
