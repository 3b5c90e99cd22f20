import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import dmmultipath from './module.ts';

const device = (dm: string, uuid: string, more: Record<string, string> = {}) => ({
  [`block/${dm}/dm/uuid`]: `${uuid}\n`,
  [`block/${dm}/dm/name`]: 'mpatha\n',
  [`block/${dm}/dm/suspended`]: '0\n',
  [`block/${dm}/size`]: '2048\n',
  ...more,
});
const path = (dm: string, name: string, state?: string) => ({
  [`block/${dm}/slaves/${name}/x`]: '',
  ...(state === undefined ? {} : { [`block/${name}/device/state`]: `${state}\n` }),
});
const run = (files: Record<string, string>) => collect(dmmultipath, { sysfs: fileTree(files) });

describe('dmmultipath', () => {
  it('shows devices and paths', async () => {
    const { lines } = await run({
      ...device('dm-5', 'mpath-360'),
      ...path('dm-5', 'sda', 'running'),
      ...path('dm-5', 'nvme0n1', 'live'),
      ...path('dm-5', 'sdb', 'offline'),
      ...path('dm-5', 'vdc'),
    });
    expect(lines).toEqual([
      'node_dmmultipath_device_active{device="mpatha",sysfs_name="dm-5"} 1',
      'node_dmmultipath_device_info{device="mpatha",sysfs_name="dm-5",uuid="mpath-360"} 1',
      'node_dmmultipath_device_paths{device="mpatha",sysfs_name="dm-5"} 4',
      'node_dmmultipath_device_paths_active{device="mpatha",sysfs_name="dm-5"} 2',
      'node_dmmultipath_device_paths_failed{device="mpatha",sysfs_name="dm-5"} 2',
      'node_dmmultipath_device_size_bytes{device="mpatha",sysfs_name="dm-5"} 1048576',
      'node_dmmultipath_path_state{device="mpatha",path="sda",state="running"} 1',
      'node_dmmultipath_path_state{device="mpatha",path="nvme0n1",state="live"} 1',
      'node_dmmultipath_path_state{device="mpatha",path="sdb",state="offline"} 1',
      'node_dmmultipath_path_state{device="mpatha",path="vdc",state=""} 1',
    ]);
  });

  it('shows a suspended device without paths', async () => {
    const { lines } = await run(device('dm-0', 'mpath-1', { 'block/dm-0/dm/suspended': '1\n' }));
    expect(lines).toContain('node_dmmultipath_device_active{device="mpatha",sysfs_name="dm-0"} 0');
    expect(lines).toContain('node_dmmultipath_device_paths{device="mpatha",sysfs_name="dm-0"} 0');
  });

  it.each([
    ['LVM', device('dm-0', 'LVM-abc')],
    ['a uuid that only has mpath in it', device('dm-0', 'part1-mpath-1')],
    ['an empty uuid', device('dm-0', '')],
    ['another disk', device('sda', 'mpath-1')],
    ['no device mapper', { 'block/dm-0/size': '1\n' }],
    ['what goes while it is looked at', { 'block/dm-0/dm/uuid': 'mpath-1\n', 'block/dm-0/size': '1\n' }],
  ])('passes over %s', async (_, files) => expect((await run(files)).families).toEqual([]));

  it.each([
    ['block/dm-0/size', ''],
    ['block/dm-0/size', '-1\n'],
    ['block/dm-0/dm/suspended', 'yes\n'],
    ['block/dm-0/size', '9'.repeat(300)],
    ['block/dm-0/size', '\xff\xfe'],
  ])('refuses %s with %j', async (file, content) =>
    expect(run(device('dm-0', 'mpath-1', { [file]: content }))).rejects.toMatchObject({
      code: 'malformed_reply',
    }),
  );

  it('is unsupported without block devices', async () => {
    await expect(run({})).rejects.toMatchObject({ code: 'unsupported' });
  });
});
