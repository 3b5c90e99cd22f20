import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDevice, snmpNet } from '../../../../../test/support/snmp-scan.ts';
import { addressAt, parseRange } from '../../../protocols/address-ranges/range.ts';
import { Identities } from './identities.ts';
import * as objects from './objects.ts';
import { addressOf, macOf } from './octets.ts';
import { pace } from '../../../protocols/address-ranges/pace.ts';
import { enterpriseOf, vendorOf } from './vendors.ts';

const of = (objectId: string, services: number, ...more: readonly string[]) =>
  [`1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.${objectId}`, `1.3.6.1.2.1.1.7.0|2|${services}`, ...more].join('\n');
const capabilities = (octet: string) => `1.0.8802.1.1.2.1.3.6.0|4x|${octet}00`;
const ports = (count: number) => `1.3.6.1.2.1.17.1.2.0|2|${count}`;
const FORWARDS = '1.3.6.1.2.1.4.1.0|2|1';
const HOST_MEMORY = '1.3.6.1.2.1.25.2.2.0|2|8000000';

describe('what sort of device it is', () => {
  it.each<[string, string, string, string, string | undefined]>([
    ['a switch with ports', of('9.1.1208', 6, ports(24)), 'switch', 'network-device', 'Cisco'],
    ['a switch by its layer', of('171.10.1', 2), 'switch', 'network-device', 'D-Link'],
    [
      'a switch by what it tells neighbours',
      of('30065.1', 78, capabilities('28'), ports(48)),
      'switch',
      'network-device',
      'Arista',
    ],
    ['a router', of('14988.1', 78, FORWARDS), 'router', 'network-device', 'MikroTik'],
    [
      'an access point',
      of('41112.1.4', 72, capabilities('30')),
      'access-point',
      'network-device',
      'Ubiquiti',
    ],
    ['a firewall', of('12356.101.1', 78, FORWARDS), 'firewall', 'network-device', 'Fortinet'],
    ['a Linux', of('8072.3.2.10', 72, HOST_MEMORY, FORWARDS, ports(2)), 'server', 'host', undefined],
    ['a Windows', of('311.1.1.3.1.2', 76), 'server', 'host', 'Microsoft'],
    ['a printer', of('11.2.3.9.1', 72, '1.3.6.1.2.1.43.5.1.1.17.1|4|SN'), 'printer', 'other', 'HP'],
    [
      'a UPS',
      of('318.1.3.27', 72, '1.3.6.1.2.1.33.1.1.1.0|4|American Power Conversion'),
      'ups',
      'other',
      'American Power Conversion',
    ],
    [
      'a NAS that calls itself Linux',
      of('8072.3.2.10', 72, '1.3.6.1.4.1.6574.1.5.1.0|4|DS920+'),
      'storage',
      'storage',
      undefined,
    ],
    ['a filer', of('789.2.5', 76), 'storage', 'storage', 'NetApp'],
    ['a BMC', of('674.10892.5', 72), 'bmc', 'bmc', 'Dell'],
    ['a switch of the same maker', of('674.10895.3000', 2, ports(48)), 'switch', 'network-device', 'Dell'],
    ['nobody knows', of('99999.1', 0), 'other', 'other', 'enterprise 99999'],
    ['nothing is told', '1.3.6.1.2.1.1.3.0|67|1', 'other', 'other', undefined],
  ])('%s', async (_, recording, type, kind, vendor) => {
    const asset = await describeDevice(recording);
    expect([asset?.labels['type'], asset?.kind, asset?.labels['vendor']]).toEqual([type, kind, vendor]);
  });
});

describe('a large device', () => {
  it('keeps what fits, those with addresses first', async () => {
    const count = 1500;
    const row = (i: number) => [
      `1.3.6.1.2.1.2.2.1.2.${i}|4|a rather long name of an interface ${i}`,
      `1.3.6.1.2.1.2.2.1.8.${i}|2|${(i % 2) + 1}`,
      `1.0.8802.1.1.2.1.4.1.1.5.0.${i}.1|4|${'neighbour '.repeat(10)}${i}`,
    ];
    const rows = Array.from({ length: count }, (_, i) => row(i + 1)).flat();
    const asset = await describeDevice([...rows, `1.3.6.1.2.1.4.20.1.2.10.0.0.1|2|${count}`].join('\n'));
    const interfaces = asset?.attributes['interfaces'] as { index: number; status: string }[];
    expect(asset?.attributes['interfaceCount']).toBe(count);
    expect(interfaces.length).toBeGreaterThan(200);
    expect(interfaces.length).toBeLessThan(count / 2);
    expect(interfaces.at(-1)?.index).toBe(count);
    expect(new Set(interfaces.slice(0, -1).map(({ status }) => status))).toEqual(new Set(['up']));
  });
});

