import { ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { parseCpuList } from '../../../protocols/sysfs/cpu-list.ts';

const CPUS = 'devices/system/cpu';

/** A throttle counter of sysfs, once for each core or package. */
export interface Throttle {
  readonly path: string;
  readonly package: string;
  /** Null for the counter of the whole package. */
  readonly core: string | null;
}

/** The throttle counters that this machine has; virtual machines have none. */
export function findThrottles(sysfs: FileTree): Throttle[] {
  const found = new Map<string, Throttle>();
  const add = (path: string, pkg: string, core: string | null) => {
    const key = core === null ? pkg : `${pkg}/${core}`;
    if (!found.has(key) && readCount(sysfs, path) !== null) found.set(key, { path, package: pkg, core });
  };
  for (const cpu of listCpus(sysfs)) {
    const folder = `${CPUS}/${cpu}`;
    if (!sysfs.exists(`${folder}/thermal_throttle`)) continue;
    const pkg = readCount(sysfs, `${folder}/topology/physical_package_id`);
    const core = readCount(sysfs, `${folder}/topology/core_id`);
    if (pkg === null || core === null) continue;
    add(`${folder}/thermal_throttle/core_throttle_count`, String(pkg), String(core));
    add(`${folder}/thermal_throttle/package_throttle_count`, String(pkg), null);
  }
  return [...found.values()];
}

function listCpus(sysfs: FileTree): string[] {
  try {
    return sysfs.list(CPUS).filter((name) => /^cpu\d+$/.test(name));
  } catch (error) {
    if (error instanceof ModuleError) return [];
    throw error;
  }
}

/** An unsigned integer that fills a file; null when there is none. */
export function readCount(sysfs: FileTree, path: string): number | null {
  try {
    const text = sysfs.read(path).toString('latin1').trim();
    return /^\d{1,20}$/.test(text) ? Number(text) : null;
  } catch (error) {
    if (error instanceof ModuleError) return null;
    throw error;
  }
}

/** A CPU that can be switched on and off. */
export interface Switchable {
  readonly cpu: string;
  readonly path: string;
}

/** All CPUs; none where the first one cannot be switched, as on x86 since Linux 6.5: node_exporter shows none then. */
export function findSwitchable(sysfs: FileTree): Switchable[] {
  const cpus = listCpus(sysfs)
    .sort()
    .map((name) => ({ cpu: name.slice('cpu'.length), path: `${CPUS}/${name}/online` }));
  return cpus[0] !== undefined && sysfs.exists(cpus[0].path) ? cpus : [];
}

/** CPUs set aside at boot by `isolcpus=`. */
export function findIsolated(sysfs: FileTree): string[] {
  try {
    return parseCpuList(sysfs.readOnce(`${CPUS}/isolated`).toString('latin1')).map(String);
  } catch (error) {
    if (error instanceof ModuleError) return [];
    throw error;
  }
}
