import { z } from 'zod';
import { gauge, type Out } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { integerOf } from '../../../protocols/kernel-value.ts';
import { MAX_ARRAYS, parseMdstat, type RaidArray } from './mdstat.ts';
import { parseRaidDisks } from './raid-disks.ts';

/** Values of the label `state`. */
const STATES = ['active', 'inactive', 'recovering', 'resync', 'check'] as const;

const metrics = {
  node_md_disks: gauge('Number of active/failed/spare disks of device.', ['device', 'state']),
  node_md_disks_required: gauge('Total number of disks of device.', ['device']),
  node_md_state: gauge('Indicates the state of md-device.', ['device', 'state']),
  node_md_blocks: gauge('Total number of blocks on device.', ['device']),
  node_md_blocks_synced: gauge('Number of blocks synced on device.', ['device']),
  node_md_raid_disks: gauge('Number of raid disks on device.', ['device']),
  node_md_degraded: gauge('Number of degraded disks on device.', ['device']),
};

/** Files of an array in sysfs. */
interface ArrayFiles {
  readonly device: string;
  readonly raidDisks: string;
  /** Only arrays with redundancy have it. */
  readonly degraded: string;
}

interface State {
  /** The names of which `arrays` were made. */
  names: string;
  arrays: ArrayFiles[];
}

export default defineCollector({
  id: 'mdadm',
  summary: 'Software RAID: disks, state and progress of each md array.',
  config: z.object({}),
  metrics,
  needs: ['procfs', 'sysfs'],
  init: (): State => ({ names: '', arrays: [] }),
  collect({ procfs, sysfs, state }, _config, out) {
    const mdstat = procfs.readIfPresent('mdstat');
    if (mdstat === null) throw new ModuleError('unsupported', 'mdstat: the kernel has no software RAID');
    for (const array of parseMdstat(mdstat)) writeArray(array, out);
    for (const files of arrayFiles(sysfs, state)) writeSysfs(sysfs, files, out);
  },
});

function writeArray(array: RaidArray, out: Out<typeof metrics>): void {
  const { device, disks } = array;
  out.node_md_disks_required(disks.required, device);
  out.node_md_disks(disks.active, device, 'active');
  out.node_md_disks(array.failed, device, 'failed');
  out.node_md_disks(array.spare, device, 'spare');
  for (const name of STATES) out.node_md_state(name === array.state ? 1 : 0, device, name);
  out.node_md_blocks(array.blocks, device);
  out.node_md_blocks_synced(array.synced, device);
}

function arrayFiles(sysfs: FileTree, state: State): readonly ArrayFiles[] {
  const devices = sysfs.listIfPresent('block').filter((name) => name.startsWith('md'));
  if (devices.length > MAX_ARRAYS)
    throw new ModuleError('limit_exceeded', `block: more than ${MAX_ARRAYS} arrays`);
  const names = devices.join('/');
  if (names !== state.names) {
    state.arrays = devices.map((device) => ({
      device,
      raidDisks: `block/${device}/md/raid_disks`,
      degraded: `block/${device}/md/degraded`,
    }));
    state.names = names;
  }
  return state.arrays;
}

function writeSysfs(sysfs: FileTree, files: ArrayFiles, out: Out<typeof metrics>): void {
  const disks = sysfs.readIfPresent(files.raidDisks);
  if (disks === null) return; // stopped just now
  const required = parseRaidDisks(disks);
  if (required !== null) out.node_md_raid_disks(checked(required, files.raidDisks), files.device);
  const degraded = sysfs.readIfPresent(files.degraded);
  const missing = degraded === null ? 0 : integerOf(degraded);
  out.node_md_degraded(checked(missing, files.degraded), files.device);
}

function checked(value: number, path: string): number {
  if (!(value >= 0)) throw new ModuleError('malformed_reply', `${path}: not a number of disks`);
  return value;
}
