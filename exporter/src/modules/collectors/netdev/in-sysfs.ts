/** What /proc/net/dev lacks and sysfs tells of a device. */
import { ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { integerOf, textOf } from '../../../protocols/kernel-value.ts';
import { LINK_STATISTICS } from '../../../protocols/sysfs/link-statistics.ts';

/** Packets that no protocol took; null when sysfs does not know the device. */
export function readUnhandled(sysfs: FileTree, device: string): number | null {
  return readCounter(sysfs, device, 'rx_nohandler');
}

/** All counters, under the names that node_exporter has for them; false when sysfs does not know the device. */
export function readStatistics(
  sysfs: FileTree,
  device: string,
  visit: (name: string, value: number) => void,
): boolean {
  let isKnown = false;
  for (const [file, name] of LINK_STATISTICS) {
    const value = readCounter(sysfs, device, file);
    if (value === null) continue;
    visit(name, value);
    isKnown = true;
  }
  return isKnown;
}

/** Null when sysfs does not know the device. */
export function readAlias(sysfs: FileTree, device: string): string | null {
  const bytes = sysfs.readIfPresent(`class/net/${device}/ifalias`);
  return bytes && textOf(bytes);
}

function readCounter(sysfs: FileTree, device: string, file: string): number | null {
  try {
    const bytes = sysfs.readIfPresent(`class/net/${device}/statistics/${file}`);
    const value = bytes === null ? NaN : integerOf(bytes);
    return Number.isNaN(value) ? null : value;
  } catch (error) {
    if (error instanceof ModuleError) return null;
    throw error;
  }
}
