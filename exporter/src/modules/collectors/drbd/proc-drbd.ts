import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** 17 series each; beyond this the limit of a module's series would be near. */
export const MAX_DEVICES = 2000;

/** One `key:value` of /proc/drbd, of the device `drbd<n>` above it. */
export type VisitPair = (device: string, key: string, value: string) => void;

/**
 * Calls `visit` for each `key:value` of the devices; other words say nothing that is shown.
 * @throws ModuleError `malformed_reply` when a device has a key of `wanted` twice.
 */
export function readDrbd(bytes: Uint8Array, wanted: ReadonlySet<string>, visit: VisitPair): void {
  const scanner = new LineScanner(bytes);
  const devices = new Set<string>();
  const seen = new Set<string>();
  let device: string | null = null;
  while (scanner.nextLine()) {
    for (let word = scanner.word(); word !== ''; word = scanner.word()) {
      const [key = '', value, ...rest] = word.split(':');
      if (value === undefined || rest.length > 0) continue;
      if (value === '' && /^\d{1,7}$/.test(key)) {
        device = startDevice(devices, key);
        seen.clear();
      } else if (device !== null && wanted.has(key)) {
        if (seen.has(key)) throw malformed(`${device} has ${key} twice`);
        seen.add(key);
        visit(device, key, value);
      }
    }
  }
}

function startDevice(devices: Set<string>, minor: string): string {
  const device = `drbd${Number(minor)}`;
  if (devices.has(device)) throw malformed(`${device} is there twice`);
  devices.add(device);
  if (devices.size > MAX_DEVICES)
    throw new ModuleError('limit_exceeded', `drbd: more than ${MAX_DEVICES} devices`);
  return device;
}

export const malformed = (what: string) => new ModuleError('malformed_reply', `drbd: ${what}`);
