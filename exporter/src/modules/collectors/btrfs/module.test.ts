import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import btrfs from './module.ts';
import { readNamedCounts } from './named-counts.ts';
import { allocationRatio } from './space.ts';

const ID = '11111111-2222-3333-4444-555555555555';
const filesystem = (files: Record<string, string>, id = ID) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`fs/btrfs/${id}/${path}`, text]));
const run = (sysfs: Record<string, string>, udev: Record<string, string> = {}) =>
  collect(btrfs, { sysfs: fileTree(sysfs), udev: fileTree(udev) });
const of = (lines: readonly string[], family: string) => lines.filter((line) => line.startsWith(family));

const COMMITS = 'commits 12\ncur_commit_ms 0\nlast_commit_ms 35\nmax_commit_ms 3620\ntotal_commit_ms 500\n';
const ERRORS = 'write_errs 1\nread_errs 2\nflush_errs 3\ncorruption_errs 4\ngeneration_errs 5\n';

describe('btrfs', () => {
  it('shows a file system on one device', async () => {
    const { lines } = await run(
      {
        'fs/btrfs/features/raid56': '0\n',
        ...filesystem({
          label: 'pool\n',
          metadata_uuid: `${ID}\n`,
          commit_stats: COMMITS,
          'allocation/global_rsv_size': '16777216\n',
          'allocation/data/bytes_reserved': '4096\n',
          'allocation/data/flags': '1\n',
          'allocation/data/single/used_bytes': '10\n',
          'allocation/data/single/total_bytes': '20\n',
          'devices/sda2/size': '8\n',
          'devices/sda2/dev': '8:2\n',
          'devinfo/1/error_stats': ERRORS,
        }),
      },
      { 'b8:2': 'S:disk/by-id/x\nE:ID_FS_UUID_SUB=aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee\nG:systemd\n' },
    );
    const uuid = `uuid="${ID}"`;
    const device = `btrfs_dev_uuid="aaaaaaaabbbbccccddddeeeeeeeeeeee",device="sda2"`;
    const group = `block_group_type="data"`;
    expect(lines).toEqual([
      `fathom_btrfs_device_errors_total{devid="1",type="write",${uuid}} 1`,
      `fathom_btrfs_device_errors_total{devid="1",type="read",${uuid}} 2`,
      `fathom_btrfs_device_errors_total{devid="1",type="flush",${uuid}} 3`,
      `fathom_btrfs_device_errors_total{devid="1",type="corruption",${uuid}} 4`,
      `fathom_btrfs_device_errors_total{devid="1",type="generation",${uuid}} 5`,
      `node_btrfs_allocation_ratio{${group},mode="single",${uuid}} 1`,
      `node_btrfs_commit_seconds_total{${uuid}} 0.5`,
      `node_btrfs_commits_total{${uuid}} 12`,
      `node_btrfs_device_errors_total{${device},type="write",${uuid}} 1`,
      `node_btrfs_device_errors_total{${device},type="read",${uuid}} 2`,
      `node_btrfs_device_errors_total{${device},type="flush",${uuid}} 3`,
      `node_btrfs_device_errors_total{${device},type="corruption",${uuid}} 4`,
      `node_btrfs_device_errors_total{${device},type="generation",${uuid}} 5`,
      `node_btrfs_device_size_bytes{${device},${uuid}} 4096`,
      `node_btrfs_global_rsv_size_bytes{${uuid}} 16777216`,
      `node_btrfs_info{label="pool",${uuid}} 1`,
      `node_btrfs_last_commit_seconds{${uuid}} 0.035`,
      `node_btrfs_max_commit_seconds{${uuid}} 3.62`,
      `node_btrfs_reserved_bytes{${group},${uuid}} 4096`,
      `node_btrfs_size_bytes{${group},mode="single",${uuid}} 20`,
      `node_btrfs_used_bytes{${group},mode="single",${uuid}} 10`,
    ]);
  });

  it('shows a bare one, as an old kernel has it', async () => {
    const { lines } = await run(filesystem({ 'devices/sdb/size': '2\n', 'devices/sdc/size': '4\n' }));
    const uuid = `uuid="${ID}"`;
    expect(lines).toEqual([
      `node_btrfs_commit_seconds_total{${uuid}} 0`,
      `node_btrfs_commits_total{${uuid}} 0`,
      `node_btrfs_device_size_bytes{device="sdb",${uuid}} 1024`,
      `node_btrfs_device_size_bytes{device="sdc",${uuid}} 2048`,
      `node_btrfs_global_rsv_size_bytes{${uuid}} 0`,
      `node_btrfs_info{label="",${uuid}} 1`,
      `node_btrfs_last_commit_seconds{${uuid}} 0`,
      `node_btrfs_max_commit_seconds{${uuid}} 0`,
    ]);
  });

  it.each([
    ['single', 3, 1],
    ['raid0', 3, 1],
    ['dup', 1, 2],
    ['raid1', 3, 2],
    ['raid10', 4, 2],
    ['raid1c3', 3, 3],
    ['raid1c4', 4, 4],
    ['raid5', 3, 1.5],
    ['raid6', 4, 2],
    ['raid5', 1, Infinity],
  ])('knows the ratio of %s on %i devices', (layout, devices, ratio) =>
    expect(allocationRatio(layout, devices)).toBe(ratio),
  );

  it('shows the errors of several devices by their numbers only', async () => {
    const { lines } = await run(
      filesystem({
        'devices/sdb/size': '2\n',
        'devices/sdc/size': '2\n',
        'devinfo/1/error_stats': 'write_errs 7\n',
        'devinfo/2/error_stats': 'invalid\n',
        'devinfo/3/missing': '1\n',
      }),
    );
    expect(lines.filter((line) => line.includes('errors'))).toEqual([
      `fathom_btrfs_device_errors_total{devid="1",type="write",uuid="${ID}"} 7`,
    ]);
  });

  it('tells copies of a file system apart', async () => {
    const [copy, other] = ['copy-1', 'copy-2'];
    const metadata_uuid = `${ID}\n`;
    const withOriginal = await run({
      ...filesystem({ metadata_uuid }, copy),
      ...filesystem({ metadata_uuid }),
      ...filesystem({ metadata_uuid }, other),
    });
    expect(of(withOriginal.lines, 'node_btrfs_commits_total')).toEqual([
      'node_btrfs_commits_total{uuid="copy-1"} 0',
      `node_btrfs_commits_total{uuid="${ID}"} 0`,
      'node_btrfs_commits_total{uuid="copy-2"} 0',
    ]);
    const copiesOnly = await run({
      ...filesystem({ metadata_uuid }, copy),
      ...filesystem({ metadata_uuid }, other),
    });
    expect(of(copiesOnly.lines, 'node_btrfs_commits_total')).toEqual([
      `node_btrfs_commits_total{uuid="${ID}"} 0`,
      'node_btrfs_commits_total{uuid="copy-2"} 0',
    ]);
  });

  it('follows file systems, devices and layouts that come and go', async () => {
    const files: Record<string, string> = filesystem({ 'devices/sdb/size': '2\n' });
    const next = collectorOf(btrfs, { sysfs: fileTree(files), udev: fileTree({}) });
    expect(of((await next()).lines, 'node_btrfs_device_size')).toHaveLength(1);
    Object.assign(
      files,
      filesystem({ 'devices/sdc/size': '2\n', 'allocation/data/raid1/used_bytes': '1\n' }),
    );
    const { lines } = await next();
    expect(of(lines, 'node_btrfs_device_size')).toHaveLength(2);
    expect(of(lines, 'node_btrfs_used_bytes')).toHaveLength(1);
    for (const path of Object.keys(files)) Reflect.deleteProperty(files, path);
    expect((await next()).lines).toEqual([]);
  });

  it.each([
    ['b8:2 is not there', {}],
    ['udev knows no such uuid', { 'b8:2': 'E:ID_FS_UUID_SUB=garbage\n' }],
  ])('leaves the uuid of a device out when %s', async (_name, udev) => {
    const { lines } = await run(
      filesystem({ 'devices/sda2/size': '8\n', 'devices/sda2/dev': '8:2\n' }),
      udev,
    );
    expect(of(lines, 'node_btrfs_device_size')).toEqual([
      `node_btrfs_device_size_bytes{device="sda2",uuid="${ID}"} 4096`,
    ]);
  });

  it('succeeds with nothing where there is none, as node_exporter does', async () => {
    expect((await run({})).lines).toEqual([]);
    expect((await run({ 'fs/btrfs/features/raid56': '0\n' })).lines).toEqual([]);
  });

  it.each([
    ['allocation/global_rsv_size', 'many'],
    ['allocation/global_rsv_size', '-1\n'],
    ['allocation/global_rsv_size', ''],
    ['allocation/global_rsv_size', '9'.repeat(30)],
    ['allocation/data/bytes_reserved', '\xff'],
    ['devices/sda/size', '1 2\n'],
    ['commit_stats', 'commits\n'],
    ['commit_stats', 'commits x\n'],
    ['devinfo/1/error_stats', 'read_errs 1.5\n'],
  ])('refuses %s with %j', (path, text) =>
    expect(run(filesystem({ [path]: text }))).rejects.toMatchObject({ code: 'malformed_reply' }),
  );

  it('refuses file systems without end', () => {
    const files = Array.from({ length: 300 }, (_, i) => [`fs/btrfs/a-${i}/label`, 'x\n'] as const);
    return expect(run(Object.fromEntries(files))).rejects.toMatchObject({ code: 'limit_exceeded' });
  });

  it('fuzz: any bytes give counts or malformed_reply', () => {
    const line = fc.constantFrom('commits', 'commits 5\n', 'max_commit_ms 1\n', 'x 1\n', '\n', ' ');
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.array(fc.oneof(line, fc.string({ maxLength: 3 }))).map((each) => Buffer.from(each.join(''))),
    );
    fc.assert(
      fc.property(bytes, (each) => {
        try {
          for (const count of readNamedCounts(each, ['commits', 'max_commit_ms']).values())
            expect(count).toBeGreaterThanOrEqual(0);
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
