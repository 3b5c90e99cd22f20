import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { parseLocation } from './location.ts';
import pcidevice from './module.ts';
import { className, parsePciIds } from './pci-ids.ts';

type Files = Record<string, string>;
const DEVICES = 'bus/pci/devices';
const device = (name: string, files: Files = {}): Files =>
  Object.fromEntries(
    Object.entries({
      class: '0x020000\n',
      vendor: '0x8086\n',
      device: '0x1521\n',
      subsystem_vendor: '0x8086\n',
      subsystem_device: '0x00a3\n',
      revision: '0x01\n',
      ...files,
    }).map(([file, text]) => [`${DEVICES}/${name}/${file}`, text]),
  );
const NIC = '0000:45:00.0';
const LINKS = { [`${DEVICES}/${NIC}`]: `../../../devices/pci0000:40/0000:40:01.3/${NIC}` };
const run = (files: Files, config: object = {}, links: Files = LINKS, rootfs: Files = {}) =>
  collect(pcidevice, { sysfs: fileTree(files, links), rootfs: fileTree(rootfs) }, config);
const WHERE = 'bus="45",device="00",function="0",segment="0000"';

const PCI_IDS = `# example
8086  Intel Corporation
	1521  I350 Gigabit Network Connection
		8086 00a3  Ethernet Server Adapter
		8086 00a4  Other adapter
1022  AMD
	1521  Not this one
C 01  Mass storage controller
	08  Non-Volatile memory controller
		02  NVM Express
C 02  Network controller
	00  Ethernet controller
`;

