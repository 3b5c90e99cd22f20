import { z } from 'zod';
import { gauge } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';

const CLOCKSOURCES = 'devices/system/clocksource';
/** The kernel has one; its folder is numbered. */
const MAX_DEVICES = 16;

interface Clocksource {
  readonly device: string;
  readonly available: readonly string[];
  readonly current: string;
}

/** @throws ModuleError `unsupported` when the kernel shows none. */
export function readClocksources(sysfs: FileTree): Clocksource[] {
  const folders = sysfs
    .list(CLOCKSOURCES)
    .filter((name) => /^clocksource\d+$/.test(name))
    .sort()
    .slice(0, MAX_DEVICES);
  const text = (path: string) => sysfs.read(`${CLOCKSOURCES}/${path}`).toString('latin1').trim();
  return folders.map((folder, device) => ({
    device: String(device),
    available: [...new Set(text(`${folder}/available_clocksource`).split(/\s+/).filter(Boolean))],
    current: text(`${folder}/current_clocksource`),
  }));
}

export default defineCollector({
  id: 'time',
  summary: 'System time, time zone and clock sources.',
  config: z.object({}),
  metrics: {
    node_time_seconds: gauge('System time in seconds since epoch (1970).'),
    node_time_zone_offset_seconds: gauge('System time zone offset in seconds.', ['time_zone']),
    node_time_clocksource_available_info: gauge(
      "Available clocksources read from '/sys/devices/system/clocksource'.",
      ['device', 'clocksource'],
    ),
    node_time_clocksource_current_info: gauge(
      "Current clocksource read from '/sys/devices/system/clocksource'.",
      ['device', 'clocksource'],
    ),
  },
  needs: ['os', 'sysfs'],
  collect({ os, sysfs, now, partial }, _config, out) {
    const timeMs = now();
    const zone = os.timeZone(timeMs);
    out.node_time_seconds(timeMs / 1000);
    out.node_time_zone_offset_seconds(zone.offsetSeconds, zone.name);
    try {
      for (const { device, available, current } of readClocksources(sysfs)) {
        for (const clocksource of available) out.node_time_clocksource_available_info(1, device, clocksource);
        out.node_time_clocksource_current_info(1, device, current);
      }
    } catch (error) {
      if (!(error instanceof ModuleError)) throw error;
      partial(error);
    }
  },
});
