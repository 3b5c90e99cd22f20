import type { FileTree } from '../../../contract/ports.ts';
import { linkIfPresent, readIfReadable } from '../../../contract/readable.ts';
import { text } from '../../../protocols/sysfs/attribute.ts';
import { baseName, resolveLink } from '../../../protocols/sysfs/link.ts';
import { cleanName } from './attribute-name.ts';

const CLASS = 'class/hwmon';

/** A folder of /sys/class/hwmon. */
export interface ChipFolder {
  readonly name: string;
  readonly path: string;
  /** Target of the link that it is: which device of which bus. Null when it is no link. */
  readonly target: string | null;
}

/** @throws ModuleError `unsupported` when the kernel has no hwmon. */
export function listChipFolders(sysfs: FileTree, limit: number): ChipFolder[] {
  const names = sysfs.list(CLASS).sort().slice(0, limit);
  return names.map((name) => {
    const path = `${CLASS}/${name}`;
    return { name, path, target: linkIfPresent(sysfs, path) };
  });
}

export interface NamedChip {
  readonly path: string;
  /** Unique, and the same after a restart wherever the device tells enough. */
  readonly label: string;
  /** For people, such as `coretemp`; null when the driver gives none. */
  readonly driver: string | null;
}

interface Candidate {
  readonly folder: ChipFolder;
  /** Bus and device, such as `platform_coretemp_0`. */
  readonly base: string;
  readonly driver: string;
}

/** Chips of one device get the driver's name, or the folder's, behind that of the device. */
export function nameChips(sysfs: FileTree, folders: readonly ChipFolder[]): NamedChip[] {
  const candidates = folders.map((folder) => candidateOf(sysfs, folder));
  const count = (same: (candidate: Candidate) => boolean) => candidates.filter(same).length;
  const taken = new Set<string>();
  return candidates.flatMap(({ folder, base, driver }) => {
    const suffixed = (suffix: string) => `${base}_${suffix}`;
    const numbered = suffixed(cleanName(folder.name));
    let label = base;
    if (count((other) => other.base === base) > 1) {
      const unique = driver !== '' && count((other) => other.base === base && other.driver === driver) === 1;
      label = unique ? suffixed(driver) : numbered;
    }
    if (taken.has(label)) label = numbered;
    if (base === '' || taken.has(label)) return [];
    taken.add(label);
    return [{ path: folder.path, label, driver: driver === '' ? null : driver }];
  });
}

function candidateOf(sysfs: FileTree, folder: ChipFolder): Candidate {
  const bytes = readIfReadable(sysfs, `${folder.path}/name`);
  const driver = bytes === null ? '' : cleanName(text(bytes));
  const own = folder.target === null ? folder.path : resolveLink(CLASS, folder.target);
  return { folder, base: deviceName(sysfs, folder, own) || driver || cleanName(baseName(own)), driver };
}

function deviceName(sysfs: FileTree, folder: ChipFolder, own: string): string {
  const link = `${folder.path}/device`;
  if (!sysfs.exists(link)) return '';
  const target = linkIfPresent(sysfs, link);
  const device = target === null ? `${own}/device` : resolveLink(own, target);
  const bus = baseName(device.slice(0, -baseName(device).length - 1));
  return [cleanName(bus), cleanName(baseName(device))].filter(Boolean).join('_');
}
