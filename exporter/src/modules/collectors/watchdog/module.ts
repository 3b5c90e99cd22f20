import { z } from 'zod';
import { gauge, type Out } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { prefixedInteger, text } from '../../../protocols/sysfs/attribute.ts';

const CLASS = 'class/watchdog';
/** Of the kernel: DOGS. */
const MAX_WATCHDOGS = 32;

const value = (file: string) => gauge(`Value of /sys/class/watchdog/<watchdog>/${file}`, ['name']);

const metrics = {
  node_watchdog_bootstatus: value('bootstatus'),
  node_watchdog_fw_version: value('fw_version'),
  node_watchdog_nowayout: value('nowayout'),
  node_watchdog_timeleft_seconds: value('timeleft'),
  node_watchdog_timeout_seconds: value('timeout'),
  node_watchdog_pretimeout_seconds: value('pretimeout'),
  node_watchdog_access_cs0: value('access_cs0'),
  node_watchdog_info: gauge('Info of /sys/class/watchdog/<watchdog>', [
    'name',
    'options',
    'identity',
    'state',
    'status',
    'pretimeout_governor',
  ]),
} as const;

/** Each file with a number, and its family. */
const NUMBER_FILES = [
  ['bootstatus', 'node_watchdog_bootstatus'],
  ['fw_version', 'node_watchdog_fw_version'],
  ['nowayout', 'node_watchdog_nowayout'],
  ['timeleft', 'node_watchdog_timeleft_seconds'],
  ['timeout', 'node_watchdog_timeout_seconds'],
  ['pretimeout', 'node_watchdog_pretimeout_seconds'],
  ['access_cs0', 'node_watchdog_access_cs0'],
] as const;

export default defineCollector({
  id: 'watchdog',
  summary: 'Watchdog timers, which restart the machine when nobody resets them.',
  config: z.object({}),
  metrics,
  needs: ['sysfs'],
  collect({ sysfs }, _config, out) {
    if (!sysfs.exists(CLASS)) throw new ModuleError('unsupported', 'the kernel has no watchdogs');
    for (const name of sysfs.list(CLASS).slice(0, MAX_WATCHDOGS)) writeWatchdog(sysfs, name, out);
  },
});

function writeWatchdog(sysfs: FileTree, name: string, out: Out<typeof metrics>): void {
  const folder = `${CLASS}/${name}`;
  for (const [file, family] of NUMBER_FILES) {
    const bytes = sysfs.readIfPresent(`${folder}/${file}`);
    if (bytes !== null) out[family](numberOf(bytes, `${folder}/${file}`), name);
  }
  const label = (file: string) => {
    const bytes = sysfs.readIfPresent(`${folder}/${file}`);
    return bytes === null ? '' : text(bytes);
  };
  out.node_watchdog_info(
    1,
    name,
    label('options'),
    label('identity'),
    label('state'),
    label('status'),
    label('pretimeout_governor'),
  );
}

function numberOf(bytes: Buffer, path: string): number {
  const number = prefixedInteger(bytes);
  if (Number.isNaN(number)) throw new ModuleError('malformed_reply', `${path}: not an integer`);
  return number;
}
