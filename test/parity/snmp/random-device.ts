/** Metrics made up by chance, of devices whose rows and values fit them more or less. */
import fc from 'fast-check';
import type { OldMetric } from './old-form.ts';
import { ROOT, type Value } from './odd-case.ts';

export interface RandomDevice {
  readonly metric: OldMetric;
  /** Lines in snmpsim's format, in no order. */
  readonly recording: readonly string[];
}

const METRIC_TYPES = [
  'gauge',
  'counter',
  'Float',
  'Double',
  'DisplayString',
  'OctetString',
  'PhysAddress48',
  'InetAddressIPv4',
  'InetAddressIPv6',
  'InetAddress',
  'InetAddressMissingSize',
  'LldpPortId',
  'DateAndTime',
  'EnumAsInfo',
  'EnumAsStateSet',
  'Bits',
];
const INDEX_TYPES = [
  'Integer',
  'Integer32',
  'gauge',
  'counter',
  'PhysAddress48',
  'OctetString',
  'DisplayString',
  'InetAddressIPv4',
  'InetAddressIPv6',
  'InetAddress',
  'InetAddressMissingSize',
  'LldpPortId',
];
/** 0.21 does not know those in lookups that another column tells the type of. */
const LOOKUP_TYPES = [
  'gauge',
  'DisplayString',
  'OctetString',
  'PhysAddress48',
  'InetAddressIPv4',
  'InetAddressIPv6',
];
const LABELS = ['a', 'b', 'c'];
const METRIC = `${ROOT}.1.2`;
/** Tells the type of what comes behind it. */
const BEFORE = `${ROOT}.1.1`;
const LOOKED_UP = [`${ROOT}.1.3`, `${ROOT}.1.4`];

const octets = fc.uint8Array({ maxLength: 20 });
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }).map((text) => Buffer.from(text)),
  fc.string({ maxLength: 12 }).map((text) => Buffer.from(text)),
  fc.constantFrom('12', '-3.5', '1e3', '0x1p-2', '1_000', 'inf', '.5 C').map((text) => Buffer.from(text)),
  octets.map((bytes) => Buffer.from(bytes)),
);
const addresses = fc.oneof(
  ...[4, 6, 8, 11, 16].map((length) => fc.uint8Array({ minLength: length, maxLength: length })),
);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

const numbers = fc.oneof(fc.integer({ min: -2, max: 20 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }));
/** Longer rows than these, by what they say of themselves, end the peer. */
const subIds = fc.nat(300);
const unsigned = fc.oneof(fc.nat(20), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
const value: fc.Arbitrary<Value> = fc.oneof(
  numbers.map((number): Value => ['2', number]),
  texts.map((bytes): Value => ['4x', hex(bytes)]),
  addresses.map((bytes): Value => ['4x', hex(bytes)]),
  unsigned.map((number): Value => ['66', number]),
  unsigned.map((number): Value => ['65', number]),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((number): Value => ['70', number]),
  fc.ipV4().map((address): Value => ['64', address]),
  fc.array(unsigned, { maxLength: 6 }).map((rest): Value => ['6', ['1.3.6.1', ...rest].join('.')]),
  fc.float({ noNaN: true }).map((number): Value => ['68x', `9f7804${float(number)}`]),
  fc.double({ noNaN: true }).map((number): Value => ['68x', `9f7908${double(number)}`]),
);

function float(number: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatBE(number);
  return bytes.toString('hex');
}
function double(number: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(number);
  return bytes.toString('hex');
}

/** The last of them only may be implied. */
const index = (labelname: string, isLast: boolean) =>
  fc.record({
    labelname: fc.constant(labelname),
    type: fc.constantFrom(...INDEX_TYPES),
    fixed_size: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 6 })),
    implied: isLast ? fc.boolean() : fc.constant(false),
  });
const indexes = fc
  .integer({ min: 1, max: 3 })
  .chain((count) => fc.tuple(...LABELS.slice(0, count).map((name, i) => index(name, i === count - 1))));

