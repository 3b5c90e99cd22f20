import { ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { NetDevice } from './device.ts';

/** Linux sets no limit; a host with more has containers by the thousand. */
const MAX_DEVICES = 10_000;
/** 22 files each are kept open for so many devices; those of further ones would drive out other collectors' files. */
const MAX_KEPT_OPEN = 40;

/** The network devices of this host, kept from scrape to scrape. */
export class NetDevices {
  #devices = new Map<string, NetDevice>();
  #keptOpen = new Set<string>();

  /** The names of the devices now; forgets those that have gone. */
  list(sysfs: FileTree, ignored: RegExp | null): string[] {
    const names = sysfs.list('class/net').filter((name) => ignored?.test(name) !== true);
    if (names.length > MAX_DEVICES)
      throw new ModuleError('limit_exceeded', `class/net: more than ${MAX_DEVICES} devices`);
    const present = new Set(names);
    for (const name of this.#devices.keys()) {
      if (present.has(name)) continue;
      this.#devices.delete(name);
      this.#keptOpen.delete(name);
    }
    return names;
  }

  /** A device with all its attributes; null when it has just gone. */
  read(sysfs: FileTree, name: string): NetDevice | null {
    const known = this.#devices.get(name);
    const device = known?.read() === true ? known : this.#add(sysfs, name);
    if (device.isPresent) return device;
    this.#devices.delete(name);
    return null;
  }

  #add(sysfs: FileTree, name: string): NetDevice {
    if (this.#keptOpen.size < MAX_KEPT_OPEN) this.#keptOpen.add(name);
    const device = new NetDevice(sysfs, name, this.#keptOpen.has(name));
    device.read();
    this.#devices.set(name, device);
    return device;
  }
}
