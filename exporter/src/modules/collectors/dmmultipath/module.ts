import { z } from 'zod';
import { gauge, type Out } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { integerOf, textOf } from '../../../protocols/kernel-value.ts';

const SECTOR_BYTES = 512;
/** Of SCSI and of NVMe devices that can be used. */
const ACTIVE_STATES: ReadonlySet<string> = new Set(['running', 'live']);

const DEVICE = ['device', 'sysfs_name'] as const;

const metrics = {
  node_dmmultipath_device_info: gauge('Non-numeric information about a DM-multipath device.', [
    'device',
    'sysfs_name',
    'uuid',
  ]),
  node_dmmultipath_device_active: gauge(
    'Whether the multipath device-mapper device is active (1) or suspended (0).',
    DEVICE,
  ),
  node_dmmultipath_device_size_bytes: gauge(
    'Size of the multipath device in bytes, read from /sys/block/<dm>/size.',
    DEVICE,
  ),
  node_dmmultipath_device_paths: gauge('Number of paths for a multipath device.', DEVICE),
  node_dmmultipath_device_paths_active: gauge(
    'Number of paths in active state (SCSI running or NVMe live) for a multipath device.',
    DEVICE,
  ),
  node_dmmultipath_device_paths_failed: gauge(
    'Number of paths not in active state for a multipath device.',
    DEVICE,
  ),
  node_dmmultipath_path_state: gauge(
    'Reports the underlying device state for a multipath path, as read from /sys/block/<dev>/device/state.',
    ['device', 'path', 'state'],
  ),
};

export default defineCollector({
  id: 'dmmultipath',
  summary: 'Multipath devices of the device mapper and the state of their paths.',
  config: z.object({}),
  metrics,
  needs: ['sysfs'],
  collect({ sysfs }, _config, out) {
    if (!sysfs.exists('block')) throw new ModuleError('unsupported', 'no block devices');
    for (const name of sysfs.list('block')) {
      if (!name.startsWith('dm-')) continue;
      const uuid = sysfs.readIfPresent(`block/${name}/dm/uuid`);
      if (uuid?.toString('latin1', 0, 6) === 'mpath-') emitDevice(sysfs, name, textOf(uuid), out);
    }
  },
});

function emitDevice(sysfs: FileTree, name: string, uuid: string, out: Out<typeof metrics>): void {
  const folder = `block/${name}`;
  const dmName = sysfs.readIfPresent(`${folder}/dm/name`);
  const device = dmName === null ? null : textOf(dmName);
  const suspended = amount(sysfs, `${folder}/dm/suspended`);
  const sectors = amount(sysfs, `${folder}/size`);
  if (device === null || suspended === null || sectors === null) return; // gone while it was looked at
  out.node_dmmultipath_device_info(1, device, name, uuid);
  out.node_dmmultipath_device_active(suspended === 1 ? 0 : 1, device, name);
  out.node_dmmultipath_device_size_bytes(sectors * SECTOR_BYTES, device, name);
  emitPaths(sysfs, name, device, out);
}

function emitPaths(sysfs: FileTree, name: string, device: string, out: Out<typeof metrics>): void {
  const paths = sysfs.listIfPresent(`block/${name}/slaves`);
  let active = 0;
  for (const path of paths) {
    const bytes = sysfs.readIfPresent(`block/${path}/device/state`);
    const state = bytes === null ? '' : textOf(bytes);
    if (ACTIVE_STATES.has(state)) active += 1;
    out.node_dmmultipath_path_state(1, device, path, state);
  }
  out.node_dmmultipath_device_paths(paths.length, device, name);
  out.node_dmmultipath_device_paths_active(active, device, name);
  out.node_dmmultipath_device_paths_failed(paths.length - active, device, name);
}

/** Null when there is no such file. */
function amount(sysfs: FileTree, path: string): number | null {
  const bytes = sysfs.readIfPresent(path);
  if (bytes === null) return null;
  const value = integerOf(bytes);
  if (value >= 0) return value;
  throw new ModuleError('malformed_reply', `${path}: not one unsigned number`);
}
