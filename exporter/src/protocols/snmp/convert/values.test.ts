/** What becomes of a value, by the type of its metric and what the device sends. */
import { describe, expect, it } from 'vitest';
import {
  counter32,
  counter64,
  double,
  float,
  gauge32,
  integer,
  ipAddress,
  nothing,
  octets,
  oidValue,
  scraped,
  timeTicks,
  type Value,
} from '../../../../../test/support/snmp-memory.ts';

/** A metric `a` with one value. */
const of = (metric: object, value: Value, wrapLargeCounters = true) =>
  scraped(
    { walk: ['1.3.1'], metrics: [{ name: 'a', oid: '1.3.1', type: 'gauge', help: 'H.', ...metric }] },
    { '1.3.1.0': value },
    { wrapLargeCounters },
  );
const linesOf = async (metric: object, value: Value) => (await of(metric, value)).lines;
const MAX_64 = 2n ** 64n - 1n;

describe('numbers', () => {
  it.each<[type: string, what: string, value: Value, line: string]>([
    ['gauge', 'INTEGER', integer(-5), 'a -5'],
    ['gauge', 'INTEGER of 64 bits', integer(-(2n ** 40n)), 'a -1099511627776'],
    ['gauge', 'Gauge32', gauge32(4_294_967_295), 'a 4294967295'],
    ['gauge', 'TimeTicks', timeTicks(123_456_789), 'a 123456789'],
    ['gauge', 'Opaque Float', float(1.5), 'a 1.5'],
    ['gauge', 'Opaque Float that is no short decimal', float(0.1), 'a 0.10000000149011612'],
    ['gauge', 'Opaque Double', double(-0.1), 'a -0.1'],
    ['gauge', 'Opaque Double that is none', double(NaN), 'a NaN'],
    ['gauge', 'Opaque Double without end', double(-Infinity), 'a -Inf'],
    ['Float', 'Opaque Float', float(2.25), 'a 2.25'],
    ['Double', 'Opaque Double', double(2.25), 'a 2.25'],
    ['Double', 'INTEGER', integer(7), 'a 7'],
    ['counter', 'Counter32', counter32(4_294_967_295), 'a 4294967295'],
    ['counter', 'Counter64', counter64(2n ** 53n - 1n), 'a 9007199254740991'],
    ['counter', 'Counter64 at the end of doubles', counter64(2n ** 53n), 'a 0'],
    ['counter', 'Counter64 beyond', counter64(2n ** 53n + 7n), 'a 7'],
    [
      'counter',
      'Counter64 as in the words of the peer',
      counter64(19_007_199_254_740_992n),
      'a 992800745259008',
    ],
    ['counter', 'Counter64 full', counter64(MAX_64), 'a 9007199254740991'],
    ['gauge', 'Counter64 beyond', counter64(2n ** 53n + 7n), 'a 7'],
    // What is no number counts as 0.
    ['gauge', 'text', octets('42'), 'a 0'],
    ['gauge', 'OID', oidValue('1.3.6'), 'a 0'],
    ['gauge', 'IpAddress', ipAddress(10, 0, 0, 1), 'a 0'],
    ['gauge', 'NULL', nothing, 'a 0'],
  ])('%s of %s', async (type, _, value, line) => {
    const { families } = await of({ type }, value);
    expect(families).toMatchObject([
      { name: 'a', type: type === 'counter' ? 'counter' : 'gauge', help: 'H.', lines: `${line}\n` },
    ]);
  });

  it.each([
    [2n ** 53n + 8n, 'a 9007199254741000'],
    [MAX_64, 'a 18446744073709552000'],
  ])('%d is not wrapped where that is not wanted', async (value, line) =>
    expect((await of({ type: 'counter' }, counter64(value), false)).lines).toEqual([line]),
  );

  it.each<[object, Value, string]>([
    [{ scale: 0.1 }, integer(420), 'a 42'],
    [{ offset: -1 }, integer(70), 'a 69'],
    [{ scale: -1, offset: 2 }, integer(2), 'a 0'],
    [{ scale: 0, offset: 1 }, integer(2), 'a 3'],
    [{ scale: 1e-3, type: 'counter' }, counter64(2n ** 53n + 5000n), 'a 5'],
    [{ type: 'Float', scale: 2 }, float(1.25), 'a 2.5'],
    [{ type: 'DisplayString', scale: 3, offset: 1 }, octets('x'), 'a{a="x"} 4'],
    [{ type: 'NTPTimeStamp', offset: 10 }, octets([0x83, 0xaa, 0x7e, 0x80, 0, 0, 0, 0]), 'a 10'],
    [{ type: 'EnumAsInfo', scale: 3, offset: 1, enum_values: { 1: 'up' } }, integer(1), 'a_info{a="up"} 1'],
    [{ type: 'EnumAsStateSet', scale: 3, offset: 1, enum_values: { 1: 'up' } }, integer(1), 'a{a="up"} 1'],
    [{ type: 'Bits', offset: 1, enum_values: { 0: 'up' } }, octets([0x80]), 'a{a="up"} 1'],
  ])('scale and offset: %o of %o → %s', async (metric, value, line) =>
    expect(await linesOf(metric, value)).toEqual([line]),
  );
});

