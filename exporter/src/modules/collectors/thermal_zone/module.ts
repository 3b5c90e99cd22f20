import { z } from 'zod';
import { gauge, type Out } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { readIfReadable } from '../../../contract/readable.ts';
import { integer, text } from '../../../protocols/sysfs/attribute.ts';

const CLASS = 'class/thermal';
const ZONE = 'thermal_zone';
const COOLING_DEVICE = 'cooling_device';
/** One for each CPU and a few more on the largest machines. */
const MAX_DEVICES = 4096;
const MILLI = 1000;

const metrics = {
  node_thermal_zone_temp: gauge('Zone temperature in Celsius', ['zone', 'type']),
  node_cooling_device_cur_state: gauge('Current throttle state of the cooling device', ['name', 'type']),
  node_cooling_device_max_state: gauge('Maximum throttle state of the cooling device', ['name', 'type']),
} as const;

export default defineCollector({
  id: 'thermal_zone',
  summary: 'Temperatures of thermal zones, and how far cooling devices throttle.',
  config: z.object({}),
  metrics,
  needs: ['sysfs'],
  collect({ sysfs }, _config, out) {
    const names = sysfs.listIfPresent(CLASS).slice(0, MAX_DEVICES);
    for (const [name, folder] of numbered(names, ZONE)) writeZone(sysfs, name, folder, out);
    for (const [name, folder] of numbered(names, COOLING_DEVICE)) writeCooling(sysfs, name, folder, out);
  },
});

/** Number and folder of each `<prefix><number>`. */
function* numbered(names: readonly string[], prefix: string): Generator<[string, string]> {
  for (const name of names) {
    const number = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    if (/^\d/.test(number)) yield [number, `${CLASS}/${name}`];
  }
}

/** A zone that is disabled, or that has no temperature at the moment, is left out. */
function writeZone(sysfs: FileTree, zone: string, folder: string, out: Out<typeof metrics>): void {
  const mode = readIfReadable(sysfs, `${folder}/mode`);
  if (mode !== null && text(mode) === 'disabled') return;
  const type = readText(sysfs, `${folder}/type`);
  if (type === null || !sysfs.exists(`${folder}/policy`)) return;
  const temperature = readInteger(sysfs, `${folder}/temp`);
  if (temperature !== null) out.node_thermal_zone_temp(temperature / MILLI, zone, type);
}

function writeCooling(sysfs: FileTree, name: string, folder: string, out: Out<typeof metrics>): void {
  const type = readText(sysfs, `${folder}/type`);
  const most = readInteger(sysfs, `${folder}/max_state`);
  const current = readInteger(sysfs, `${folder}/cur_state`);
  if (type === null || most === null || current === null) return;
  out.node_cooling_device_cur_state(current, name, type);
  out.node_cooling_device_max_state(most, name, type);
}

function readText(sysfs: FileTree, path: string): string | null {
  const bytes = readIfReadable(sysfs, path);
  return bytes === null ? null : text(bytes);
}

function readInteger(sysfs: FileTree, path: string): number | null {
  const bytes = readIfReadable(sysfs, path);
  if (bytes === null) return null;
  const value = integer(bytes);
  if (Number.isNaN(value)) throw new ModuleError('malformed_reply', `${path}: not an integer`);
  return value;
}
