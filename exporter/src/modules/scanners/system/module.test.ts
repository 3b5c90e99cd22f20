import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { scan, scannerOf } from '../../../../../test/support/scan.ts';
import type { Ports } from '../../../contract/ports.ts';
import { ModuleError } from '../../../model/errors.ts';
import { KernelFileTree } from '../../../platform/file-tree.ts';
import { filesystems } from '../../../platform/filesystems.ts';
import { operatingSystem } from '../../../platform/operating-system.ts';
import system from './module.ts';

const stats = { blockSize: 4096, blocks: 1000, blocksFree: 1, blocksAvailable: 1, files: 1, filesFree: 1 };
const os: Ports['os'] = {
  uname: () => ({
    sysname: 'Linux',
    nodename: 'web01',
    release: '6.1.0',
    version: '#1 SMP',
    machine: 'x86_64',
  }),
  timeZone: () => ({ name: 'UTC', offsetSeconds: 0 }),
  fqdn: () => Promise.resolve('web01.example.com'),
  platform: () => 'linux',
  cpuCount: () => 4,
  addresses: () => [],
  uptimeSeconds: () => 3600.7,
  totalMemoryBytes: () => 8_000_000_000,
};
const PROC = {
  cpuinfo: 'processor\t: 0\nmodel name\t: CPU\ncpu MHz\t\t: 2000.4\nphysical id\t: 0\ncore id\t: 0\n',
  '1/mounts': '/dev/sda1 / ext4 rw 0 0\n',
  stat: 'cpu 1 2\nbtime 1700000000\n',
  'sys/kernel/random/boot_id': 'b1\n',
};
const ports: Partial<Ports> = {
  os,
  procfs: fileTree(PROC),
  sysfs: fileTree({
    'block/sda/device/model': 'M\n',
    'block/sda/size': '8\n',
    'class/net/eth0/operstate': 'up\n',
  }),
  rootfs: fileTree({ 'etc/machine-id': 'abc\n', 'usr/lib/os-release': 'ID=debian\nVERSION_ID=12\n' }),
  filesystems: { root: '/', statSync: () => stats, stat: () => Promise.resolve(stats) },
};

