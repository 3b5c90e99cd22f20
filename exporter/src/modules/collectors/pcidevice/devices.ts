import { ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { prefixedInteger } from '../../../protocols/sysfs/attribute.ts';
import { hex, type Location, parseLocation } from './location.ts';
import { className, type PciNames } from './pci-ids.ts';

const DEVICES = 'bus/pci/devices';
/** A machine with many virtual functions has a few thousand. */
const MAX_DEVICES = 8192;
const NO_PARENT: Location = ['*', '*', '*', '*'];

/** What a device is; it stays so as long as it is there. Ids are without `0x`. */
export interface PciDevice {
  readonly folder: string;
  readonly location: Location;
  readonly parent: Location;
  readonly classId: string;
  readonly vendor: string;
  readonly device: string;
  readonly subsystemVendor: string;
  readonly subsystemDevice: string;
  readonly revision: string;
  /** Names in its folder: which files it has. */
  readonly files: ReadonlySet<string>;
}

/** Vendor, device, vendor and device of the subsystem, class. */
export type DeviceNames = readonly [string, string, string, string, string];

export function listDeviceNames(sysfs: FileTree): string[] {
  if (!sysfs.exists(DEVICES)) throw new ModuleError('unsupported', 'the machine has no PCI bus');
  return sysfs.list(DEVICES).sort().slice(0, MAX_DEVICES);
}

/** @throws ModuleError `malformed_reply` when it has no readable id. */
export function readDevice(sysfs: FileTree, name: string): PciDevice {
  const folder = `${DEVICES}/${name}`;
  const [parentName = '', ownName = ''] = sysfs.link(folder).split('/').slice(-2);
  const location = parseLocation(ownName);
  if (location === null) throw new ModuleError('malformed_reply', `${folder}: not the location of a device`);
  const id = (file: string, width: number) => hex(readId(sysfs, `${folder}/${file}`), width);
  return {
    folder,
    location,
    parent: parseLocation(parentName) ?? NO_PARENT,
    classId: id('class', 6),
    vendor: id('vendor', 4),
    device: id('device', 4),
    subsystemVendor: id('subsystem_vendor', 4),
    subsystemDevice: id('subsystem_device', 4),
    revision: id('revision', 2),
    files: new Set(sysfs.list(folder)),
  };
}

function readId(sysfs: FileTree, path: string): number {
  const id = prefixedInteger(sysfs.readOnce(path));
  if (!(id >= 0)) throw new ModuleError('malformed_reply', `${path}: not an id`);
  return id;
}

/** An id stands for what has no name. */
export function namesOf(device: PciDevice, names: PciNames): DeviceNames {
  const { vendor, subsystemVendor, subsystemDevice } = device;
  const subsystem = `${vendor}:${device.device}:${subsystemVendor}:${subsystemDevice}`;
  return [
    names.devices.get(vendor) ?? vendor,
    names.devices.get(`${vendor}:${device.device}`) ?? device.device,
    names.devices.get(subsystemVendor) ?? subsystemVendor,
    names.devices.get(subsystem) ?? subsystemDevice,
    className(names, device.classId),
  ];
}
