import { type OddCase, ROOT, type Value } from './odd-case.ts';

const INTEGER = '2';
const STRING = '4';
const HEX = '4x';

/** Columns of the tables that lookups read; no metric stands for them. */
export const LOOKED_UP = `${ROOT}.1000`;

const ON_OFF = new Map([
  [1, 'on'],
  [2, 'off'],
]);
const one: Value = [INTEGER, 1];
const two: Value = [INTEGER, 2];

const indexed = (
  name: string,
  indexes: readonly object[],
  rows: OddCase['rows'],
  rest: Partial<OddCase['metric']> = {},
): OddCase => ({ metric: { name, type: 'gauge', indexes, ...rest }, rows });

const index = (type: string, more: object = {}) => ({ labelname: type, type, ...more });

/** `abc` as OIDs have it. */
const octets = (text: string) => [...Buffer.from(text)].join('.');
const counted = (text: string) => `${Buffer.byteLength(text)}.${octets(text)}`;

const INDEXES: OddCase[] = [
  indexed('byInteger', [index('gauge')], { 5: one, 4294967295: two }),
  indexed('byTwo', [index('Integer'), index('Integer32')], { '1.2': one, '2.1': two }),
  indexed('byShort', [index('gauge'), index('counter')], { 7: one }),
  indexed('byLong', [index('gauge')], { '7.8.9': one }),
  indexed('byText', [index('DisplayString'), index('gauge')], { [`${counted('eth0')}.9`]: one, '0.3': two }),
  indexed('byFixedText', [index('DisplayString', { fixed_size: 3 }), index('gauge')], {
    [`${octets('abc')}.4`]: one,
  }),
  indexed('byImpliedText', [index('gauge'), index('DisplayString', { implied: true })], {
    [`1.${octets('implied')}`]: one,
  }),
  indexed('byBytes', [index('OctetString'), index('gauge')], { '3.0.255.16.2': one }),
  indexed('byFixedBytes', [index('OctetString', { fixed_size: 2 })], { '1.171': one }),
  indexed('byImpliedBytes', [index('OctetString', { implied: true })], { '222.173.190.239': one }),
  indexed('byMac', [index('PhysAddress48'), index('gauge')], { '10.27.44.61.78.95.3': one, '10.27': two }),
  indexed('byIpv4', [index('InetAddressIPv4'), index('gauge')], { '192.0.2.1.6': one }),
  indexed('byIpv6', [index('InetAddressIPv6')], { '32.1.13.184.0.0.0.0.0.0.0.0.0.0.10.188': one }),
  indexed('byInetAddress', [index('InetAddress'), index('gauge')], {
    '1.4.192.0.2.2.8': one,
    '2.16.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.1.9': one,
    '16.3.97.98.99.10': two,
  }),
  indexed('byInetAddressWithoutSize', [index('InetAddressMissingSize')], {
    '1.192.0.2.3': one,
    '2.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.2': one,
    '16.97.98.99': two,
  }),
  indexed(
    'namedAsItsIndex',
    [{ labelname: 'namedAsItsIndex', type: 'gauge' }],
    { 3: [STRING, 'x'] },
    {
      type: 'DisplayString',
    },
  ),
  indexed(
    'stateOfRow',
    [index('gauge')],
    { 1: one, 2: two },
    {
      type: 'EnumAsStateSet',
      enum_values: ON_OFF,
    },
  ),
];

const names = `${LOOKED_UP}.1`;
const parents = `${LOOKED_UP}.2`;
const ofPairs = `${LOOKED_UP}.3`;
const macs = `${LOOKED_UP}.4`;
const addresses = `${LOOKED_UP}.6`;
const ofTexts = `${LOOKED_UP}.7`;

