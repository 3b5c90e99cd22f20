import { z } from 'zod';
import { counter, gauge, type Out } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { integerOf, textOf } from '../../../protocols/kernel-value.ts';
import { type Device, devicesOf, type KnownDevices } from './devices.ts';
import { readNamedCounts } from './named-counts.ts';
import { allocationRatio, GROUP_TYPES, isLayout } from './space.ts';

const FOLDER = 'fs/btrfs';
/** A mounted file system each, of some thirty series; machines have a handful. */
const MAX_FILESYSTEMS = 256;
const BYTES_PER_SECTOR = 512;
const MS_PER_SECOND = 1000;
const COMMIT_COUNTS = ['commits', 'last_commit_ms', 'max_commit_ms', 'total_commit_ms'] as const;
const ERROR_COUNTS = [
  ['write_errs', 'write'],
  ['read_errs', 'read'],
  ['flush_errs', 'flush'],
  ['corruption_errs', 'corruption'],
  ['generation_errs', 'generation'],
] as const;
const ERROR_NAMES = ERROR_COUNTS.map(([name]) => name);

const metrics = {
  node_btrfs_info: gauge('Filesystem information', ['uuid', 'label']),
  node_btrfs_global_rsv_size_bytes: gauge('Size of global reserve.', ['uuid']),
  node_btrfs_commits_total: counter('The total number of commits that have occurred.', ['uuid']),
  node_btrfs_last_commit_seconds: gauge('Duration of the most recent commit, in seconds.', ['uuid']),
  node_btrfs_max_commit_seconds: gauge('Duration of the slowest commit, in seconds.', ['uuid']),
  node_btrfs_commit_seconds_total: counter('Sum of the duration of all commits, in seconds.', ['uuid']),
  node_btrfs_reserved_bytes: gauge('Amount of space reserved for a data type', ['uuid', 'block_group_type']),
  node_btrfs_used_bytes: gauge('Amount of used space by a layout/data type', [
    'uuid',
    'block_group_type',
    'mode',
  ]),
  node_btrfs_size_bytes: gauge('Amount of space allocated for a layout/data type', [
    'uuid',
    'block_group_type',
    'mode',
  ]),
  node_btrfs_allocation_ratio: gauge('Data allocation ratio for a layout/data type', [
    'uuid',
    'block_group_type',
    'mode',
  ]),
  node_btrfs_device_size_bytes: gauge('Size of a device that is part of the filesystem.', [
    'uuid',
    'device',
    'btrfs_dev_uuid',
  ]),
  node_btrfs_device_errors_total: counter('Errors reported for the device', [
    'uuid',
    'device',
    'btrfs_dev_uuid',
    'type',
  ]),
  fathom_btrfs_device_errors_total: counter(
    'Errors of a device of the file system, by the number that btrfs gave the device.',
    ['uuid', 'devid', 'type'],
  ),
};

interface State {
  readonly devices: Map<string, KnownDevices>;
}

/** One file system: its folder, and the label by which it is shown. */
interface Filesystem {
  readonly sysfs: FileTree;
  readonly out: Out<typeof metrics>;
  readonly folder: string;
  readonly uuid: string;
}

export default defineCollector({
  id: 'btrfs',
  summary: 'Btrfs file systems: allocated and used space by layout, commits, devices and their errors.',
  config: z.object({}),
  metrics,
  needs: ['sysfs', 'udev'],
  init: (): State => ({ devices: new Map() }),
  collect({ sysfs, udev, state }, _config, out) {
    const ids = sysfs.listIfPresent(FOLDER).filter((name) => name.includes('-'));
    if (ids.length > MAX_FILESYSTEMS)
      throw new ModuleError('limit_exceeded', `${FOLDER}: more than ${MAX_FILESYSTEMS} file systems`);
    for (const id of state.devices.keys()) if (!ids.includes(id)) state.devices.delete(id);
    const shown = new Set<string>();
    for (const id of ids) {
      const folder = `${FOLDER}/${id}`;
      const uuid = uuidOf(sysfs, id, ids, shown);
      const known = devicesOf(folder, state.devices.get(id), sysfs, udev);
      state.devices.set(id, known);
      writeFilesystem({ sysfs, out, folder, uuid }, known.devices);
    }
  },
});