describe('texts', () => {
  const IPV6 = [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x0a];

  it.each<[type: string, value: Value, text: string]>([
    ['DisplayString', octets('sim-1'), 'sim-1'],
    ['DisplayString', octets(''), ''],
    ['DisplayString', octets('Zürich 世界'), 'Zürich 世界'],
    ['DisplayString', octets([0x41, 0xff, 0xfe, 0x80, 0x42]), 'A�B'],
    ['DisplayString', octets('a�b'), 'a�b'],
    ['DisplayString', octets('a "b" \\ c\nd'), 'a \\"b\\" \\\\ c\\nd'],
    ['DisplayString', octets('x'.repeat(5000)), 'x'.repeat(4096)],
    ['OctetString', octets([0x7f, 0x80, 0xff, 0]), '0x7F80FF00'],
    ['OctetString', octets(''), ''],
    ['PhysAddress48', octets([0, 0x1a, 0x2b, 0x3c, 0x4d, 0x5e]), '00:1A:2B:3C:4D:5E'],
    ['PhysAddress48', octets([0, 0x1a]), '00:1A:00:00:00:00'],
    ['PhysAddress48', octets([1, 2, 3, 4, 5, 6, 7, 8]), '01:02:03:04:05:06'],
    ['InetAddressIPv4', octets([192, 168, 1, 2]), '192.168.1.2'],
    ['InetAddressIPv4', octets([10]), '10.0.0.0'],
    ['InetAddressIPv6', octets(IPV6), '2001:0DB8:0000:0000:0000:0000:0000:000A'],
    ['InetAddressIPv6', octets([0xfe, 0x80]), 'FE80:0000:0000:0000:0000:0000:0000:0000'],
    // Whatever the type, these show themselves.
    ['DisplayString', integer(-2), '-2'],
    ['DisplayString', counter64(MAX_64), '18446744073709551615'],
    ['OctetString', timeTicks(4_294_967_295), '4294967295'],
    ['DisplayString', float(10.1), '10.1'],
    ['DisplayString', double(1e21), '1000000000000000000000'],
    ['DisplayString', double(-1.5e-7), '-0.00000015'],
    ['DisplayString', double(NaN), 'NaN'],
    ['DisplayString', double(Infinity), '+Inf'],
    ['OctetString', oidValue('1.3.6.1.4.1.8072'), '1.3.6.1.4.1.8072'],
    ['DisplayString', ipAddress(10, 0, 0, 1), '10.0.0.1'],
    ['DisplayString', ipAddress(...IPV6), '2001:db8::a'],
    ['DisplayString', ipAddress(), ''],
    ['DisplayString', nothing, ''],
    ['OctetString', { tag: 0x44, content: Buffer.from([1, 2]) }, '0x0102'],
  ])('%s of %o', async (type, value, text) =>
    expect(await linesOf({ type }, value)).toEqual([`a{a="${text}"} 1`]),
  );

  it('are shown once where a label has the name already', async () => {
    const lookups = [{ labels: ['i'], labelname: 'a', oid: '1.3.1', type: 'DisplayString' }];
    const indexes = [{ labelname: 'i', type: 'gauge' }];
    expect(await linesOf({ type: 'DisplayString', indexes, lookups }, octets('eth0'))).toEqual([
      'a{a="eth0",i="0"} 1',
    ]);
  });

  it.each([
    ['1d.1d.1d.1d', 'OctetString', '10.0.0.1'],
    ['1x:', 'OctetString', '0A:00:00:01'],
    ['z', 'OctetString', '0x0A000001'],
    ['1x:', 'InetAddressIPv4', '10.0.0.1'],
  ])('with the hint %s a %s is %s', async (display_hint, type, text) =>
    expect(await linesOf({ type, display_hint }, octets([10, 0, 0, 1]))).toEqual([`a{a="${text}"} 1`]),
  );
});

