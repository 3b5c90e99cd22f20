import type { OddCase, Value } from './odd-case.ts';

const INTEGER = '2';
const STRING = '4';
const HEX = '4x';
const OBJECT_ID = '6';
const IP_ADDRESS = '64';
const COUNTER32 = '65';
const GAUGE32 = '66';
const TIME_TICKS = '67';
const OPAQUE_HEX = '68x';
const COUNTER64 = '70';

const scalar = (name: string, type: string, value: Value): OddCase => ({
  metric: { name, type },
  rows: { 0: value },
});

const NUMBERS: OddCase[] = [
  scalar('negative', 'gauge', [INTEGER, -42]),
  scalar('least', 'gauge', [INTEGER, -(2 ** 31)]),
  scalar('mostGauge', 'gauge', [GAUGE32, 2 ** 32 - 1]),
  scalar('mostTicks', 'gauge', [TIME_TICKS, 2 ** 32 - 1]),
  scalar('mostCounter', 'counter', [COUNTER32, 2 ** 32 - 1]),
  scalar('exactCounter64', 'counter', [COUNTER64, 2n ** 53n - 1n]),
  scalar('wrappedCounter64', 'counter', [COUNTER64, 2n ** 53n + 7n]),
  scalar('mostCounter64', 'counter', [COUNTER64, 2n ** 64n - 1n]),
  scalar('gaugeOfText', 'gauge', [STRING, '17']),
  scalar('gaugeOfOid', 'gauge', [OBJECT_ID, '1.3.6.1.4.1.32473']),
  scalar('gaugeOfAddress', 'gauge', [IP_ADDRESS, '192.0.2.7']),
  scalar('floatOfInteger', 'Float', [INTEGER, 7]),
  scalar('opaqueFloat', 'Float', [OPAQUE_HEX, '9f780442f6e979']),
  scalar('opaqueDouble', 'Double', [OPAQUE_HEX, '9f7908c05edd2f1a9fbe77']),
  scalar('opaqueGauge', 'gauge', [OPAQUE_HEX, '9f780442f6e979']),
];

const TEXTS: OddCase[] = [
  scalar('plainText', 'DisplayString', [STRING, 'Ethernet 1/0']),
  scalar('quotedText', 'DisplayString', [HEX, Buffer.from('a "b" \\ c\nd\te').toString('hex')]),
  scalar('umlauts', 'DisplayString', [HEX, Buffer.from('Büro – 日本').toString('hex')]),
  scalar('zeroes', 'DisplayString', [HEX, '6100620000']),
  scalar('noText', 'DisplayString', [STRING, '']),
  scalar('textOfInteger', 'DisplayString', [INTEGER, -5]),
  scalar('textOfCounter64', 'DisplayString', [COUNTER64, 2n ** 64n - 1n]),
  scalar('textOfOid', 'DisplayString', [OBJECT_ID, '1.3.6.1.4.1.32473.4']),
  scalar('textOfFloat', 'DisplayString', [OPAQUE_HEX, '9f780442f6e979']),
  scalar('textOfAddress', 'DisplayString', [IP_ADDRESS, '192.0.2.8']),
  scalar('bytes', 'OctetString', [HEX, '00ff1a']),
  scalar('noBytes', 'OctetString', [STRING, '']),
  scalar('bytesOfOid', 'OctetString', [OBJECT_ID, '0.0']),
  scalar('bytesOfInteger', 'OctetString', [INTEGER, 12]),
];

const ADDRESSES: OddCase[] = [
  scalar('mac', 'PhysAddress48', [HEX, '0a1b2c3d4e5f']),
  scalar('shortMac', 'PhysAddress48', [HEX, '0a1b']),
  scalar('longMac', 'PhysAddress48', [HEX, '0a1b2c3d4e5f6071']),
  scalar('noMac', 'PhysAddress48', [STRING, '']),
  scalar('ipv4', 'InetAddressIPv4', [HEX, 'c0000209']),
  scalar('ipv4OfAddress', 'InetAddressIPv4', [IP_ADDRESS, '192.0.2.10']),
  scalar('shortIpv4', 'InetAddressIPv4', [HEX, 'c000']),
  scalar('ipv6', 'InetAddressIPv6', [HEX, '20010db8000000000000000000000abc']),
  scalar('shortIpv6', 'InetAddressIPv6', [HEX, '20010db8']),
];

const DATES: OddCase[] = [
  scalar('date', 'DateAndTime', [HEX, '07e60c1f173b3b09']),
  scalar('dateEast', 'DateAndTime', [HEX, '07e60c1f173b3b092b0530']),
  scalar('dateWest', 'DateAndTime', [HEX, '07e60c1f173b3b092d0800']),
  scalar('dateOverflowing', 'DateAndTime', [HEX, '07e60d20183c3c00']),
  scalar('dateShort', 'DateAndTime', [HEX, '07e60c1f']),
  scalar('dateNowhere', 'DateAndTime', [HEX, '07e60c1f173b3b09200530']),
];

const COLOURS = new Map([
  [1, 'red'],
  [2, 'green'],
  [7, 'blue'],
]);
const enumerated = (name: string, type: string, value: Value): OddCase => ({
  metric: { name, type, enum_values: COLOURS },
  rows: { 0: value },
});

const ENUMS: OddCase[] = [
  enumerated('knownInfo', 'EnumAsInfo', [INTEGER, 7]),
  enumerated('unknownInfo', 'EnumAsInfo', [INTEGER, 3]),
  enumerated('knownState', 'EnumAsStateSet', [INTEGER, 2]),
  enumerated('unknownState', 'EnumAsStateSet', [INTEGER, -1]),
  enumerated('noState', 'EnumAsStateSet', [INTEGER, 1]),
  enumerated('enumGauge', 'gauge', [INTEGER, 2]),
  enumerated('bitsSet', 'Bits', [HEX, '41']),
  enumerated('bitsShort', 'Bits', [STRING, '']),
  enumerated('bitsLong', 'Bits', [HEX, 'bfffff']),
];

const extract = (regex: string, value: string) => ({ regex, value });
const EXTRACTS: OddCase[] = [
  {
    metric: {
      name: 'extracted',
      type: 'DisplayString',
      regex_extracts: {
        '': [extract('no match', '1'), extract('.*?([0-9.]+)C.*', '$1')],
        Fan: [extract('.*fan (\\w+).*', '$1'), extract('.*fan (?P<state>ok|bad) ([0-9]+) rpm', '${2}')],
        Fixed: [extract('(?s).*', '4.5e3')],
        Unanchored: [extract('temp', '1')],
        Named: [extract('temp (?P<degrees>-?\\d+\\.\\d).*', '${degrees}0')],
      },
    },
    rows: { 0: [STRING, 'temp -31.5C, fan ok 1200 rpm'] },
  },
  {
    metric: {
      name: 'extractedFromNumber',
      type: 'OctetString',
      regex_extracts: { Tens: [extract('(\\d+)\\d', '$1')] },
    },
    rows: { 0: [INTEGER, 1234] },
  },
  {
    metric: { name: 'extractedNothing', type: 'DisplayString', regex_extracts: { A: [extract('x', '1')] } },
    rows: { 0: [STRING, 'y'] },
  },
];

export const ODD_VALUES: readonly OddCase[] = [
  ...NUMBERS,
  ...TEXTS,
  ...ADDRESSES,
  ...DATES,
  ...ENUMS,
  ...EXTRACTS,
];
