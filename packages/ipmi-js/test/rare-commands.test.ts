/** What ipmi_sim does not have, over a session of the tests' own BMC, beside what the tools of others read there. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasTool } from '../../../test/support/tool.ts';
import * as ipmi from '../src/index.ts';
import { SimulatedBmc } from './support/bmc/bmc.ts';
import { area, field, FruBmc, inventory, multiRecord } from './support/fru-bytes.ts';
import { bytes, type Handler, ScriptedBmc } from './support/scripted-bmc.ts';
import { SdrBmc } from './support/sdr-bmc.ts';

const run = promisify(execFile);
const TOOLS = ['ipmi-sensors', 'ipmitool'];
const ADMIN = { user: 'admin', password: 'secret' };

const LAN: Readonly<Record<number, string>> = {
  0: '00',
  1: '15',
  2: '1515151500',
  3: 'c0000211',
  4: '02',
  5: '002590abcdef',
  6: 'ffffff00',
  12: 'c0000201',
  13: '00259000ffee',
  20: '6480',
};
const IPV6: Readonly<Record<string, string>> = {
  '50.0': '07',
  '51.0': '02',
  '55.0': '010103',
  '56.0': '008020010db8000000010000000000000017 4000',
  '59.0': '0002 20010db8000000010000000000000019 4000',
  '64.0': '01',
  '65.0': '20010db8000000010000000000000001',
  '66.0': '00259000ffee',
  '67.0': '40',
  '68.0': '20010db8000000010000000000000000',
};
/** An inlet temperature whose factors change with the reading: 2 x + 10. */
const NON_LINEAR = bytes(
  `0700 51 01 33  20 00 2a 37 01 7f 68 01 01 0000 0000 0000  00 01 00 70 01 00 00 00 00 00  00 00 00 00 ff 00
   00 00 00 00 00 00 00 00 00 00 00 c8 496e6c6574204143`,
);
const FILLER = Uint8Array.of(1, 0, 0x51, 0xc0, 60, ...Array.from({ length: 60 }, (_, at) => at));
const SUPPLY = multiRecord(0, [...bytes('2003 e803 20 05 2823 3075 0000 0000 2f 3f 0a 0e bc52 000000 00')]);
const OUTPUT = multiRecord(1, [...bytes('01 b004 9904 c704 3200 6400 f4ff')], true);
const INVENTORY = inventory(
  ...[
    [],
    area(0x17, ...field('CH-1'), ...field('SN 42')),
    [],
    area(0, ...field('Maker'), ...field('Server')),
  ],
  [...SUPPLY, ...OUTPUT],
);

const COMMANDS: Readonly<Record<string, Handler>> = {
  '06:01': bytes('20 81 02 10 02 bf 570100 3412'),
  '06:42': bytes('01 04 01 80 f21b00 0000'),
  '06:25': bytes('44 12 0a 10 5802 2c01'),
  '2c:01': bytes('dc 01 05 02 00 01 07'),
  '2c:02': bytes('dc 1801 6400 c201 0e01 80000065 e8030000 40'),
  '2c:06': ([, offset = 0, count = 0]) => {
    const tag = Buffer.from('rack 12, unit 7, left');
    return [0xdc, tag.length, ...tag.subarray(offset, offset + count)];
  },
  '0c:02': ([, parameter = 0, set = 0]) => {
    const known = LAN[parameter] ?? IPV6[`${parameter}.${set}`];
    return known === undefined ? 0x80 : [0x11, ...bytes(known)];
  },
  '04:2d': [7, 0xc0, 0xc0],
  '04:23': ([, raw]) => (raw === 7 ? bytes('08 02 00 0a 00 00 00') : 0xc9),
};