describe('enums', () => {
  const enum_values = { 0: 'foo', 1: 'bar', 2: 'baz' };

  it.each<[type: string, value: Value, lines: readonly string[]]>([
    ['EnumAsInfo', integer(2), ['a_info{a="baz"} 1']],
    ['EnumAsInfo', integer(3), ['a_info{a="3"} 1']],
    ['EnumAsInfo', integer(-1), ['a_info{a="-1"} 1']],
    ['EnumAsInfo', gauge32(1), ['a_info{a="bar"} 1']],
    ['EnumAsInfo', double(1.9), ['a_info{a="bar"} 1']],
    ['EnumAsInfo', octets('2'), ['a_info{a="foo"} 1']],
    ['EnumAsStateSet', integer(2), ['a{a="baz"} 1', 'a{a="foo"} 0', 'a{a="bar"} 0']],
    ['EnumAsStateSet', integer(0), ['a{a="foo"} 1', 'a{a="bar"} 0', 'a{a="baz"} 0']],
    ['EnumAsStateSet', integer(9), ['a{a="9"} 1', 'a{a="foo"} 0', 'a{a="bar"} 0', 'a{a="baz"} 0']],
    ['Bits', octets([0xc0]), ['a{a="foo"} 1', 'a{a="bar"} 1', 'a{a="baz"} 0']],
    ['Bits', octets([0x20]), ['a{a="foo"} 0', 'a{a="bar"} 0', 'a{a="baz"} 1']],
    ['Bits', octets(''), ['a{a="foo"} 0', 'a{a="bar"} 0', 'a{a="baz"} 0']],
  ])('%s of %o', async (type, value, lines) =>
    expect(await linesOf({ type, enum_values }, value)).toEqual(lines),
  );

  it('bits go on in the next octet', async () => {
    const names = { 7: 'last', 8: 'next', 15: 'end', 16: 'third', 24: 'missing' };
    expect(await linesOf({ type: 'Bits', enum_values: names }, octets([1, 0x81, 0]))).toEqual([
      'a{a="last"} 1',
      'a{a="next"} 1',
      'a{a="end"} 1',
      'a{a="third"} 0',
      'a{a="missing"} 0',
    ]);
  });

  it('bits that are no octets are left out and counted', async () => {
    const { lines, unexpected } = await of({ type: 'Bits', enum_values }, integer(1));
    expect([lines, unexpected]).toEqual([[], 1]);
  });

  it.each([
    ['EnumAsInfo', 'a_info', 'H. (EnumAsInfo)'],
    ['EnumAsStateSet', 'a', 'H. (EnumAsStateSet)'],
    ['Bits', 'a', 'H. (Bits)'],
  ])('%s is %s: %s', async (type, name, help) => {
    const { families } = await of({ type, enum_values }, type === 'Bits' ? octets([0]) : integer(1));
    expect(families).toMatchObject([{ name, help, type: 'gauge' }]);
  });

  it.each([
    ['EnumAsInfo', ['a_info{a="foo"} 1']],
    ['EnumAsStateSet', []],
    ['Bits', []],
  ])('%s does not repeat what a label of its name says', async (type, lines) => {
    const indexes = [{ labelname: 'a', type: 'EnumAsInfo', enum_values }];
    expect(await linesOf({ type, enum_values, indexes, scale: 3 }, integer(1))).toEqual(lines);
  });
});

