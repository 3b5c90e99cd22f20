import { ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { parseNumberFile } from '../../../protocols/procfs/number-file.ts';
import { text } from '../../../protocols/sysfs/attribute.ts';

const CLASS = 'class/powercap';
/** Packages times their domains. */
const MAX_ZONES = 1024;

/** A power domain, such as a package, its cores or its memory. */
export interface Zone {
  /** Without the number that some have at their end. */
  readonly name: string;
  /** The number at the end of the name; else how many zones before it have the same one. */
  readonly index: string;
  /** As the label has it: with the path of sysfs. */
  readonly path: string;
  /** Below sysfs. */
  readonly energyFile: string;
}

/** The zones, found anew when one comes or goes. */
export class ZoneList {
  #folders: string | null = null;
  #zones: readonly Zone[] = [];

  /** @throws ModuleError `unsupported` when the kernel shows none, or one without its range; `malformed_reply`. */
  zones(sysfs: FileTree): readonly Zone[] {
    if (!sysfs.exists(CLASS)) throw new ModuleError('unsupported', 'the kernel has no powercap zones');
    const folders = sysfs.list(CLASS).sort();
    const joined = folders.join('\n');
    if (joined !== this.#folders) {
      this.#zones = findZones(sysfs, folders.slice(0, MAX_ZONES));
      this.#folders = joined;
    }
    return this.#zones;
  }
}

function findZones(sysfs: FileTree, folders: readonly string[]): Zone[] {
  const zones: Zone[] = [];
  const nextIndex = new Map<string, number>();
  for (const folder of folders) {
    const bytes = sysfs.readIfPresent(`${CLASS}/${folder}/name`);
    if (bytes === null) continue; // a control type, above its zones
    const { name, index } = splitName(text(bytes), nextIndex);
    const range = `${CLASS}/${folder}/max_energy_range_uj`;
    parseNumberFile(sysfs.read(range), range);
    nextIndex.set(name, index + 1);
    zones.push({
      name,
      index: String(index),
      path: `${sysfs.root.replace(/\/+$/, '')}/${CLASS}/${folder}`,
      energyFile: `${CLASS}/${folder}/energy_uj`,
    });
  }
  return zones;
}

/** `package-1` is the package 1; a name with more dashes, such as `package-0-die-1`, is taken whole. */
function splitName(whole: string, nextIndex: ReadonlyMap<string, number>): { name: string; index: number } {
  const [, name, digits] = /^([^-]*)-([+]?\d{1,9})$/.exec(whole) ?? [];
  if (name !== undefined && digits !== undefined) return { name, index: Number(digits) };
  return { name: whole, index: nextIndex.get(whole) ?? 0 };
}

/** As a part of a metric's name. */
export const metricName = (name: string): string => name.replace(/_*[^0-9A-Za-z_]+_*/g, '_');
