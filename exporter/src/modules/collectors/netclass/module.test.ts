import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { ModuleError } from '../../../contract/module.ts';
import netclass from './module.ts';

const ATTRIBUTES = {
  addr_assign_type: '3',
  address: '02:00:5e:10:00:01',
  broadcast: 'ff:ff:ff:ff:ff:ff',
  carrier: '1',
  carrier_changes: '9',
  carrier_down_count: '4',
  carrier_up_count: '5',
  dev_id: '0x20',
  dormant: '0',
  duplex: 'full',
  flags: '0x1003',
  ifalias: 'to "core"',
  ifindex: '2',
  iflink: '8',
  link_mode: '6',
  mtu: '1500',
  name_assign_type: '4',
  netdev_group: '7',
  operstate: 'up',
  phys_port_name: 'p0',
  speed: '1000',
  tx_queue_len: '1001',
  type: '772',
};
type Attributes = Partial<Record<keyof typeof ATTRIBUTES, string>>;
const device = (name: string, attributes: Attributes = ATTRIBUTES): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attributes).map(([each, text]) => [`class/net/${name}/${each}`, `${text}\n`]),
  );
const run = (files: Record<string, string>, config: object = {}) =>
  collect(netclass, { sysfs: fileTree(files) }, config);

/** A tree that counts its reads, and refuses some as the kernel does (EINVAL). */
function countingTree(files: Record<string, string>, refused: ReadonlySet<string> = new Set()) {
  const tree = fileTree(files);
  const reads: string[] = [];
  const counted = (path: string) => {
    reads.push(path.slice(path.lastIndexOf('/') + 1));
    if (refused.has(path)) throw new ModuleError('unsupported', `${path}: EINVAL`);
    return tree.read(path);
  };
  const lists: string[] = [];
  const list = (path: string) => {
    lists.push(path);
    return tree.list(path);
  };
  const sysfs: FileTree = { ...tree, read: counted, readOnce: counted, list, listIfPresent: list };
  return { sysfs, reads, lists };
}

