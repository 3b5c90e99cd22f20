import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { parseCpuinfo } from './cpu.ts';
import { readDisks } from './disks.ts';
import { readInterfaces } from './interfaces.ts';
import { integerOf, valueOf } from './kernel-text.ts';
import { describeHardware, virtualization } from './machine.ts';
import { localMounts, parseMounts } from './mounted.ts';
import { parseOsRelease } from './os-release.ts';

const x86 = (cpu: number, socket: number, core: number) =>
  `processor\t: ${cpu}\nmodel name\t: Intel(R)  Xeon(R) CPU @ 2.40GHz\ncpu MHz\t\t: 1197.408\nphysical id\t: ${socket}\ncore id\t\t: ${core}\nflags\t\t: fpu vme hypervisor\n\n`;

describe('cpuinfo', () => {
  it.each([
    [
      'two sockets with two threads on each of two cores',
      [0, 1].map((socket) => [0, 1].map((core) => x86(0, socket, core).repeat(2)).join('')).join(''),
      {
        model: 'Intel(R) Xeon(R) CPU @ 2.40GHz',
        logicalCores: 8,
        physicalCores: 4,
        currentMhz: 1197,
        hypervisor: true,
      },
    ],
    [
      'ARM, which tells little',
      'processor\t: 0\nBogoMIPS\t: 108.00\nCPU part\t: 0xd08\n\nprocessor\t: 1\n\nHardware\t: BCM2835\nModel\t\t: Raspberry Pi 4\n',
      { model: 'Raspberry Pi 4', logicalCores: 2, physicalCores: null, currentMhz: null, hypervisor: false },
    ],
    ['POWER', 'processor\t: 0\ncpu\t\t: POWER9\nclock\t\t: 3800MHz\n', { model: 'POWER9', logicalCores: 1 }],
    [
      'nothing',
      '',
      { model: null, logicalCores: null, physicalCores: null, currentMhz: null, hypervisor: false },
    ],
    ['garbage', '\0\xff:::\nprocessor: x\ncpu MHz: 9e99\n', { logicalCores: null, currentMhz: null }],
    ['no end', `model name: ${'x'.repeat(100_000)}`, { model: 'x'.repeat(256) }],
  ])('of %s', (_what, text, expected) => expect(parseCpuinfo(text)).toMatchObject(expected));
});

describe('os-release', () => {
  it.each([
    [
      'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n',
      ['debian', '12', 'Debian GNU/Linux 12 (bookworm)'],
    ],
    ["ID='arch'\nNAME='Arch Linux'\n# PRETTY_NAME=no\n", ['arch', null, 'Arch Linux']],
    ['PRETTY_NAME="A \\"quoted\\" \\$name"\r\nID=\n', [null, null, 'A "quoted" $name']],
    ['', [null, null, null]],
    ['=\n==\nid=x\nID\n\0\xff', [null, null, null]],
    [`ID=${'x'.repeat(5000)}`, ['x'.repeat(256), null, null]],
  ])('%j', (text, [id, version, prettyName]) =>
    expect(parseOsRelease(text)).toEqual({ id, version, prettyName }),
  );
});

describe('mounts', () => {
  const text = [
    '/dev/sda1 / ext4 rw 0 0',
    '/dev/sdb1 /mnt/my\\040disk\\134 xfs rw 0 0',
    '/dev/sda1 /var/lib/kubelet/x ext4 rw 0 0',
    '/dev/loop3 /snap/core/1 squashfs ro 0 0',
    'tank/home /home zfs rw 0 0',
    'tmpfs /run tmpfs rw 0 0',
    'nas:/export /nas nfs4 rw 0 0',
    'proc /proc proc rw 0 0',
    'torn',
    '/dev/sdc1 relative ext4 rw',
    '',
  ].join('\n');

  it('tells local disks, each once', () =>
    expect(localMounts(parseMounts(text), '/', null)).toEqual([
      { device: '/dev/sda1', mountpoint: '/', fstype: 'ext4' },
      { device: 'tank/home', mountpoint: '/home', fstype: 'zfs' },
      { device: '/dev/sdb1', mountpoint: '/mnt/my disk\\', fstype: 'xfs' },
    ]));

  it('sees mount points as the host does, and leaves out what it is told to', () => {
    const mounts = parseMounts(
      '/dev/sda1 /host ext4 rw\n/dev/sdb1 /host/data ext4 rw\n/dev/sdc1 /hostile ext4 rw\n',
    );
    expect(localMounts(mounts, '/host', /^\/hostile/).map(({ mountpoint }) => mountpoint)).toEqual([
      '/',
      '/data',
    ]);
  });
});