describe('times', () => {
  const AUGUST = [7, 226, 8, 15, 8, 1, 15, 0];

  it.each<[type: string, value: Value, lines: readonly string[]]>([
    ['DateAndTime', octets(AUGUST), ['a 1534320075']],
    ['DateAndTime', octets([...AUGUST, 0x2b, 2, 0]), ['a 1534312875']],
    ['DateAndTime', octets([...AUGUST, 0x2d, 5, 30]), ['a 1534339875']],
    ['DateAndTime', octets([7, 226, 8, 15, 8, 1, 15, 9]), ['a 1534320075']],
    ['DateAndTime', octets([7, 178, 1, 1, 0, 0, 0, 0]), ['a 0']],
    // As Go carries what is too much, or nothing, into the next part.
    ['DateAndTime', octets([0, 0, 0, 0, 0, 0, 0, 0]), ['a -62169984000']],
    ['DateAndTime', octets([7, 226, 13, 1, 0, 0, 60, 0]), ['a 1546300860']],
    ['DateAndTime', octets([...AUGUST, 0x2b, 24, 60]), ['a 1534230075']],
    ['DateAndTime', octets([...AUGUST, 0x2b, 25, 0]), []],
    ['DateAndTime', octets([...AUGUST, 0x2b, 1, 61]), []],
    ['DateAndTime', octets([...AUGUST, 0x20, 1, 0]), []],
    ['DateAndTime', octets(AUGUST.slice(1)), []],
    ['DateAndTime', octets(''), []],
    ['DateAndTime', integer(5), []],
    ['NTPTimeStamp', octets([235, 6, 119, 246, 48, 209, 11, 59]), ['a 1734080886']],
    ['NTPTimeStamp', octets([0x83, 0xaa, 0x7e, 0x80, 0, 0, 0, 0, 9]), ['a 0']],
    ['NTPTimeStamp', octets([1, 2, 3]), []],
    ['NTPTimeStamp', integer(42), []],
  ])('%s of %o → %o', async (type, value, lines) => expect(await linesOf({ type }, value)).toEqual(lines));

  it.each<[Value, readonly string[]]>([
    [octets('Apr 01 2025'), ['a 1743465600']],
    [octets('ABC'), []],
    [nothing, []],
  ])('ParseDateAndTime of %o → %o', async (value, lines) =>
    expect(await linesOf({ type: 'ParseDateAndTime', datetime_pattern: '%b %d %Y' }, value)).toEqual(lines),
  );
});

describe('texts that the column before explains', () => {
  const typed = async (type: string, subtype: Value | null, value: Value) => {
    const indexes = [{ labelname: 'i', type: 'gauge' }];
    const metrics = [{ name: 'a', oid: '1.3.1.2', type, help: 'H.', indexes }];
    const mib = { '1.3.1.2.7': value, ...(subtype && { '1.3.1.1.7': subtype }) };
    return (await scraped({ walk: ['1.3.1'], metrics }, mib)).lines;
  };

  it.each<[type: string, subtype: Value | null, value: Value, text: string]>([
    ['InetAddress', integer(1), octets([4, 5, 6, 7]), '4.5.6.7'],
    ['InetAddressMissingSize', integer(1), octets([4, 5, 6, 7]), '4.5.6.7'],
    ['InetAddress', gauge32(2), octets([0x20]), '2000:0000:0000:0000:0000:0000:0000:0000'],
    ['InetAddress', double(1.5), octets([4, 5, 6, 7]), '4.5.6.7'],
    ['InetAddress', integer(3), octets([4, 5]), '0x0405'],
    ['InetAddress', null, octets([4, 5]), '0x0405'],
    ['LldpPortId', integer(3), octets([4, 5, 6, 7, 8, 9]), '04:05:06:07:08:09'],
    ['LldpPortId', integer(5), octets('Gi1'), 'Gi1'],
    ['LldpPortId', integer(7), octets('Gi1'), 'Gi1'],
    ['LldpPortId', integer(4), octets('Gi1'), '0x476931'],
    ['LldpPortId', octets('3'), octets('Gi1'), '0x476931'],
  ])('%s of %o: %o → %s', async (type, subtype, value, text) =>
    expect(await typed(type, subtype, value)).toEqual([`a{a="${text}",i="7"} 1`]),
  );
});