describe('netclass', () => {
  it('shows all properties', async () => {
    const { lines, families } = await run(device('eth0'));
    expect(lines).toEqual([
      'node_network_address_assign_type{device="eth0"} 3',
      'node_network_carrier{device="eth0"} 1',
      'node_network_carrier_changes_total{device="eth0"} 9',
      'node_network_carrier_down_changes_total{device="eth0"} 4',
      'node_network_carrier_up_changes_total{device="eth0"} 5',
      'node_network_device_id{device="eth0"} 32',
      'node_network_dormant{device="eth0"} 0',
      'node_network_flags{device="eth0"} 4099',
      'node_network_iface_id{device="eth0"} 2',
      'node_network_iface_link{device="eth0"} 8',
      'node_network_iface_link_mode{device="eth0"} 6',
      'node_network_info{address="02:00:5e:10:00:01",adminstate="up",broadcast="ff:ff:ff:ff:ff:ff",' +
        'device="eth0",duplex="full",ifalias="to \\"core\\"",operstate="up"} 1',
      'node_network_mtu_bytes{device="eth0"} 1500',
      'node_network_name_assign_type{device="eth0"} 4',
      'node_network_net_dev_group{device="eth0"} 7',
      'node_network_protocol_type{device="eth0"} 772',
      'node_network_speed_bytes{device="eth0"} 125000000',
      'node_network_transmit_queue_length{device="eth0"} 1001',
      'node_network_up{device="eth0"} 1',
    ]);
    const of = (name: string) => families.find((family) => family.name === name);
    expect(of('node_network_carrier_changes_total')).toMatchObject({
      type: 'counter',
      help: 'Network device property: carrier_changes_total',
    });
    expect(of('node_network_mtu_bytes')).toMatchObject({ type: 'gauge' });
  });

  it.each([
    [{ flags: '0x1002' }, 'down'],
    [{ flags: '0x1003' }, 'up'],
    [{ operstate: 'up' }, 'unknown'],
    [{ flags: 'none' }, 'unknown'],
  ])('with %j the device is %s for its administrator', async (attributes, state) => {
    const { lines } = await run(device('eth0', { ifindex: '1', ...attributes }));
    expect(lines.find((line) => line.startsWith('node_network_info'))).toContain(`adminstate="${state}"`);
  });

  it.each([
    ['-1', {}, '-125000'],
    ['-1', { ignoreInvalidSpeed: true }, undefined],
    ['0', { ignoreInvalidSpeed: true }, '0'],
    ['4294967295', {}, '536870911875000'],
    ['fast', {}, undefined],
    ['', {}, undefined],
    ['9'.repeat(100), {}, undefined],
    ['\xff', {}, undefined],
    ['\0', {}, undefined],
  ])('makes of the speed %j with %j the value %s', async (speed, config, expected) => {
    const { lines } = await run(device('eth0', { ifindex: '1', speed }), config);
    const line = lines.find((each) => each.startsWith('node_network_speed_bytes'));
    expect(line?.split(' ')[1]).toBe(expected);
    expect(lines).toContain('node_network_iface_id{device="eth0"} 1');
  });

  it('leaves out devices that are ignored, and files that are none', async () => {
    const files = { ...device('eth0'), ...device('veth1'), 'class/net/bonding_masters': 'bond0\n' };
    const { lines } = await run(files, { ignoredDevices: '^veth' });
    const shown = lines.filter((line) => line.startsWith('node_network_up'));
    expect(shown).toEqual(['node_network_up{device="eth0"} 1']);
  });

  it('takes an alias for UTF-8', async () => {
    const { lines } = await run(device('eth0', { ifalias: 'B\xc3\xbcro \xff' }));
    expect(lines.join()).toContain('ifalias="Büro \ufffd"');
  });

  it.each([
    [{ netlink: true, rtnlWithStats: true }, ['node_network_receive_bytes_total{device="eth0"} 5']],
    [{ netlink: false, rtnlWithStats: true }, []],
    [{ netlink: true }, []],
  ])('with %j it shows %j of the counters', async (config, expected) => {
    const statistics = {
      'class/net/eth0/statistics/rx_bytes': '5\n',
      'class/net/eth0/statistics/tx_bytes': 'many\n',
    };
    const { lines, families } = await run({ ...device('eth0'), ...statistics }, config);
    expect(lines.filter((line) => line.includes('bytes_total'))).toEqual(expected);
    const family = families.find(({ name }) => name === 'node_network_receive_bytes_total');
    expect(family?.help).toBe(expected.length ? 'Network device property: receive_bytes_total' : undefined);
  });

  it('asks again for what a device refused when its link changes, and now and then', async () => {
    const files = device('eth0', { ...ATTRIBUTES, flags: '0x1002', operstate: 'down' });
    const refused = new Set(['class/net/eth0/speed', 'class/net/eth0/carrier']);
    const { sysfs, reads, lists } = countingTree(files, refused);
    const next = collectorOf(netclass, { sysfs });
    const speeds = async () => (await next()).lines.filter((line) => line.includes('speed')).length;
    const asked = () => reads.splice(0).filter((name) => name === 'speed').length;

    expect([await speeds(), asked()]).toEqual([0, 1]);
    expect([await speeds(), asked()]).toEqual([0, 0]);
    refused.clear();
    files['class/net/eth0/flags'] = '0x1003\n';
    expect([await speeds(), asked()]).toEqual([1, 1]);

    refused.add('class/net/eth0/speed');
    expect([await speeds(), asked()]).toEqual([0, 1]);
    refused.clear();
    let scrapes = 0;
    while ((await speeds()) === 0 && scrapes < 100) scrapes += 1;
    expect(scrapes).toBeGreaterThan(50);
    expect(scrapes).toBeLessThan(100);
    expect(lists.filter((path) => path === 'class/net/eth0')).toHaveLength(2);
  });

  it('sees that another device took over the name', async () => {
    const files = device('eth0', { ifindex: '2', mtu: '1500' });
    const next = collectorOf(netclass, { sysfs: fileTree(files) });
    await next();
    Object.assign(files, device('eth0', { ifindex: '3', speed: '10' }));
    expect((await next()).lines).toContain('node_network_speed_bytes{device="eth0"} 1250000');
  });

  it('forgets a device that has gone, also one that goes while it is read', async () => {
    const files: Record<string, string> = { ...device('eth0'), ...device('eth1') };
    const next = collectorOf(netclass, { sysfs: fileTree(files) });
    expect((await next()).lines).toHaveLength(38);
    for (const path of Object.keys(files)) if (path.includes('eth1')) Reflect.deleteProperty(files, path);
    expect((await next()).lines).toHaveLength(19);

    const { sysfs } = countingTree(files, new Set(Object.keys(files)));
    const { lines } = await collect(netclass, { sysfs: { ...sysfs } });
    expect(lines).toEqual([]);
  });

  it('keeps files open for a bounded number of devices, and lets others run in between', async () => {
    const names = Array.from({ length: 120 }, (_, i) => `veth${i}`);
    const files = Object.assign({}, ...names.map((name) => device(name))) as Record<string, string>;
    let kept = 0;
    const tree = fileTree(files);
    const sysfs: FileTree = {
      ...tree,
      read: (path) => {
        kept += 1;
        return tree.read(path);
      },
    };
    let turns = 0;
    const count = () => {
      turns += 1;
      turn = setImmediate(count);
    };
    let turn = setImmediate(count);
    const { lines } = await collect(netclass, { sysfs });
    clearImmediate(turn);
    expect(lines).toHaveLength(120 * 19);
    expect(kept).toBe(40 * 22);
    expect(turns).toBeGreaterThanOrEqual(2);
  });

  it('is not supported where there is no sysfs', () =>
    expect(run({})).rejects.toMatchObject({ code: 'unsupported' }));
});