describe('parsers of text from outside', () => {
  it.each([
    ['cpuinfo', parseCpuinfo],
    ['os-release', parseOsRelease],
    ['mounts', (garbage: string) => localMounts(parseMounts(garbage), '/', null)],
  ])('%s takes anything', (_name, parse) => {
    const words = fc.constantFrom(
      'processor',
      'core id',
      ':',
      '=',
      '\n',
      ' ',
      '/dev/sda',
      '/',
      'ID',
      '"',
      "'",
      '\\',
      '\0',
      '999999999999',
    );
    const garbage = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words, { maxLength: 50 }).map((all) => all.join('')),
    );
    fc.assert(fc.property(garbage, (text) => void JSON.stringify(parse(text))));
  });
});

describe('values of sysfs', () => {
  const tree = fileTree({
    a: ' 12\n',
    b: '-1\n',
    c: '\n',
    d: 'x'.repeat(300),
    e: '9'.repeat(20),
    f: Buffer.from([0xff, 0x41]),
  });
  it.each([
    ['a', '12', 12],
    ['b', '-1', null],
    ['c', null, null],
    ['d', null, null],
    ['e', '9'.repeat(20), null],
    ['f', '\ufffdA', null],
    ['missing', null, null],
  ])('%s', (path, value, integer) => {
    expect(valueOf(tree, path)).toBe(value);
    expect(integerOf(tree, path)).toBe(integer);
  });
});

describe('disks', () => {
  it('are those with a device, a size and no doors', () => {
    const sysfs = fileTree({
      'block/sda/device/model': 'ST4000NM0035    \n',
      'block/sda/device/vendor': 'ATA     \n',
      'block/sda/size': '7814037168\n',
      'block/sda/queue/rotational': '1\n',
      'block/nvme0n1/device/model': 'SAMSUNG MZ\n',
      'block/nvme0n1/device/serial': 'S123\n',
      'block/nvme0n1/size': '2048\n',
      'block/nvme0n1/queue/rotational': '0\n',
      'block/nvme0c0n1/device/model': 'hidden path',
      'block/nvme0c0n1/hidden': '1\n',
      'block/nvme0c0n1/size': '2048\n',
      'block/vda/device/vendor': '0x1af4\n',
      'block/vda/size': '8\n',
      'block/sr0/device/model': 'DVD',
      'block/sr0/size': '2097151\n',
      'block/sdz/device/model': 'no medium',
      'block/sdz/size': '0\n',
      'block/dm-0/size': '100\n',
      'block/loop0/size': '100\n',
    });
    expect(readDisks(sysfs)).toEqual([
      {
        name: 'nvme0n1',
        sizeBytes: 1_048_576,
        vendor: null,
        model: 'SAMSUNG MZ',
        serial: 'S123',
        rotational: false,
      },
      {
        name: 'sda',
        sizeBytes: 4_000_787_030_016,
        vendor: 'ATA',
        model: 'ST4000NM0035',
        serial: null,
        rotational: true,
      },
      { name: 'vda', sizeBytes: 4096, vendor: null, model: null, serial: null, rotational: null },
    ]);
  });
});

