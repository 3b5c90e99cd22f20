import { ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { type DeviceNames, listDeviceNames, namesOf, type PciDevice, readDevice } from './devices.ts';
import { parsePciIds, type PciNames } from './pci-ids.ts';

const DEFAULT_IDS_FILES = ['usr/share/misc/pci.ids', 'usr/share/hwdata/pci.ids'] as const;
const NO_NAMES: PciNames = { devices: new Map(), classes: new Map() };

export interface NamedDevice {
  readonly device: PciDevice;
  /** Null when names are not asked for. */
  readonly names: DeviceNames | null;
}

/** What the devices are, read anew when one comes or goes. */
export class DeviceList {
  readonly #names: boolean;
  readonly #idsFiles: readonly string[];
  #listed: string | null = null;
  #devices: readonly NamedDevice[] = [];
  #missing: ModuleError | null = null;

  constructor({ names, idsfile }: { readonly names: boolean; readonly idsfile: string }) {
    this.#names = names;
    this.#idsFiles = idsfile === '' ? DEFAULT_IDS_FILES : [idsfile];
  }

  /** Why there are no names although they are asked for. */
  get missing(): ModuleError | null {
    return this.#missing;
  }

  /** @throws ModuleError `unsupported` when the machine has no PCI bus, `malformed_reply`. */
  devices(sysfs: FileTree, rootfs: FileTree): readonly NamedDevice[] {
    const listed = listDeviceNames(sysfs);
    const joined = listed.join('\n');
    if (joined === this.#listed) return this.#devices;
    const devices = listed.map((name) => readDevice(sysfs, name));
    const names = this.#names ? this.#readNames(rootfs, devices) : null;
    this.#devices = devices.map((device) => ({ device, names: names && namesOf(device, names) }));
    this.#listed = joined;
    return this.#devices;
  }

  /** Of the first file that is there. */
  #readNames(rootfs: FileTree, devices: readonly PciDevice[]): PciNames {
    const vendors = new Set(devices.flatMap(({ vendor, subsystemVendor }) => [vendor, subsystemVendor]));
    for (const file of this.#idsFiles) {
      try {
        const names = parsePciIds(rootfs.readOnce(file).toString('utf8'), vendors);
        this.#missing = null;
        return names;
      } catch (error) {
        if (!(error instanceof ModuleError)) throw error;
        this.#missing = error;
      }
    }
    return NO_NAMES;
  }
}
