import { ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { integer } from '../../../protocols/sysfs/attribute.ts';
import type { PciDevice } from './devices.ts';

/** https://docs.kernel.org/PCI/sysfs-pci.html; the kernel's pci_speed_string. */
const SPEED = /^(\d{1,6}(?:\.\d{1,3})?) GT\/s(?: PCIe)?$/;
const TRANSFERS_PER_GIGATRANSFER = 1e9;

/** Null when the device has no such file, or nothing in it. */
export function readText(sysfs: FileTree, { folder, files }: PciDevice, file: string): string | null {
  const bytes = read(sysfs, folder, files, file);
  return bytes?.toString('utf8').trim() || null;
}

/** `8.0 GT/s PCIe` in transfers per second; null when it is not known. */
export function readSpeed(sysfs: FileTree, device: PciDevice, file: string): number | null {
  const text = readText(sysfs, device, file);
  if (text === null || text.startsWith('Unknown')) return null;
  const match = SPEED.exec(text);
  if (!match) throw malformed(device, file, 'not a speed');
  return Number(match[1]) * TRANSFERS_PER_GIGATRANSFER;
}

/** Null when the device has no such file, or nothing in it. */
export function readInteger(sysfs: FileTree, device: PciDevice, file: string): number | null {
  const bytes = read(sysfs, device.folder, device.files, file);
  if (bytes === null || bytes.toString('latin1').trim() === '') return null;
  if (bytes.toString('latin1').startsWith('Unknown')) return null;
  const value = integer(bytes);
  if (Number.isNaN(value)) throw malformed(device, file, 'not an integer');
  return value;
}

/** Opened and closed: with a thousand devices there would be no descriptors left for others. */
function read(sysfs: FileTree, folder: string, files: ReadonlySet<string>, file: string): Buffer | null {
  if (!files.has(file)) return null;
  try {
    return sysfs.readOnce(`${folder}/${file}`);
  } catch (error) {
    if (error instanceof ModuleError && error.code === 'unsupported') return null;
    throw error;
  }
}

const malformed = ({ folder }: PciDevice, file: string, what: string) =>
  new ModuleError('malformed_reply', `${folder}/${file}: ${what}`);