describe('pcidevice', () => {
  it('shows what a device is and does', async () => {
    const { lines } = await run(
      device(NIC, {
        numa_node: '1\n',
        max_link_speed: '5.0 GT/s PCIe\n',
        max_link_width: '8\n',
        current_link_speed: '2.5 GT/s\n',
        current_link_width: '4\n',
        d3cold_allowed: '1\n',
        power_state: 'D3hot\n',
        sriov_drivers_autoprobe: '1\n',
        sriov_numvfs: '2\n',
        sriov_totalvfs: '7\n',
        sriov_vf_total_msix: '16\n',
      }),
    );
    const states = { D0: 0, D1: 0, D2: 0, D3hot: 1, D3cold: 0, unknown: 0, error: 0 };
    expect(lines).toEqual([
      `node_pcidevice_current_link_transfers_per_second{${WHERE}} 2500000000`,
      `node_pcidevice_current_link_width{${WHERE}} 4`,
      `node_pcidevice_d3cold_allowed{${WHERE}} 1`,
      `node_pcidevice_info{bus="45",class_id="0x020000",device="00",device_id="0x1521",function="0",parent_bus="40",parent_device="01",parent_function="3",parent_segment="0000",revision="0x01",segment="0000",subsystem_device_id="0x00a3",subsystem_vendor_id="0x8086",vendor_id="0x8086"} 1`,
      `node_pcidevice_max_link_transfers_per_second{${WHERE}} 5000000000`,
      `node_pcidevice_max_link_width{${WHERE}} 8`,
      `node_pcidevice_numa_node{${WHERE}} 1`,
      ...Object.entries(states).map(
        ([state, value]) => `node_pcidevice_power_state{${WHERE},state="${state}"} ${value}`,
      ),
      `node_pcidevice_sriov_drivers_autoprobe{${WHERE}} 1`,
      `node_pcidevice_sriov_numvfs{${WHERE}} 2`,
      `node_pcidevice_sriov_totalvfs{${WHERE}} 7`,
      `node_pcidevice_sriov_vf_total_msix{${WHERE}} 16`,
    ]);
  });

  it('shows a plain device of a bus', async () => {
    const { lines } = await run(
      device('0000:00:02.1', { numa_node: '-1\n', max_link_speed: 'Unknown\n', current_link_width: '\n' }),
      {},
      { [`${DEVICES}/0000:00:02.1`]: '../../../devices/pci0000:00/0000:00:02.1' },
    );
    const where = 'bus="00",device="02",function="1",segment="0000"';
    expect(lines.filter((line) => !line.includes('_info'))).toEqual([
      `node_pcidevice_current_link_transfers_per_second{${where}} -1`,
      `node_pcidevice_current_link_width{${where}} -1`,
      `node_pcidevice_d3cold_allowed{${where}} 0`,
      `node_pcidevice_max_link_transfers_per_second{${where}} -1`,
      `node_pcidevice_max_link_width{${where}} -1`,
      `node_pcidevice_sriov_drivers_autoprobe{${where}} 0`,
      `node_pcidevice_sriov_numvfs{${where}} 0`,
      `node_pcidevice_sriov_totalvfs{${where}} 0`,
      `node_pcidevice_sriov_vf_total_msix{${where}} 0`,
    ]);
    expect(lines.find((line) => line.includes('_info'))).toContain('parent_bus="*"');
  });

  const NAMED =
    'class_name="Ethernet controller",device="00",device_id="0x1521",device_name="I350 Gigabit Network Connection"';
  it.each([
    ['the distribution', {}, 'usr/share/hwdata/pci.ids'],
    ['the config', { idsfile: '/opt/pci.ids' }, '/opt/pci.ids'],
  ])('shows names from the file of %s', async (_, config, path) => {
    const { lines, partial } = await run(device(NIC), { names: true, ...config }, LINKS, { [path]: PCI_IDS });
    const info = lines.find((line) => line.includes('_info'));
    expect(info).toContain(NAMED);
    expect(info).toContain('subsystem_device_name="Ethernet Server Adapter"');
    expect(info).toContain('subsystem_vendor_name="Intel Corporation"');
    expect(partial).toEqual([]);
  });

  it('shows ids where there are no names, and says so', async () => {
    const { lines, partial } = await run(device(NIC), { names: true });
    const info = lines.find((line) => line.includes('_info'));
    expect(info).toContain('class_name="Unknown class (020000)"');
    expect(info).toContain('device_name="1521"');
    expect(partial).toMatchObject([{ code: 'unsupported' }]);
  });

  it('follows devices that come', async () => {
    const files = device(NIC);
    const links: Files = { ...LINKS };
    const next = collectorOf(pcidevice, { sysfs: fileTree(files, links), rootfs: fileTree({}) });
    await next();
    Object.assign(files, device('0000:00:00.0'));
    links[`${DEVICES}/0000:00:00.0`] = '../../../devices/pci0000:00/0000:00:00.0';
    expect((await next()).lines.filter((line) => line.includes('_info'))).toHaveLength(2);
  });

  it('says when there is no bus', async () => {
    await expect(run({}, {}, {})).rejects.toMatchObject({ code: 'unsupported' });
    expect(pcidevice.defaultEnabled).toBe(false);
  });

  it.each([
    [{ class: '' }],
    [{ vendor: 'Intel\n' }],
    [{ revision: '-1\n' }],
    [{ device: '\xff\xfe' }],
    [{ max_link_speed: '66 MHz PCI\n' }],
    [{ current_link_width: 'x4\n' }],
    [{ sriov_numvfs: '9'.repeat(5000) }],
    [{ d3cold_allowed: '\0' }],
  ])('refuses %j', async (files: Files) => {
    await expect(run(device(NIC, files))).rejects.toMatchObject({ code: 'malformed_reply' });
  });

  it('refuses a device that is at no place', async () => {
    const links = { [`${DEVICES}/${NIC}`]: '../../../devices/platform/uart' };
    await expect(run(device(NIC), {}, links)).rejects.toMatchObject({ code: 'malformed_reply' });
  });

  it.each([
    ['0000:01:00.0', ['0000', '01', '00', '0']],
    ['10000:e1:1f.7', ['10000', 'e1', '1f', '7']],
    ['pci0000:00', null],
    ['0000:01:00', null],
    ['', null],
  ])('%j is the location %j', (name, location) => expect(parseLocation(name)).toEqual(location));

  it.each([
    ['010802', 'NVM Express'],
    ['010801', 'Non-Volatile memory controller'],
    ['010000', 'Mass storage controller'],
    ['ff0000', 'Unknown class (ff0000)'],
  ])('class %s is %s', (id, name) => expect(className(parsePciIds(PCI_IDS, new Set()), id)).toBe(name));

  it('keeps the names of the vendors that are asked for only', () => {
    const { devices } = parsePciIds(PCI_IDS, new Set(['1022']));
    expect([...devices]).toEqual([
      ['1022', 'AMD'],
      ['1022:1521', 'Not this one'],
    ]);
  });

  it('fuzz: any file gives names', () => {
    const line = fc.oneof(
      fc.string(),
      fc
        .tuple(fc.constantFrom('', '\t', '\t\t', 'C '), fc.string(), fc.string())
        .map(([t, a, b]) => `${t}${a}  ${b}`),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const { devices, classes } = parsePciIds(lines.join('\n'), new Set(['8086', '']));
        expect(devices.size + classes.size).toBeLessThanOrEqual(lines.join('\n').split('\n').length);
      }),
    );
  });

  it('fuzz: any content gives samples or malformed_reply', async () => {
    const content = fc.string({ unit: 'binary', maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(content, content, async (speed, state) => {
        const files = device(NIC, { max_link_speed: speed, power_state: state, numa_node: state });
        const ports = { sysfs: fileTree(files, LINKS), rootfs: fileTree({}) };
        const { error } = await collectorOf(pcidevice, ports).attempt();
        if (error) expect(error).toMatchObject({ code: 'malformed_reply' });
      }),
    );
  });
});