describe('regex extracts', () => {
  const extract = async (regex_extracts: object, value: Value, more: object = {}) =>
    (await of({ type: 'DisplayString', regex_extracts, ...more }, value)).families.map(
      ({ lines, help }) => `${lines.trimEnd()} ${help}`,
    );

  it.each<[what: string, extracts: object, value: Value, found: readonly string[]]>([
    ['all', { Ext: [{ regex: '.*', value: '5' }] }, octets('x'), ['aExt 5']],
    ['no suffix', { '': [{ regex: '(.*)', value: '$1' }] }, octets('70'), ['a 70']],
    ['a number is matched as text', { T: [{ regex: '(\\d)\\d', value: '$1' }] }, integer(42), ['aT 4']],
    ['anchored in front', { T: [{ regex: '\\d+', value: '5' }] }, octets('x42'), []],
    ['anchored behind', { T: [{ regex: '\\d+', value: '5' }] }, octets('42x'), []],
    ['anchored as a whole', { T: [{ regex: 'a|b', value: '5' }] }, octets('ab'), []],
    ['no number', { T: [{ regex: '(.*)', value: '$1' }] }, octets('n/a'), []],
    ['no value', { T: [{ regex: '.*', value: '' }] }, octets('n/a'), []],
    [
      'the first that matches and gives a number',
      {
        T: [
          { regex: 'XX', value: '1' },
          { regex: '(.*)', value: '$1' },
          { regex: '.*', value: '3' },
          { regex: '.*', value: '4' },
        ],
      },
      octets('x'),
      ['aT 3'],
    ],
    [
      'several suffixes',
      { B: [{ regex: '(\\d+).*', value: '$1' }], A: [{ regex: '.* (\\d+)', value: '$1' }] },
      octets('1 2'),
      ['aA 2', 'aB 1'],
    ],
    ['names', { T: [{ regex: '(?P<n>\\d+)C', value: '${n}.5' }] }, octets('21C'), ['aT 21.5']],
    ['a group and more digits', { T: [{ regex: '(\\d)(\\d)', value: '${1}0' }] }, octets('47'), ['aT 40']],
    ['no such group', { T: [{ regex: '(\\d)', value: '$10' }] }, octets('4'), []],
    ['a zero in front is no group', { T: [{ regex: '(\\d)', value: '$01' }] }, octets('4'), []],
    ['a dollar', { T: [{ regex: '.*', value: '$$1' }] }, octets('4'), []],
    ['numbers as Go reads them', { T: [{ regex: '(.*)', value: '$1' }] }, octets('+1.5e3'), ['aT 1500']],
    ['beyond doubles', { T: [{ regex: '(.*)', value: '$1' }] }, octets('1e999'), []],
  ])('%s', async (_, extracts, value, found) =>
    expect(await extract(extracts, value)).toEqual(found.map((each) => `${each} H. (regex extracted)`)),
  );

  it('are scaled and moved', async () =>
    expect(
      await extract({ '': [{ regex: '(.*)', value: '$1' }] }, octets('70'), { scale: 0.1, offset: 5 }),
    ).toEqual(['a 12 H. (regex extracted)']));
});