/** The metadata's, which stays when the file system's own is changed; but copies have the same, and need their own. */
function uuidOf(sysfs: FileTree, id: string, ids: readonly string[], shown: Set<string>): string {
  const bytes = sysfs.readIfPresent(`${FOLDER}/${id}/metadata_uuid`);
  const text = bytes === null ? '' : textOf(bytes);
  const isAnothers = shown.has(text) || (text !== id && ids.includes(text));
  const uuid = text === '' || isAnothers ? id : text;
  shown.add(uuid);
  return uuid;
}

function writeFilesystem(filesystem: Filesystem, devices: readonly Device[]): void {
  const { sysfs, out, folder, uuid } = filesystem;
  const label = sysfs.readIfPresent(`${folder}/label`);
  out.node_btrfs_info(1, uuid, label === null ? '' : textOf(label));
  out.node_btrfs_global_rsv_size_bytes(numberIn(sysfs, `${folder}/allocation/global_rsv_size`), uuid);
  writeCommits(filesystem);
  for (const type of GROUP_TYPES) writeSpace(filesystem, type, devices.length);
  for (const { name, size, uuid: own } of devices)
    out.node_btrfs_device_size_bytes(numberIn(sysfs, size) * BYTES_PER_SECTOR, uuid, name, own);
  writeErrors(filesystem, devices);
}

/** Kernels before 6.1 do not count commits: all is 0 then, as with node_exporter. */
function writeCommits({ sysfs, out, folder, uuid }: Filesystem): void {
  const bytes = sysfs.readIfPresent(`${folder}/commit_stats`);
  const counts = bytes === null ? new Map<string, number>() : readNamedCounts(bytes, COMMIT_COUNTS);
  const of = (name: (typeof COMMIT_COUNTS)[number]) => counts.get(name) ?? 0;
  out.node_btrfs_commits_total(of('commits'), uuid);
  out.node_btrfs_last_commit_seconds(of('last_commit_ms') / MS_PER_SECOND, uuid);
  out.node_btrfs_max_commit_seconds(of('max_commit_ms') / MS_PER_SECOND, uuid);
  out.node_btrfs_commit_seconds_total(of('total_commit_ms') / MS_PER_SECOND, uuid);
}

function writeSpace({ sysfs, out, folder, uuid }: Filesystem, type: string, devices: number): void {
  const group = `${folder}/allocation/${type}`;
  const names = sysfs.listIfPresent(group);
  if (names.length === 0) return;
  out.node_btrfs_reserved_bytes(numberIn(sysfs, `${group}/bytes_reserved`), uuid, type);
  for (const layout of names) {
    if (!isLayout(layout)) continue;
    out.node_btrfs_used_bytes(numberIn(sysfs, `${group}/${layout}/used_bytes`), uuid, type, layout);
    out.node_btrfs_size_bytes(numberIn(sysfs, `${group}/${layout}/total_bytes`), uuid, type, layout);
    out.node_btrfs_allocation_ratio(allocationRatio(layout, devices), uuid, type, layout);
  }
}

/** sysfs does not tell which device has which number, so only of a sole device the errors are surely its own. */
function writeErrors({ sysfs, out, folder, uuid }: Filesystem, devices: readonly Device[]): void {
  const numbers = sysfs.listIfPresent(`${folder}/devinfo`);
  const [sole] = devices.length === 1 && numbers.length === 1 ? devices : [];
  for (const devid of numbers) {
    const bytes = sysfs.readIfPresent(`${folder}/devinfo/${devid}/error_stats`);
    if (bytes === null) continue;
    const counts = readNamedCounts(bytes, ERROR_NAMES);
    for (const [name, type] of ERROR_COUNTS) {
      const count = counts.get(name);
      if (count === undefined) continue; // "invalid", until the device's statistics are read
      out.fathom_btrfs_device_errors_total(count, uuid, devid, type);
      if (sole) out.node_btrfs_device_errors_total(count, uuid, sole.name, sole.uuid, type);
    }
  }
}

function numberIn(sysfs: FileTree, path: string): number {
  const bytes = sysfs.readIfPresent(path);
  const value = bytes === null ? 0 : integerOf(bytes);
  if (!(value >= 0)) throw new ModuleError('malformed_reply', `${path}: not a number of bytes`);
  return value;
}
