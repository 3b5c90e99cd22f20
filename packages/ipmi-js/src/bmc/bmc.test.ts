import { describe, expect, it } from 'vitest';
import { fuzzDecoder } from '../../test/support/fuzz.ts';
import { type Answer, bytes, ScriptedBmc } from '../../test/support/scripted-bmc.ts';
import { decodeChassisStatus, getChassisStatus, getPowerOnMinutes, getRestartCause } from './chassis.ts';
import {
  decodeDcmiCapabilities,
  decodePowerReading,
  getAssetTag,
  getDcmiCapabilities,
  getPowerReading,
} from './dcmi.ts';
import {
  decodeDeviceId,
  decodeGuid,
  getDeviceGuid,
  getDeviceId,
  getSelfTest,
  getSystemGuid,
} from './device.ts';
import { getIpv6Configuration, type Ipv6Configuration } from './ipv6.ts';
import { getLanConfiguration } from './lan.ts';
import { getSystemInfo, SYSTEM_INFO } from './system-info.ts';
import { decodeWatchdog, getWatchdog } from './watchdog.ts';

const DEVICE_ID = bytes('23 83 09 08 02 9f 911200 020f 01020304');
const CHASSIS = bytes('61 10 7c 0f');
const WATCHDOG = bytes('c4 13 0a 10 5802 2c01');
const POWER = bytes('dc 1801 6400 c201 0e01 80000065 e8030000 40');
const CAPABILITIES = bytes('dc 01 05 02 00 01 07');
const GUID = bytes('a123456789abcdefa123456789abcdef');
/** Of 2001:db8:0:1::/64, without its last byte. */
const GLOBAL = '20010db800000001 00000000000000';

/** Answers blocks of a text: parameter revision, block number, then encoding and length in the first. */
function systemInfo(text: Buffer, encoding: number): (data: Uint8Array) => Answer {
  return (data) => {
    const [, parameter, block = 0] = data;
    if (parameter !== SYSTEM_INFO.firmwareVersion) return 0x80;
    if (block === 0) return [0x11, 0, encoding, text.length, ...text.subarray(0, 14)];
    const start = 14 + (block - 1) * 16;
    return [0x11, block, ...text.subarray(start, start + 16)];
  };
}