/** Whatever the indexes say, rows are often like this. */
const partOfRow = fc.oneof(
  { weight: 3, arbitrary: fc.nat(9).map((row) => [row]) },
  { weight: 2, arbitrary: octets.map((bytes) => [bytes.length, ...bytes]) },
  { weight: 2, arbitrary: addresses.map((bytes) => [...bytes]) },
  fc.constantFrom([1, 4], [2, 16], [3, 6], [5, 2], [0]),
  subIds.map((number) => [number]),
);
const row = fc.array(partOfRow, { minLength: 1, maxLength: 3 }).map((parts) => parts.flat());

const lookup = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      labels: fc.uniqueArray(fc.constantFrom(...LABELS, 'x'), { minLength: 1, maxLength: 2 }),
      labelname: fc.constantFrom('x', 'y', 'a'),
      oid: fc.constantFrom(...LOOKED_UP),
      type: fc.constantFrom(...LOOKUP_TYPES),
    }),
  },
  fc.constantFrom(...LABELS).map((labelname) => ({ labels: [], labelname })),
);

/** A negative number ends the peer where it is that of a bit. */
const enumValues = fc.constantFrom(
  new Map<number, string>(),
  new Map([
    [1, 'on'],
    [2, 'off'],
    [9, 'gone'],
  ]),
  new Map([
    [0, 'first'],
    [7, 'eighth'],
    [12, 'late'],
  ]),
);
const extract = fc.record({
  regex: fc.constantFrom('.*', '(.*)', '(?s)(.*)', '([0-9.]+)(.*)', '(-?\\d+)\\D*', '(?i)inf', '(.)(.*)'),
  value: fc.constantFrom('$1', '1', '$2', '${1}0', '$1$2', '-$1'),
});
const extracts = fc.option(
  fc.dictionary(fc.constantFrom('', 'Some', 'Other'), fc.array(extract, { minLength: 1, maxLength: 3 })),
  { freq: 5, nil: undefined },
);

const device: fc.Arbitrary<RandomDevice> = fc
  .record({
    type: fc.constantFrom(...METRIC_TYPES),
    name: fc.oneof({ weight: 5, arbitrary: fc.constant('metric') }, fc.constantFrom('a', 'x')),
    indexes,
    lookups: fc.array(lookup, { maxLength: 3 }),
    enum_values: enumValues,
    regex_extracts: extracts,
    rows: fc.array(fc.tuple(row, value, value, value, value), { minLength: 1, maxLength: 6 }),
  })
  .map(({ rows, regex_extracts, ...metric }) => ({
    metric: { ...metric, oid: METRIC, help: 'By chance.', ...(regex_extracts && { regex_extracts }) },
    recording: [...new Map(rows.flatMap(cellsOf))].map(([oid, value]) => {
      const [type, text] = oid.startsWith(`${METRIC}.`) ? fitting(metric.type, value) : value;
      return `${oid}|${type}|${text}`;
    }),
  }));

/** What is no number of 32 bits stands for no state, and by which number it is shown nobody cares. */
function fitting(metricType: string, value: Value): Value {
  return metricType.startsWith('Enum') && ['70', '68x'].includes(value[0]) ? ['2', 7] : value;
}

type Row = readonly [row: readonly number[], ...values: Value[]];

/** Of the lookups' columns often a part of the row only. */
function cellsOf([row, ...values]: Row, i: number): [string, Value][] {
  const looked = i % 2 === 0 ? row : row.slice(0, 1);
  const columns = [METRIC, BEFORE, ...LOOKED_UP];
  return columns.map((column, k) => [
    `${column}.${(k < 2 ? row : looked).join('.')}`,
    // Often a number that is one of few: of a kind, or of a row.
    column === BEFORE || k === 2 + (i % 2) ? ['2', i] : (values[k] as Value),
  ]);
}

/** The same ones for the same seed. */
export function randomDevices(count: number, seed: number): RandomDevice[] {
  return fc.sample(device, { numRuns: count, seed });
}
