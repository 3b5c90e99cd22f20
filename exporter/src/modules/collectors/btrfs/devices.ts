import { ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { textOf } from '../../../protocols/kernel-value.ts';

const UUID = /^E:ID_FS_UUID_SUB=([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/m;

export interface Device {
  readonly name: string;
  readonly size: string;
  /** Of the device within its file system, as udev found it, without dashes; null when udev does not tell. */
  readonly uuid: string | null;
}

/** Devices by file system; those whose names have changed are looked up anew. */
export interface KnownDevices {
  readonly names: string;
  readonly devices: readonly Device[];
}

export function devicesOf(
  folder: string,
  known: KnownDevices | undefined,
  sysfs: FileTree,
  udev: FileTree,
): KnownDevices {
  const names = sysfs.listIfPresent(`${folder}/devices`);
  const key = names.join('/');
  if (known?.names === key) return known;
  const devices = names.map((name) => ({
    name,
    size: `${folder}/devices/${name}/size`,
    uuid: uuidOf(`${folder}/devices/${name}`, sysfs, udev),
  }));
  return { names: key, devices };
}

function uuidOf(device: string, sysfs: FileTree, udev: FileTree): string | null {
  const number = sysfs.readIfPresent(`${device}/dev`);
  if (number === null) return null;
  try {
    const record = udev.readOnce(`b${textOf(number)}`).toString('latin1');
    return UUID.exec(record)?.[1]?.replaceAll('-', '') ?? null;
  } catch (error) {
    if (error instanceof ModuleError) return null;
    throw error;
  }
}