describe('system scanner', () => {
  it('describes the host', async () => {
    expect(await scan(system, ports)).toEqual({
      complete: true,
      partial: [],
      assets: [
        {
          id: 'host-test',
          kind: 'host',
          name: 'test',
          labels: { os: 'linux', arch: 'x86_64', distribution: 'debian' },
          relations: [],
          attributes: {
            hostname: 'web01',
            fqdn: 'web01.example.com',
            platform: 'linux',
            os: { name: 'Linux', release: '6.1.0', version: '#1 SMP', machine: 'x86_64' },
            distribution: { id: 'debian', version: '12', prettyName: null },
            cpu: { model: 'CPU', logicalCores: 1, physicalCores: 1, frequencyMhz: 2000 },
            memoryBytes: 8_000_000_000,
            disks: [
              { name: 'sda', sizeBytes: 4096, vendor: null, model: 'M', serial: null, rotational: null },
            ],
            filesystems: [{ mountpoint: '/', device: '/dev/sda1', fstype: 'ext4', sizeBytes: 4_096_000 }],
            interfaces: [{ name: 'eth0', mac: null, state: 'up', speedMbps: null, mtu: null, addresses: [] }],
            machineId: 'abc',
            virtualization: 'none',
            bootId: 'b1',
            bootTime: '2023-11-14T22:13:20.000Z',
            stats: { uptimeSeconds: 3600, cpuMhz: 2000 },
          },
        },
      ],
    });
  });

  it.each([
    ['distribution', { rootfs: fileTree({}) }, 'unsupported'],
    ['disks', { sysfs: fileTree({}) }, 'unsupported'],
    ['filesystems', { procfs: fileTree({ ...PROC, '1/mounts': '' }, {}) }, null],
    [
      'fqdn',
      { os: { ...os, fqdn: () => Promise.reject(new ModuleError('timeout', 'resolver')) } },
      'timeout',
    ],
    [
      'memoryBytes',
      {
        os: {
          ...os,
          totalMemoryBytes: () => {
            throw new TypeError('x');
          },
        },
      },
      'bug',
    ],
    ['bootTime', { procfs: fileTree({ ...PROC, stat: 'cpu 1 2\n' }) }, 'malformed_reply'],
  ] as const)('without %s it tells the rest', async (name, broken, code) => {
    const { assets, complete, partial } = await scan(system, { ...ports, ...broken });
    const attributes = assets[0]?.attributes ?? {};
    expect(complete).toBe(true);
    expect(attributes).toMatchObject({ hostname: 'web01', platform: 'linux' });
    expect(partial.map((error) => error.code)).toEqual(code === null ? [] : [code]);
    if (code === null) expect(attributes[name]).toEqual([]);
    else expect(attributes).not.toHaveProperty(name);
  });

  it('counts cores by the system when cpuinfo cannot be read', async () => {
    const { cpuinfo: _, ...rest } = PROC;
    const { assets, partial } = await scan(system, { ...ports, procfs: fileTree(rest) });
    expect(assets[0]?.attributes['cpu']).toEqual({
      model: null,
      logicalCores: 4,
      physicalCores: null,
      frequencyMhz: null,
    });
    expect(partial).toHaveLength(1);
  });

  it('keeps a file system whose size cannot be had', async () => {
    const stat = () => Promise.reject(new ModuleError('unreachable', 'input/output error'));
    const { assets, partial } = await scan(system, {
      ...ports,
      filesystems: { root: '/', statSync: () => stats, stat },
    });
    expect(assets[0]?.attributes['filesystems']).toMatchObject([{ mountpoint: '/', sizeBytes: null }]);
    expect(partial.map(({ message }) => message)).toEqual(['/: input/output error']);
  });

  it('gives up on a file system that never answers', async () => {
    const hanging = { root: '/', statSync: () => stats, stat: () => new Promise<never>(() => undefined) };
    const { partial } = await scan(system, { ...ports, filesystems: hanging });
    expect(partial.map(({ code }) => code)).toEqual(['timeout']);
  });

  it('reports the same time of boot although the clock is corrected, and another after a boot', async () => {
    const files = { ...PROC };
    const again = scannerOf(system, { ...ports, procfs: fileTree(files) });
    const bootTime = async () => (await again()).assets[0]?.attributes['bootTime'];
    const first = await bootTime();
    files.stat = 'cpu 1 2\nbtime 1700000001\n';
    expect(await bootTime()).toBe(first);
    files['sys/kernel/random/boot_id'] = 'b2\n';
    expect(await bootTime()).toBe('2023-11-14T22:13:21.000Z');
  });

  it('stays within the bound on attributes on the largest machine, and says what it cut', async () => {
    const disks = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [
        [`block/sd${i}/device/model`, 'M'.repeat(100)],
        [`block/sd${i}/size`, '8'],
        [`class/net/eth${i}/operstate`, 'up'],
      ]).flat(),
    ) as Record<string, string>;
    const { assets, partial } = await scan(system, { ...ports, sysfs: fileTree(disks) });
    expect(assets[0]?.attributes['disks']).toHaveLength(64);
    expect(partial.map(({ message }) => message)).toEqual([
      '300 disks, of which 64 are kept',
      '300 interfaces, of which 64 are kept',
    ]);
  });

  it.runIf(existsSync('/proc/cpuinfo'))('describes this machine', async () => {
    const tree = (root: string) => new KernelFileTree(root);
    const real: Partial<Ports> = {
      os: operatingSystem(),
      procfs: tree('/proc'),
      sysfs: tree('/sys'),
      rootfs: tree('/'),
      filesystems: filesystems('/'),
    };
    const { assets } = await scan(system, real);
    expect(assets[0]?.attributes).toMatchObject({
      hostname: hostname(),
      platform: 'linux',
      os: { name: 'Linux', machine: expect.stringMatching(/./) as unknown },
      cpu: { logicalCores: expect.any(Number) as unknown },
      memoryBytes: expect.any(Number) as unknown,
      bootTime: expect.stringMatching(/^20\d\d-/) as unknown,
      interfaces: expect.any(Array) as unknown,
      filesystems: expect.any(Array) as unknown,
    });
  });
});
