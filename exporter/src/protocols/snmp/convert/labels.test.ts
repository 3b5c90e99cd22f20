/** Labels of rows: from what stands behind the column in an OID, and from other columns. */
import { describe, expect, it } from 'vitest';
import {
  counter64,
  double,
  gauge32,
  integer,
  type Mib,
  nothing,
  octets,
  oidValue,
  scraped,
} from '../../../../../test/support/snmp-memory.ts';

const gauge = { name: 'a', oid: '1.3.1', type: 'gauge', help: 'H.' };
/** Labels of `a` in the row, as they are written. */
async function labelsOf(row: string, metric: object, others: Mib = {}): Promise<readonly string[]> {
  const { lines } = await scraped(
    { walk: ['1.3'], metrics: [{ ...gauge, ...metric }] },
    { [`1.3.1${row}`]: integer(1), ...others },
  );
  return lines;
}
const INDEX = '1.2.3.4.5.6.7.8.9.10.11.12.13.14.15.16';
const HEX = '0102:0304:0506:0708:090A:0B0C:0D0E:0F10';
const long = (count: number) => '.65'.repeat(count);

describe('indexes', () => {
  it.each<[row: string, indexes: readonly object[], labels: string]>([
    ['.4', [{ type: 'gauge' }], 'l="4"'],
    ['.4', [{ type: 'Integer' }], 'l="4"'],
    ['.4', [{ type: 'Integer32' }], 'l="4"'],
    ['.4294967295', [{ type: 'counter' }], 'l="4294967295"'],
    ['.128', [{ type: 'gauge' }], 'l="128"'],
    ['.16384', [{ type: 'gauge' }], 'l="16384"'],
    ['.3.4', [{ type: 'gauge' }, { labelname: 'm', type: 'gauge' }], 'l="3",m="4"'],
    ['.3.4.5', [{ type: 'gauge' }], 'l="3"'],
    ['.7', [{ type: 'gauge' }, { labelname: 'm', type: 'InetAddressIPv4' }], 'l="7",m="0.0.0.0"'],
    ['.1.255.0.0.0.16', [{ type: 'PhysAddress48' }], 'l="01:FF:00:00:00:10"'],
    ['.1.2', [{ type: 'PhysAddress48' }], 'l="01:02:00:00:00:00"'],
    ['.3.65.32.255', [{ type: 'OctetString' }], 'l="0x4120FF"'],
    ['.0', [{ type: 'OctetString' }], 'l=""'],
    ['.3.65', [{ type: 'OctetString' }], 'l="0x410000"'],
    ['.65.32.255', [{ type: 'OctetString', fixed_size: 3 }], 'l="0x4120FF"'],
    ['.65.32.255', [{ type: 'OctetString', implied: true }], 'l="0x4120FF"'],
    ['.1.321', [{ type: 'OctetString' }], 'l="0x41"'],
    ['.2.65.32', [{ type: 'DisplayString' }], 'l="A "'],
    ['.65.32', [{ type: 'DisplayString', fixed_size: 2 }], 'l="A "'],
    ['.65.32', [{ type: 'DisplayString', implied: true }], 'l="A "'],
    ['.2.65.255', [{ type: 'DisplayString' }], 'l="A�"'],
    ['.1.65.9', [{ type: 'DisplayString' }, { labelname: 'm', type: 'gauge' }], 'l="A",m="9"'],
    ['.0', [{ type: 'EnumAsInfo', enum_values: { 0: 'foo' } }], 'l="foo"'],
    ['.3', [{ type: 'EnumAsInfo', enum_values: { 0: 'foo' } }], 'l="3"'],
    ['.192.168.1.2', [{ type: 'InetAddressIPv4' }], 'l="192.168.1.2"'],
    [`.${INDEX}`, [{ type: 'InetAddressIPv6' }], `l="${HEX}"`],
    ['.1.4.192.168.1.2', [{ type: 'InetAddress' }], 'l="192.168.1.2"'],
    [`.2.16.${INDEX}`, [{ type: 'InetAddress' }], `l="${HEX}"`],
    ['.3.5.192.168.1.2.5', [{ type: 'InetAddress' }], 'l="0x0305C0A8010205"'],
    ['.0.0.7', [{ type: 'InetAddress' }, { labelname: 'm', type: 'gauge' }], 'l="0x0000",m="7"'],
    [
      `.1.4.192.168.1.2.2.16.${INDEX}`,
      [{ type: 'InetAddress' }, { labelname: 'm', type: 'InetAddress' }],
      `l="192.168.1.2",m="${HEX}"`,
    ],
    ['.1.192.168.1.2', [{ type: 'InetAddressMissingSize' }], 'l="192.168.1.2"'],
    [`.2.${INDEX}`, [{ type: 'InetAddressMissingSize' }], `l="${HEX}"`],
    [
      `.1.192.168.1.2.2.${INDEX}`,
      [{ type: 'InetAddressMissingSize' }, { labelname: 'm', type: 'InetAddressMissingSize' }],
      `l="192.168.1.2",m="${HEX}"`,
    ],
    ['.3.192.168.1.2.5', [{ type: 'InetAddressMissingSize' }], 'l="0x03C0A8010205"'],
    ['.3.6.1.2.3.4.5.6', [{ type: 'LldpPortId' }], 'l="01:02:03:04:05:06"'],
    ['.5.4.3.71.105.49', [{ type: 'LldpPortId' }], 'l="Gi1"'],
    ['.4.2.1.2', [{ type: 'LldpPortId' }], 'l="0x04020102"'],
    // A length that the device made up is no reason to make so much text.
    ['.4294967295.65', [{ type: 'DisplayString' }], `l="A${'\0'.repeat(2045)}"`],
    [long(100), [{ type: 'DisplayString', implied: true }], `l="${'A'.repeat(100)}"`],
  ])('%s by %o', async (row, indexes, labels) =>
    expect(await labelsOf(row, { indexes: indexes.map((index) => ({ labelname: 'l', ...index })) })).toEqual([
      `a{${labels}} 1`,
    ]),
  );

  it('count as zeros where an OID has nothing behind the column', async () => {
    const indexes = [{ labelname: 'l', type: 'gauge' }];
    const { lines } = await scraped(
      { get: ['1.3.1'], metrics: [{ ...gauge, indexes }] },
      { '1.3.1': integer(1) },
    );
    expect(lines).toEqual(['a{l="0"} 1']);
  });

  it('have no say where there are none', async () => expect(await labelsOf('.0', {})).toEqual(['a 1']));
});