describe('a device that says anything', () => {
  const oids = Object.values(objects).map((oid) => oid.join('.'));
  const subId = fc.oneof(fc.nat({ max: 40 }), fc.nat({ max: 2 ** 31 }));
  const line = fc
    .record({
      oid: fc.constantFrom(...oids),
      row: fc.array(subId, { maxLength: 9 }),
      type: fc.constantFrom('2', '4x', '6', '64', '66', '67', '70'),
      octets: fc.uint8Array({ maxLength: 40 }),
      number: fc.nat(),
    })
    .map(({ oid, row, type, octets, number }) => {
      const values: Readonly<Record<string, string>> = {
        '4x': Buffer.from(octets).toString('hex'),
        '6': '1.3.6.1.4.1.9.9',
        '64': '10.0.0.1',
      };
      return `${[oid, ...row].join('.')}|${type}|${values[type] ?? number}`;
    });

  it('is an asset, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 60 }), async (lines) => {
        const byOid = new Map(lines.map((each) => [each.split('|')[0], each]));
        const { assets } = await snmpNet(
          { '10.0.0.1': { recording: [...byOid.values()].join('\n') } },
          { ranges: ['10.0.0.1'] },
        ).scan();
        expect(assets).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });
});

describe('ranges', () => {
  it.each<[string, string, string, number]>([
    ['10.0.0.0/24', '10.0.0.1', '10.0.0.254', 254],
    ['10.0.0.77/24', '10.0.0.1', '10.0.0.254', 254],
    ['10.0.0.8/31', '10.0.0.8', '10.0.0.9', 2],
    ['10.0.0.7', '10.0.0.7', '10.0.0.7', 1],
    ['10.0.0.250-10.0.1.3', '10.0.0.250', '10.0.1.3', 10],
    ['0.0.0.0/0', '0.0.0.1', '255.255.255.254', 2 ** 32 - 2],
    ['fd00::8/126', 'fd00::8', 'fd00::b', 4],
    ['::ffff:1-::1:0:2', '::ffff:1', '::1:0:2', 65_538],
  ])('%s', (text, first, last, size) => {
    const range = parseRange(text);
    expect(Number(range?.size)).toBe(size);
    expect([range && addressAt(range, 0), range && addressAt(range, size - 1)]).toEqual([first, last]);
  });

  it.each([
    '',
    '10.0.0.0/33',
    '10.0.0.256',
    '10.0.0',
    '10.0.0.9-10.0.0.1',
    '10.0.0.1-fd00::1',
    'fd00::/129',
    'a.b',
    '10.0.0.0/8/8',
    '1-2-3',
    '[::1]',
    '10.0.0.0/',
  ])('not %j', (text) => expect(parseRange(text)).toBeNull());

  it('take any text', () => fc.assert(fc.property(fc.string(), (text) => void parseRange(text))));
});

describe('values', () => {
  it.each([
    [[2, 0, 0, 0, 0, 255], '02:00:00:00:00:ff'],
    [[0, 0, 0, 0, 0, 0], null],
    [[255, 255, 255, 255, 255, 255], null],
    [[1, 2, 3], null],
  ])('%j as MAC: %s', (octets, mac) => expect(macOf(Buffer.from(octets))).toBe(mac));

  it.each([
    [[10, 0, 0, 1], '10.0.0.1'],
    [[0, 0, 0, 0], null],
    [[0xfd, ...Array<number>(14).fill(0), 1], 'fd00::1'],
    [[1, 2], null],
    [[], null],
  ])('%j as address: %s', (octets, address) => expect(addressOf(octets)).toBe(address));

  it.each([
    ['1.3.6.1.4.1.9.1.1', 9, 'Cisco'],
    ['1.3.6.1.4.1.8072.3.2.10', 8072, null],
    ['1.3.6.1.4.1', null, null],
    ['1.3.6.1.2.1', null, null],
  ])('%s is of %s', (oid, enterprise, vendor) => {
    const found = enterpriseOf(oid.split('.').map(Number));
    expect([found, vendorOf(found)]).toEqual([enterprise, vendor]);
  });
});

describe('who a neighbour is', () => {
  const identities = new Identities();
  identities.add({ asset: 'a', name: 'core.example.com', macs: ['m1', 'shared'], addresses: ['10.0.0.1'] });
  identities.add({ asset: 'b', name: 'EDGE', macs: ['m2', 'shared'], addresses: ['10.0.0.2'] });
  identities.add({ asset: 'c', name: 'switch', macs: [], addresses: [] });
  identities.add({ asset: 'd', name: 'switch', macs: [], addresses: [] });
  const who = (macs: string[], addresses: string[], name: string | null) =>
    identities.find({ macs, addresses, name });

  it.each<[string, string[], string[], string | null, string | null]>([
    ['by MAC before all else', ['m1'], ['10.0.0.2'], 'edge', 'a'],
    ['by address before the name', ['unknown'], ['10.0.0.2'], 'core', 'b'],
    ['by the first part of the name', [], [], 'Core(FOC123)', 'a'],
    ['not by a MAC that two have', ['shared'], [], null, null],
    ['but then by what else is known', ['shared'], ['10.0.0.1'], null, 'a'],
    ['not by a name that two have', [], [], 'switch', null],
    ['nobody', [], [], null, null],
  ])('%s', (_, macs, addresses, name, asset) => expect(who(macs, addresses, name)).toBe(asset));
});

describe('the pace', () => {
  it('is even', async () => {
    const turn = pace(100);
    const { signal } = new AbortController();
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: 21 }, () => turn(signal)));
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(195);
  });

  it('ends at once when it is given up', async () => {
    const controller = new AbortController();
    const turn = pace(0.1);
    await turn(controller.signal);
    const waiting = turn(controller.signal);
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });
});