describe.skipIf(!TOOLS.every(hasTool))('beside the tools of others', () => {
  const sdr = new SdrBmc([FILLER, NON_LINEAR], { largestPart: 16 });
  const fru = new FruBmc(INVENTORY, { largestPart: 32 });
  const scripted = new ScriptedBmc({
    ...COMMANDS,
    ...Object.fromEntries(sdr.commands),
    ...Object.fromEntries(fru.commands),
    ...{ '04:2d': COMMANDS['04:2d'] ?? 0xc1, '04:23': COMMANDS['04:23'] ?? 0xc1 },
  });
  let bmc: SimulatedBmc;
  let client: ipmi.IpmiClient;

  beforeAll(async () => {
    bmc = await SimulatedBmc.start({
      users: [{ name: ADMIN.user, password: ADMIN.password }],
      answer: (request) => scripted.send(request),
    });
    client = new ipmi.IpmiClient({ host: '127.0.0.1', port: bmc.port, ...ADMIN });
  });
  afterAll(async () => {
    await client.close();
    await bmc.close();
  });

  async function freeIpmi(tool: string, ...args: string[]): Promise<string> {
    const session = ['-h', `127.0.0.1:${bmc.port}`, '-u', ADMIN.user, '-p', ADMIN.password, '-D', 'LAN_2_0'];
    return (await run(tool, [...session, '-l', 'ADMIN', ...args])).stdout;
  }

  async function ipmitool(...args: string[]): Promise<string> {
    const session = ['-I', 'lanplus', '-C', '17', '-H', '127.0.0.1', '-p', String(bmc.port)];
    return (await run('ipmitool', [...session, '-U', ADMIN.user, '-P', ADMIN.password, ...args])).stdout;
  }

  it('reads the power that the machine takes', async () => {
    const power = await ipmi.getPowerReading(client);
    expect(power).toMatchObject({ currentWatts: 280, isActive: true });
    const theirs = await freeIpmi('ipmi-dcmi', '--get-system-power-statistics');
    expect(fact(theirs, 'Current Power')).toBe(`${power.currentWatts} Watts`);
    expect(fact(theirs, 'Average Power over sampling duration')).toBe(`${power.averageWatts} watts`);
    expect(fact(theirs, 'Power Measurement')).toBe('Active');
    const others = await ipmitool('dcmi', 'power', 'reading');
    expect(fact(others, 'Maximum during sampling period')).toBe(`${power.maximumWatts} Watts`);
  });

  it('reads the asset tag', async () =>
    expect(fact(await ipmitool('dcmi', 'asset_tag'), 'Asset tag')).toBe(await ipmi.getAssetTag(client)));

  it('reads the watchdog', async () => {
    const { initialSeconds, presentSeconds } = await ipmi.getWatchdog(client);
    const theirs = await ipmitool('mc', 'watchdog', 'get');
    expect(theirs).toContain('SMS/OS');
    expect(fact(theirs, 'Initial Countdown')).toContain(String(initialSeconds));
    expect(fact(theirs, 'Present Countdown')).toContain(String(presentSeconds));
  });

  it('reads the network', async () => {
    const lan = await ipmi.getLanConfiguration(client, 1);
    const theirs = await ipmitool('lan', 'print', '1');
    expect(fact(theirs, 'IP Address')).toBe(lan.ipAddress);
    expect(fact(theirs, 'Subnet Mask')).toBe(lan.subnetMask);
    expect(fact(theirs, 'MAC Address')).toBe(lan.macAddress);
    expect(fact(theirs, 'Default Gateway IP')).toBe(lan.gateway);
    expect(fact(theirs, '802.1q VLAN ID')).toBe(String(lan.vlan));
    expect(lan.ipSource).toBe('dhcp');
  });

  it('reads the network of IPv6', async () => {
    const ipv6 = await ipmi.getIpv6Configuration(client, 1);
    const theirs = await ipmitool('lan6', 'print', '1');
    expect(fact(theirs, 'IPv6/IPv4 Addressing Enables')).toBe('both');
    expect(ipv6).toMatchObject({ mode: 'beside_ipv4', routers: ['2001:db8:0:1::1'] });
    const addresses = [...theirs.matchAll(/^ +Address: +(\S+\/\d+)\n +Status: +(\w+)/gm)].map(
      ([, ...each]) => each,
    );
    expect(
      ipv6?.addresses.map(({ address, prefixLength, state }) => [`${address}/${prefixLength}`, state]),
    ).toEqual(addresses);
    expect(/^ +Address: (\S+)\n +MAC/m.exec(theirs)?.[1]).toBe(ipv6?.routers[0]);
  });

  it('reads a sensor that is not linear, from a record that comes in parts', async () => {
    const records = (await ipmi.readSdrRepository(client)).records.map(ipmi.decodeSdr);
    const inlet = records.find(ipmi.isSensorRecord);
    if (inlet === undefined) throw new Error('no sensor');
    expect((await ipmi.readSensor(client, inlet)).value).toBe(24);
    expect(fact(await ipmitool('sensor', 'get', inlet.name), 'Sensor Reading')).toMatch(/^24 /);
  });

  it('reads the supply of an inventory', async () => {
    const { multiRecords, chassis } = await ipmi.readFru(client, 0);
    const [supply, output] = multiRecords;
    if (supply?.kind !== 'power_supply' || output?.kind !== 'dc_output') throw new Error('no supply');
    const theirs = await ipmitool('-v', 'fru', 'print', '0');
    expect(fact(theirs, 'Chassis Serial')).toBe(chassis?.serialNumber);
    expect(fact(theirs, 'Capacity')).toBe(`${supply.capacityWatts} W`);
    expect(fact(theirs, 'Peak VA')).toBe(`${supply.peakVoltAmperes} VA`);
    expect(fact(theirs, 'Peak capacity holdup')).toBe(`${supply.peakHoldUpSeconds} s`);
    expect(fact(theirs, 'Input Voltage Range 1')).toBe('90-300 V');
    expect(supply.inputRanges[0]).toEqual([90, 300]);
    expect(fact(theirs, 'Nominal voltage')).toBe(`${output.nominalVolts.toFixed(2)} V`);
    expect(fact(theirs, 'Maximum current draw')).toBe(`${output.highestAmperes.toFixed(3)} A`);
  });
});

/** The value of a `name : value` line. */
function fact(output: string, name: string): string | undefined {
  const line = output.split('\n').find((each) => each.slice(0, each.indexOf(':')).trim() === name);
  return line?.slice(line.indexOf(':') + 1).trim();
}
