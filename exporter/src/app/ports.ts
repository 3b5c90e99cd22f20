import type { Ports } from '../contract/ports.ts';
import { allowLists } from '../platform/allow-list.ts';
import { KernelFileTree, PROCFS, SYSFS } from '../platform/file-tree.ts';
import { filesystems } from '../platform/filesystems.ts';
import { type HostLookup, hostLookup } from '../platform/host-lookup.ts';
import { ipmiClient } from '../platform/ipmi/client.ts';
import { kernelClock } from '../platform/kernel-clock.ts';
import { systemBus, systemdSocket } from '../platform/message-bus.ts';
import { nativeLibrary } from '../platform/native-library.ts';
import { netlink } from '../platform/netlink.ts';
import { operatingSystem } from '../platform/operating-system.ts';
import { processFolders } from '../platform/process-folders.ts';
import { plainFiles } from '../platform/plain-files.ts';
import { processTable } from '../platform/process-table.ts';
import { redfishClient } from '../platform/redfish/client.ts';
import { snmpClient } from '../platform/snmp/client.ts';
import { snmpTraps } from '../platform/snmp/trap-listener.ts';
import { socketTable } from '../platform/socket-table.ts';
import type { FathomConfig } from './config/schema.ts';
import { noMachines } from './known-machines.ts';
import { machineCare } from './machine-care.ts';

export interface OpenPorts {
  readonly ports: Ports;
  /** Shared by all who turn names into addresses. */
  readonly hosts: HostLookup;
  /** Ends the sessions at remote services. */
  readonly close: () => Promise<void>;
}

/** The outside world as the modules see it, below the configured paths. */
export function openPorts(
  { path, snmp: { sourceAddress } }: Pick<FathomConfig, 'path' | 'snmp'>,
  now: () => number,
): OpenPorts {
  const trees = {
    procfs: new KernelFileTree(path.procfs, PROCFS),
    sysfs: new KernelFileTree(path.sysfs, SYSFS),
    udev: new KernelFileTree(path.udev),
    rootfs: new KernelFileTree(path.rootfs),
  };
  const os = operatingSystem();
  const native = nativeLibrary();
  const buses = { system: systemBus(), systemd: systemdSocket() };
  const hosts = hostLookup(now);
  const snmp = snmpClient({ hosts, ...(sourceAddress !== null && { sourceAddress }) });
  const redfish = redfishClient({ files: plainFiles });
  const ipmi = ipmiClient({ files: plainFiles, native });
  return {
    hosts,
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
      allowLists,
      hosts,
      snmp,
      snmpTraps: snmpTraps(),
      redfish,
      ipmi,
      machines: noMachines,
      machineCare: machineCare(),
    },
    async close() {
      for (const each of [...Object.values(trees), ...Object.values(buses), snmp]) each.close();
      await Promise.all([redfish.close(), ipmi.close()]);
    },
  };
}
