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

/** Folders of the clock sources, which the kernel makes once at boot. */
export function clocksourceFolders(sysfs: FileTree): string[] {
  const names = sysfs.listIfPresent(CLOCKSOURCES).filter((name) => /^clocksource\d+$/.test(name));
  return names
    .sort()
    .slice(0, MAX_DEVICES)
    .map((name) => `${CLOCKSOURCES}/${name}`);
}

export function readClocksources(sysfs: FileTree, folders: readonly string[]): Clocksource[] {
  const text = (path: string) => sysfs.read(path).toString('latin1').trim();
  return folders.map((folder, device) => ({
    device: String(device),
    available: [...new Set(text(`${folder}/available_clocksource`).split(/\s+/).filter(Boolean))],
    current: text(`${folder}/current_clocksource`),
  }));
}

interface State {
  /** Null before the first look that found some. */
  folders: readonly string[] | null;
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
  init: (): State => ({ folders: null }),
  collect({ os, sysfs, now, partial, state }, _config, out) {
    const timeMs = now();
    const zone = os.timeZone(timeMs);
    out.node_time_seconds(timeMs / 1000);
    out.node_time_zone_offset_seconds(zone.offsetSeconds, zone.name);
    try {
      state.folders ??= clocksourceFolders(sysfs);
      for (const { device, available, current } of readClocksources(sysfs, state.folders)) {
        for (const clocksource of available) out.node_time_clocksource_available_info(1, device, clocksource);
        out.node_time_clocksource_current_info(1, device, current);
      }
    } catch (error) {
      if (!(error instanceof ModuleError)) throw error;
      partial(error);
    }
  },
});
