import type { Ports } from '../contract/ports.ts';
import { KernelFileTree, PROCFS, SYSFS } from '../platform/file-tree.ts';
import { filesystems } from '../platform/filesystems.ts';
import { kernelClock } from '../platform/kernel-clock.ts';
import { systemBus, systemdSocket } from '../platform/message-bus.ts';
import { nativeLibrary } from '../platform/native-library.ts';
import { netlink } from '../platform/netlink.ts';
import { operatingSystem } from '../platform/operating-system.ts';
import { processFolders } from '../platform/process-folders.ts';
import { plainFiles } from '../platform/plain-files.ts';
import { processTable } from '../platform/process-table.ts';
import { snmpTraps } from '../platform/snmp/trap-listener.ts';
import { socketTable } from '../platform/socket-table.ts';
import type { FathomConfig } from './config/schema.ts';

export interface OpenPorts {
  readonly ports: Ports;
  readonly close: () => void;
}

/** The outside world as the modules see it, below the configured paths. */
export function openPorts({ path }: FathomConfig, now: () => number): OpenPorts {
  const trees = {
    procfs: new KernelFileTree(path.procfs, PROCFS),
    sysfs: new KernelFileTree(path.sysfs, SYSFS),
    udev: new KernelFileTree(path.udev),
    rootfs: new KernelFileTree(path.rootfs),
  };
  const os = operatingSystem();
  const native = nativeLibrary();
  const buses = { system: systemBus(), systemd: systemdSocket() };
  return {
    ports: {
      ...trees,
      os,
      filesystems: filesystems(path.rootfs),
      files: plainFiles,
      buses,
      processes: processTable({ procfs: trees.procfs, rootfs: trees.rootfs, os, now }),
      processFolders: processFolders(path.procfs),
      sockets: socketTable({ procfs: trees.procfs, now, native }),
      clock: kernelClock(native),
      netlink: netlink(native),
      snmpTraps: snmpTraps(),
    },
    close: () => [...Object.values(trees), ...Object.values(buses)].forEach((each) => each.close()),
  };
}