describe('lookups', () => {
  const index = { labelname: 'l', type: 'gauge' };
  const name = { labels: ['l'], labelname: 'name', oid: '1.3.2', type: 'DisplayString' };
  const enum_values = { 1: 'processor', 2: 'io' };

  it.each<[what: string, row: string, metric: object, others: Mib, labels: string]>([
    [
      'a label more',
      '.4',
      { indexes: [index], lookups: [name] },
      { '1.3.2.4': octets('eth0') },
      'l="4",name="eth0"',
    ],
    [
      'a label instead of the index',
      '.4',
      { indexes: [index], lookups: [{ ...name, labelname: 'l' }] },
      { '1.3.2.4': octets('eth0') },
      'l="eth0"',
    ],
    ['a row that is not there', '.4', { indexes: [index], lookups: [name] }, {}, 'l="4",name=""'],
    ['another row', '.4', { indexes: [index], lookups: [name] }, { '1.3.2.5': octets('x') }, 'l="4",name=""'],
    [
      'a deeper row',
      '.4',
      { indexes: [index], lookups: [name] },
      { '1.3.2.4.0': octets('x') },
      'l="4",name=""',
    ],
    [
      'a column that is not asked for',
      '.4',
      { indexes: [index], lookups: [{ ...name, oid: '1.2.5' }] },
      { '1.2.5.4': octets('x') },
      'l="4",name=""',
    ],
    [
      'by several labels',
      '.3.4',
      {
        indexes: [index, { labelname: 'm', type: 'gauge' }],
        lookups: [{ ...name, labels: ['m', 'l'] }],
      },
      { '1.3.2.4.3': octets('eth0') },
      'l="3",m="4",name="eth0"',
    ],
    [
      'by a text with its length',
      '.3.65.32.255',
      { indexes: [{ ...index, type: 'OctetString' }], lookups: [{ ...name, labelname: 'l' }] },
      { '1.3.2.3.65.32.255': octets('octets') },
      'l="octets"',
    ],
    [
      'by zeros that were left out',
      '.7',
      { indexes: [index, { labelname: 'm', type: 'gauge' }], lookups: [{ ...name, labels: ['m'] }] },
      { '1.3.2.0': octets('none') },
      'l="7",m="0",name="none"',
    ],
    [
      'a number',
      '.4',
      { indexes: [index], lookups: [{ ...name, type: 'gauge' }] },
      { '1.3.2.4': gauge32(9) },
      'l="4",name="9"',
    ],
    [
      'an address',
      '.4',
      { indexes: [index], lookups: [{ ...name, type: 'InetAddressIPv4' }] },
      { '1.3.2.4': octets([5, 6, 7, 8]) },
      'l="4",name="5.6.7.8"',
    ],
    [
      'octets',
      '.4',
      { indexes: [index], lookups: [{ ...name, type: 'OctetString' }] },
      { '1.3.2.4': octets([5, 6]) },
      'l="4",name="0x0506"',
    ],
    [
      'octets with a hint',
      '.4',
      { indexes: [index], lookups: [{ ...name, type: 'OctetString', display_hint: '1d.' }] },
      { '1.3.2.4': octets([5, 6]) },
      'l="4",name="5.6"',
    ],
    [
      'an OID',
      '.4',
      { indexes: [index], lookups: [name] },
      { '1.3.2.4': oidValue('1.3.6.1') },
      'l="4",name="1.3.6.1"',
    ],
    ['nothing', '.4', { indexes: [index], lookups: [name] }, { '1.3.2.4': nothing }, 'l="4",name=""'],
    [
      'a state',
      '.4',
      { indexes: [index], lookups: [{ ...name, type: 'EnumAsInfo', enum_values }] },
      { '1.3.2.4': integer(2) },
      'l="4",name="io"',
    ],
    [
      'a state without a name',
      '.4',
      { indexes: [index], lookups: [{ ...name, type: 'EnumAsInfo', enum_values }] },
      { '1.3.2.4': integer(99) },
      'l="4",name="99"',
    ],
    [
      'a state without names',
      '.4',
      { indexes: [index], lookups: [{ ...name, type: 'EnumAsInfo' }] },
      { '1.3.2.4': integer(2) },
      'l="4",name="2"',
    ],
    [
      'what the column before explains',
      '.8',
      { indexes: [index], lookups: [{ ...name, oid: '1.3.5.3', type: 'LldpPortId' }] },
      { '1.3.5.3.8': octets([4, 5, 6, 7, 8, 9]), '1.3.5.2.8': integer(3) },
      'l="8",name="04:05:06:07:08:09"',
    ],
    [
      'what nothing explains, by its own first octets',
      '.8',
      { indexes: [index], lookups: [{ ...name, oid: '1.3.5.3', type: 'InetAddress' }] },
      { '1.3.5.3.8': octets([1, 4, 10, 0, 0, 1]) },
      'l="8",name="10.0.0.1"',
    ],
    ['deleted', '.4', { indexes: [index], lookups: [{ labels: [], labelname: 'l' }] }, {}, ''],
    [
      'deleted when it has served',
      '.4',
      { indexes: [index], lookups: [name, { labels: [], labelname: 'l' }] },
      { '1.3.2.4': octets('eth0') },
      'name="eth0"',
    ],
    [
      'deleted, and still serving',
      '.4',
      { indexes: [index], lookups: [{ labels: [], labelname: 'l' }, name] },
      { '1.3.2.4': octets('eth0') },
      'name="eth0"',
    ],
  ])('%s', async (_, row, metric, others, labels) =>
    expect(await labelsOf(row, metric, others)).toEqual([labels === '' ? 'a 1' : `a{${labels}} 1`]),
  );

  const chained = (first: object = {}) => ({
    indexes: [index],
    lookups: [
      { labels: ['l'], labelname: 'id', oid: '1.3.2', type: 'gauge', ...first },
      { labels: ['id'], labelname: 'name', oid: '1.3.3', type: 'DisplayString' },
    ],
  });
  it.each<[what: string, others: Mib, labels: string]>([
    ['an INTEGER', { '1.3.2.4': integer(42), '1.3.3.42': octets('x') }, 'id="42",l="4",name="x"'],
    ['a Gauge32', { '1.3.2.4': gauge32(300), '1.3.3.300': octets('x') }, 'id="300",l="4",name="x"'],
    ['a Counter64', { '1.3.2.4': counter64(300n), '1.3.3.300': octets('x') }, 'id="300",l="4",name="x"'],
    ['a text, as 0', { '1.3.2.4': octets('A'), '1.3.3.0': octets('x') }, 'id="65",l="4",name="x"'],
    ['a fraction, as 0', { '1.3.2.4': double(42.5), '1.3.3.0': octets('x') }, 'id="42.5",l="4",name="x"'],
    ['a negative number', { '1.3.2.4': integer(-1), '1.3.3.1': octets('x') }, 'id="-1",l="4",name=""'],
    ['a row that is not there', { '1.3.3.4': octets('x') }, 'id="",l="4",name=""'],
    [
      'a row beyond OIDs',
      { '1.3.2.4': counter64(2n ** 63n), '1.3.3.0': octets('x') },
      `id="${2n ** 63n}",l="4",name=""`,
    ],
  ])('that follow one another by %s', async (_, others, labels) =>
    expect(await labelsOf('.4', chained(), others)).toEqual([`a{${labels}} 1`]),
  );

  it('that follow a label which was not found use what it had been made of', async () =>
    expect(
      await labelsOf('.4', chained({ labelname: 'l' }), { '1.3.3.4': octets('x') }).then((lines) =>
        lines.map((line) => line.replace(/id/, 'l')),
      ),
    ).toEqual(['a{l="",name=""} 1']));

  it('are made once for rows that several metrics share', async () => {
    const metrics = ['1.3.1', '1.3.4'].map((oid, i) => ({
      ...gauge,
      name: `m${i}`,
      oid,
      indexes: [index],
      lookups: [name],
    }));
    const mib = { '1.3.1.4': integer(1), '1.3.4.4': integer(2), '1.3.2.4': octets('eth0') };
    const { lines, plan } = await scraped({ walk: ['1.3'], metrics }, mib);
    expect(lines).toEqual(['m0{l="4",name="eth0"} 1', 'm1{l="4",name="eth0"} 2']);
    expect(plan.labelPlans).toHaveLength(1);
  });
});