describe('interfaces', () => {
  const address = { interface: 'eth0', family: 4 as const, mac: '00:00:00:00:00:09', internal: false };
  it('have addresses from the system and the rest from sysfs', () => {
    const sysfs = fileTree({
      'class/net/eth0/address': '52:54:00:12:34:56\n',
      'class/net/eth0/operstate': 'up\n',
      'class/net/eth0/speed': '10000\n',
      'class/net/eth0/mtu': '1500\n',
      'class/net/wlan0/speed': '-1\n',
      'class/net/veth12/mtu': '1500\n',
      'class/net/bonding_masters': 'bond0\n',
    });
    const addresses = [
      { ...address, address: '10.0.0.2', cidr: '10.0.0.2/24' },
      { ...address, address: '10.0.0.1', cidr: null },
    ];
    expect(readInterfaces(sysfs, addresses, /^veth/)).toEqual([
      {
        name: 'eth0',
        mac: '52:54:00:12:34:56',
        state: 'up',
        speedMbps: 10_000,
        mtu: 1500,
        addresses: ['10.0.0.1', '10.0.0.2/24'],
      },
      { name: 'wlan0', mac: null, state: null, speedMbps: null, mtu: null, addresses: [] },
    ]);
  });

  it('are those with addresses where there is no sysfs', () =>
    expect(
      readInterfaces(fileTree({}), [{ ...address, address: '10.0.0.2', cidr: null }], null),
    ).toMatchObject([{ name: 'eth0', mac: '00:00:00:00:00:09', addresses: ['10.0.0.2'] }]));
});

describe('the machine', () => {
  const dmi = (fields: Record<string, string>) =>
    fileTree(
      Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [`class/dmi/id/${name}`, `${value}\n`]),
      ),
    );

  it('has the facts of its firmware, but not what the maker forgot to fill in', () => {
    const sysfs = dmi({
      sys_vendor: 'Dell Inc.',
      product_name: 'PowerEdge R740',
      product_serial: 'To be filled by O.E.M.',
    });
    expect(describeHardware(sysfs)).toEqual({
      vendor: 'Dell Inc.',
      product: 'PowerEdge R740',
      serial: null,
      uuid: null,
      biosVersion: null,
      biosDate: null,
    });
    expect(describeHardware(fileTree({}))).toBeNull();
  });

  it.each([
    [dmi({ sys_vendor: 'QEMU', product_name: 'Standard PC' }), {}, true, 'kvm'],
    [dmi({ sys_vendor: 'VMware, Inc.', product_name: 'VMware7,1' }), {}, true, 'vmware'],
    [dmi({ sys_vendor: 'innotek GmbH', product_name: 'VirtualBox' }), {}, true, 'virtualbox'],
    [dmi({ sys_vendor: 'Microsoft Corporation', product_name: 'Virtual Machine' }), {}, true, 'hyperv'],
    [dmi({ sys_vendor: 'Microsoft Corporation', product_name: 'Surface Pro' }), {}, false, 'none'],
    [dmi({ sys_vendor: 'Amazon EC2', product_name: 'm5.large' }), {}, true, 'amazon'],
    [dmi({ sys_vendor: 'Amazon EC2', product_name: 'm5.metal' }), {}, false, 'none'],
    [dmi({ sys_vendor: 'Google', product_name: 'Google Compute Engine' }), {}, true, 'google'],
    [dmi({ sys_vendor: 'Dell Inc.', product_name: 'PowerEdge R740' }), {}, false, 'none'],
    [fileTree({ 'hypervisor/type': 'xen\n' }), {}, true, 'xen'],
    [fileTree({}), {}, true, 'vm'],
    [fileTree({}), {}, false, 'none'],
    [dmi({ sys_vendor: 'QEMU', product_name: 'x' }), { '.dockerenv': '' }, true, 'docker'],
    [fileTree({}), { 'run/.containerenv': '' }, false, 'podman'],
    [fileTree({}), { 'run/systemd/container': 'lxc\n' }, false, 'lxc'],
    [fileTree({}), { 'run/systemd/container': '<script>\n' }, false, 'none'],
  ])('%# runs on its like', (sysfs, root, flag, expected) =>
    expect(virtualization(sysfs, fileTree(root), flag)).toBe(expected),
  );
});
