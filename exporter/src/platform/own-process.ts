/** What this process costs the machine, as the kernel accounts for it. */
import { openFileCounter } from '../contract/open-files.ts';
import { ModuleError } from '../model/errors.ts';
import { parseBootTime } from '../protocols/procfs/boot.ts';
import { parseIpOctets, parseSoftLimit } from '../protocols/procfs/own-files.ts';
import { CLOCK_TICKS_PER_SECOND, parsePidStat } from '../protocols/procfs/pid-stat.ts';
import { KernelFileTree } from './file-tree.ts';

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

/** Always of the process' own /proc: that of `path.procfs` may be another machine's. */
export function ownProcess(procfs = new KernelFileTree('/proc')): () => OwnProcess {
  const countOpenFiles = openFileCounter(procfs);
  const limits = orNull(() => procfs.readOnce('self/limits').toString('latin1')) ?? '';
  const limit = (name: string) => parseSoftLimit(Buffer.from(limits, 'latin1'), name);
  const maxVirtualBytes = limit('Max address space');
  const maxOpenFiles = limit('Max open files');
  const startSeconds = startOf(procfs) ?? Math.round(Date.now() / 1000 - process.uptime());
  return () => {
    const { user, system } = process.cpuUsage();
    const octets = orNull(() => parseIpOctets(procfs.read('self/net/netstat')));
    return {
      cpuSeconds: (user + system) / 1e6,
      residentBytes: process.memoryUsage.rss(),
      startSeconds,
      virtualBytes: orNull(() => parsePidStat(procfs.read('self/stat'))?.virtualBytes ?? null),
      maxVirtualBytes,
      openFiles: orNull(() => countOpenFiles('self/fd')),
      maxOpenFiles,
      receivedBytes: octets?.received ?? null,
      sentBytes: octets?.sent ?? null,
    };
  };
}

function startOf(procfs: KernelFileTree): number | null {
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