/** Lines of a recording. */
export const LOOKED_UP_ROWS: readonly string[] = [
  `${names}.1|${STRING}|first`,
  `${names}.2|${HEX}|c3a42262`,
  `${names}.30|${STRING}|parent`,
  `${parents}.1|${INTEGER}|30`,
  `${parents}.2|${INTEGER}|31`,
  `${ofPairs}.1.9|${STRING}|pair`,
  `${macs}.1|${HEX}|0200000000fe`,
  `${macs}.2|${INTEGER}|4`,
  `${LOOKED_UP}.5.1|${INTEGER}|1`,
  `${LOOKED_UP}.5.2|${INTEGER}|16`,
  `${addresses}.1|${HEX}|c0000204`,
  `${addresses}.2|${STRING}|host`,
  `${ofTexts}.${counted('eth0')}|${STRING}|of a text`,
];

const lookup = (labels: readonly string[], labelname: string, oid: string, type = 'DisplayString') => ({
  labels,
  labelname,
  oid,
  type,
});
const forget = (labelname: string) => ({ labels: [], labelname });
const looked = (name: string, lookups: readonly object[], rest: Partial<OddCase['metric']> = {}): OddCase =>
  indexed(name, [{ labelname: 'row', type: 'gauge' }], { 1: one, 2: two, 3: one }, { lookups, ...rest });

const LOOKUPS: OddCase[] = [
  looked('withName', [lookup(['row'], 'name', names)]),
  looked('withNameForRow', [lookup(['row'], 'row', names)]),
  looked('withParent', [lookup(['row'], 'parent', parents), lookup(['parent'], 'parentName', names)]),
  looked('withParentOnly', [
    lookup(['row'], 'parent', parents),
    lookup(['parent'], 'parentName', names),
    forget('parent'),
  ]),
  looked('withMac', [lookup(['row'], 'mac', macs, 'PhysAddress48')]),
  looked('withAddress', [lookup(['row'], 'address', addresses, 'InetAddress')]),
  looked('withBytes', [lookup(['row'], 'bytes', names, 'OctetString')]),
  looked('infoWithName', [lookup(['row'], 'name', names)], {
    type: 'EnumAsInfo',
    enum_values: ON_OFF,
  }),
  indexed(
    'withPair',
    [index('gauge'), index('counter')],
    { '1.9': one, '1.8': two },
    {
      lookups: [lookup(['gauge', 'counter'], 'pair', ofPairs), forget('counter')],
    },
  ),
  indexed(
    'withText',
    [index('DisplayString')],
    { [counted('eth0')]: one, [counted('eth1')]: two },
    {
      lookups: [lookup(['DisplayString'], 'text', ofTexts)],
    },
  ),
];

/** The type of the second stands in the first. */
const BY_PREVIOUS: OddCase[] = [
  indexed('portIdSubtype', [index('gauge')], { 1: [INTEGER, 3], 2: [INTEGER, 5], 3: [INTEGER, 4] }),
  indexed(
    'portId',
    [index('gauge')],
    { 1: [HEX, '020000000001'], 2: [STRING, 'Gi1/0/1'], 3: [HEX, '0501c0'] },
    {
      type: 'LldpPortId',
    },
  ),
  indexed('addressType', [index('gauge')], { 1: [INTEGER, 1], 2: [INTEGER, 2], 3: [INTEGER, 16] }),
  indexed(
    'address',
    [index('gauge')],
    {
      1: [HEX, 'c0000205'],
      2: [HEX, '20010db8000000000000000000000005'],
      3: [STRING, 'name.example'],
      4: [HEX, 'c0000206'],
    },
    { type: 'InetAddress' },
  ),
];

export const ODD_TABLES: readonly OddCase[] = [...INDEXES, ...LOOKUPS, ...BY_PREVIOUS];

const shadow = (name: string, below: string) => ({
  name,
  oid: `${ROOT}${below}`,
  type: 'gauge',
  help: name,
  indexes: [index('gauge')],
});
/** Metrics below others, and two of one column: one of them is to be seen. */
export const SHADOWING = [
  shadow('first', '.1'),
  shadow('second', '.1'),
  shadow('belowAnother', '.1.5'),
  shadow('aboveAll', '.2.1'),
];