describe('a BMC', () => {
  it('says what it is', async () => {
    expect(await getDeviceId(new ScriptedBmc({ '06:01': DEVICE_ID }))).toEqual({
      deviceId: 0x23,
      deviceRevision: 3,
      hasDeviceSdrs: true,
      isAvailable: true,
      firmwareRevision: '9.08',
      ipmiVersion: '2.0',
      supports: {
        ...{ sensors: true, sdrRepository: true, sel: true, fruInventory: true, ipmbEventReceiver: true },
        ...{ ipmbEventGenerator: false, bridge: false, chassis: true },
      },
      manufacturerId: 4753,
      productId: 0xf02,
      auxiliaryRevision: bytes('01020304'),
    });
  });

  it.each([
    [
      'without its auxiliary revision',
      '23 03 09 08 51 9f 911200 020f',
      { ipmiVersion: '1.5', hasDeviceSdrs: false },
    ],
    ['being updated', '23 03 89 10 02 9f 911200 020f', { isAvailable: false, firmwareRevision: '9.10' }],
    // The upper four bits of the maker's number are reserved.
    ['of a maker with reserved bits', '23 03 09 10 02 9f 9112f0 020f', { manufacturerId: 4753 }],
  ])('%s', (_, reply, expected) => expect(decodeDeviceId(bytes(reply))).toMatchObject(expected));

  it('says which system it manages', async () => {
    const bmc = new ScriptedBmc({ '06:37': GUID, '06:08': bytes('00112233445566778899aabbccddeeff') });
    expect(await getSystemGuid(bmc)).toEqual({
      specification: 'efcdab89-6745-23a1-efcd-ab89674523a1',
      smbios: '674523a1-ab89-efcd-a123-456789abcdef',
    });
    expect(await getDeviceGuid(bmc)).toMatchObject({ smbios: '33221100-5544-7766-8899-aabbccddeeff' });
  });

  it('tests itself', async () =>
    expect(await getSelfTest(new ScriptedBmc({ '06:04': [0x57, 0x80] }))).toEqual({
      result: 0x57,
      detail: 0x80,
    }));

  it.each([
    ['a short text', systemInfo(Buffer.from('2.14.1'), 0), '2.14.1'],
    ['one that fills blocks', systemInfo(Buffer.from('x'.repeat(30)), 0), 'x'.repeat(30)],
    [
      'one in further blocks',
      systemInfo(Buffer.from(`U30 v2.10 (${'0123456789'.repeat(3)})`), 1),
      `U30 v2.10 (${'0123456789'.repeat(3)})`,
    ],
    ['UTF-8', systemInfo(Buffer.from('Büro'), 1), 'Büro'],
    ['UCS-2', systemInfo(Buffer.from('Büro', 'utf16le'), 2), 'Büro'],
    ['a text with NULs behind it', systemInfo(Buffer.from('1.0\0\0\0'), 0), '1.0'],
    ['no such text', 0x80, null],
    ['no such command', 0xc1, null],
  ])('tells of its system: %s', async (_, handler, expected) =>
    expect(await getSystemInfo(new ScriptedBmc({ '06:59': handler }), SYSTEM_INFO.firmwareVersion)).toBe(
      expected,
    ),
  );

  it('does not hide that a text may not be read', () =>
    expect(getSystemInfo(new ScriptedBmc({ '06:59': 0xd4 }), 1)).rejects.toMatchObject({
      completionCode: 0xd4,
    }));

  it('tells of its chassis', async () => {
    const bmc = new ScriptedBmc({ '00:01': CHASSIS, '00:07': [0x14], '00:0f': [60, 0x10, 0x27, 0, 0] });
    expect(await getChassisStatus(bmc)).toEqual({
      isPowerOn: true,
      ...{ powerOverload: false, powerInterlock: false, powerFault: false, powerControlFault: false },
      restorePolicy: 'unknown',
      lastPowerEvent: { acFailed: false, overload: false, interlock: false, fault: false, onByCommand: true },
      ...{ intrusion: false, frontPanelLockout: false, driveFault: true, coolingFault: true },
      identify: 'reserved',
    });
    expect(await getRestartCause(bmc)).toBe('watchdog');
    expect(await getPowerOnMinutes(bmc)).toBe(600_000);
  });

  it.each([
    ['00 00 00', { isPowerOn: false, restorePolicy: 'always_off', identify: null }],
    [
      '3e 0f 53',
      {
        powerOverload: true,
        powerControlFault: true,
        restorePolicy: 'previous_state',
        identify: 'temporary_on',
      },
    ],
    ['40 00 60', { restorePolicy: 'always_on', identify: 'on' }],
  ])('tells of its chassis: %s', (reply, expected) =>
    expect(decodeChassisStatus(bytes(reply))).toMatchObject(expected),
  );

  it('tells of its watchdog', async () =>
    expect(await getWatchdog(new ScriptedBmc({ '06:25': WATCHDOG }))).toEqual({
      isRunning: true,
      isLogging: false,
      use: 'sms_os',
      action: 'power_cycle',
      interrupt: 'smi',
      pretimeoutSeconds: 10,
      expired: 0x10,
      initialSeconds: 60,
      presentSeconds: 30,
    }));

  it('tells how much power the machine takes', async () => {
    const bmc = new ScriptedBmc({ '2c:02': POWER, '2c:01': CAPABILITIES });
    expect(await getPowerReading(bmc)).toEqual({
      ...{ currentWatts: 280, minimumWatts: 100, maximumWatts: 450, averageWatts: 270 },
      ...{ timestamp: 0x65000080, periodMilliseconds: 1000, isActive: true },
    });
    expect(bmc.asked[0]?.data).toEqual(bytes('dc 01 00 00'));
    expect(await getDcmiCapabilities(bmc)).toEqual({
      ...{ version: '1.5', powerManagement: true },
      ...{ inBandChannel: true, serialChannel: true, outOfBandChannel: true },
    });
    expect(bmc.asked[1]?.data).toEqual(bytes('dc 01'));
  });

  it.each([
    ['none', ''],
    ['short', 'rack 12'],
    ['in several parts', '0123456789'.repeat(6)],
  ])('has an asset tag: %s', async (_, tag) => {
    const text = Buffer.from(tag);
    const bmc = new ScriptedBmc({
      '2c:06': ([, offset = 0, count = 0]) =>
        count > 16 ? 0xc9 : [0xdc, text.length, ...text.subarray(offset, offset + count)],
    });
    expect(await getAssetTag(bmc)).toBe(tag);
  });

  it('does not take the reply of another group for its own', () =>
    expect(
      getPowerReading(new ScriptedBmc({ '2c:02': Uint8Array.of(0xdd, ...POWER.subarray(1)) })),
    ).rejects.toMatchObject({
      code: 'malformed_reply',
    }));

  it('tells of its network, as far as it knows', async () => {
    const parameters: Record<number, number[]> = {
      3: [192, 0, 2, 17],
      4: [0x12],
      5: [0, 0x25, 0x90, 0xab, 0xcd, 0xef],
      6: [255, 255, 255, 0],
      20: [0x64, 0x80],
    };
    const bmc = new ScriptedBmc({
      '0c:02': ([channel, parameter = 0]) => {
        const known = channel === 0x0e ? parameters[parameter] : undefined;
        return known === undefined ? 0x80 : [0x11, ...known];
      },
    });
    expect(await getLanConfiguration(bmc)).toEqual({
      ...{ ipAddress: '192.0.2.17', ipSource: 'dhcp', macAddress: '00:25:90:ab:cd:ef' },
      ...{ subnetMask: '255.255.255.0', gateway: null, gatewayMac: null, vlan: 100 },
    });
    expect(bmc.asked.some(({ data }) => data?.[1] === 16)).toBe(false);
  });

  it.each<[string, Record<string, string>, Ipv6Configuration | null]>([
    ['knows nothing of IPv6', {}, null],
    ['has it turned off', { '51.0': '00' }, { mode: 'off', addresses: [], routers: [] }],
    [
      'has addresses and routers',
      {
        '51.0': '02',
        '55.0': '02 03 03',
        '56.0': `00 80 ${GLOBAL}17 40 00`,
        '56.1': `01 00 ${GLOBAL}18 40 01`,
        '59.0': `00 01 fe80000000000000 022590fffeabcdef 40 00`,
        '59.1': `01 02 ${GLOBAL}19 80 03`,
        '64.0': '03',
        '65.0': `${GLOBAL}01`,
        '69.0': '00'.repeat(16),
        '73.0': '02',
        '74.0': `00 fe80000000000000 0000000000000001`,
        '74.1': `01 ${GLOBAL}01`,
      },
      {
        mode: 'beside_ipv4',
        addresses: [
          { address: '2001:db8:0:1::17', prefixLength: 64, source: 'static', state: 'active' },
          { address: 'fe80::225:90ff:feab:cdef', prefixLength: 64, source: 'slaac', state: 'active' },
          { address: '2001:db8:0:1::19', prefixLength: 128, source: 'dhcp', state: 'failed' },
        ],
        routers: ['2001:db8:0:1::1', 'fe80::1'],
      },
    ],
    [
      'has nothing set',
      { '51.0': '01', '55.0': 'ff ff 00', '56.0': `00 80 ${'00'.repeat(16)} 00 01` },
      { mode: 'only', addresses: [], routers: [] },
    ],
    ['has what the specification reserves', { '51.0': '77' }, { mode: 'other', addresses: [], routers: [] }],
  ])('%s', async (_, parameters, expected) => {
    const bmc = new ScriptedBmc({
      '0c:02': ([, parameter = 0, set = 0]) => {
        const known = parameters[`${parameter}.${set}`];
        return known === undefined ? (set > 0 ? 0xc9 : 0x80) : [0x11, ...bytes(known)];
      },
    });
    expect(await getIpv6Configuration(bmc)).toEqual(expected);
    expect(bmc.asked.length).toBeLessThan(20);
  });

  it.each([
    ['device ID', decodeDeviceId, DEVICE_ID],
    ['chassis', decodeChassisStatus, CHASSIS],
    ['watchdog', decodeWatchdog, WATCHDOG],
    ['power', decodePowerReading, POWER],
    ['capabilities', decodeDcmiCapabilities, CAPABILITIES],
    ['GUID', decodeGuid, GUID],
  ])('%s: any bytes are read or malformed', (_, decode, valid) => fuzzDecoder(decode, [valid]));
});
