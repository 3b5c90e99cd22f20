import { integerContent, oidContent } from './ber.ts';
import { type Row, Tag } from './table.ts';

const SYSTEM = [1, 3, 6, 1, 2, 1, 1];
const IF_NUMBER = [1, 3, 6, 1, 2, 1, 2, 1, 0];
const IF_ENTRY = [1, 3, 6, 1, 2, 1, 2, 2, 1];
const IF_X_ENTRY = [1, 3, 6, 1, 2, 1, 31, 1, 1, 1];
/** A locally administered address; the number of the interface is added. */
const FIRST_MAC = 0x020000000000;
const PORTS_PER_CARD = 48;

type Value = readonly [tag: number, value: number | bigint | string];

/** A switch that has `count` interfaces: the system group, ifTable (22 columns) and ifXTable (19). RFC 2863 */
export function interfacesDevice(count: number): Row[] {
  const rows = systemOf(count);
  for (let i = 1; i <= count; i += 1) {
    ifEntry(i).forEach((value, column) => rows.push(row([...IF_ENTRY, column + 1, i], value)));
    ifXEntry(i).forEach((value, column) => rows.push(row([...IF_X_ENTRY, column + 1, i], value)));
  }
  return rows;
}

function systemOf(count: number): Row[] {
  const values: Value[] = [
    [Tag.octets, `Simulated switch with ${count} interfaces`],
    [Tag.oid, '1.3.6.1.4.1.8072.3.2.10'],
    [Tag.timeTicks, 123_456_789],
    [Tag.octets, 'ops@example.com'],
    [Tag.octets, 'sim-switch-1'],
    [Tag.octets, 'lab'],
    [Tag.integer, 72],
  ];
  return [
    ...values.map((value, i) => row([...SYSTEM, i + 1, 0], value)),
    row(IF_NUMBER, [Tag.integer, count]),
  ];
}

const portOf = (i: number) => `${Math.floor(i / PORTS_PER_CARD) + 1}/0/${i % PORTS_PER_CARD}`;

/** Counters that look measured and are the same in each run. */
const spread = (i: number) => Number((BigInt(i) * 2_654_435_761n) & 0xffffffffn);
const wrapped = (value: number) => value % 2 ** 32;

function ifEntry(i: number): Value[] {
  const seed = spread(i);
  return [
    [Tag.integer, i],
    [Tag.octets, `GigabitEthernet${portOf(i)}`],
    [Tag.integer, 6],
    [Tag.integer, 1500],
    [Tag.gauge32, 1_000_000_000],
    [Tag.octets, macOf(i)],
    [Tag.integer, i % 10 === 0 ? 2 : 1],
    [Tag.integer, i % 7 === 0 ? 2 : 1],
    [Tag.timeTicks, i * 100],
    [Tag.counter32, seed],
    [Tag.counter32, wrapped(seed * 3)],
    [Tag.counter32, Math.floor(seed / 2 ** 8)],
    [Tag.counter32, seed % 97],
    [Tag.counter32, seed % 13],
    [Tag.counter32, 0],
    [Tag.counter32, wrapped(seed * 7)],
    [Tag.counter32, wrapped(seed * 5)],
    [Tag.counter32, Math.floor(seed / 2 ** 9)],
    [Tag.counter32, seed % 89],
    [Tag.counter32, seed % 11],
    [Tag.gauge32, 0],
    [Tag.oid, '0.0'],
  ];
}

function ifXEntry(i: number): Value[] {
  const seed = spread(i);
  const packets = [1000, 2000, 3000, 4000].map((most): Value => [Tag.counter32, seed % most]);
  const large = [1_000_003, 997, 31, 7, 1_000_033, 991, 29, 5].map((factor): Value => [
    Tag.counter64,
    BigInt(seed) * BigInt(factor),
  ]);
  return [
    [Tag.octets, `Gi${portOf(i)}`],
    ...packets,
    ...large,
    [Tag.integer, 1],
    [Tag.gauge32, 1000],
    [Tag.integer, 2],
    [Tag.integer, 1],
    [Tag.octets, i % 3 === 0 ? '' : `uplink to host-${i}`],
    [Tag.timeTicks, 0],
  ];
}

/** As latin1: the octets of a text that stands for bytes. */
function macOf(i: number): string {
  const octets = Buffer.alloc(6);
  octets.writeUIntBE(FIRST_MAC + i, 0, 6);
  return octets.toString('latin1');
}

function row(oid: readonly number[], [tag, value]: Value): Row {
  if (typeof value !== 'string') return { oid, tag, content: integerContent(value) };
  const content = tag === Tag.oid ? oidContent(value.split('.').map(Number)) : Buffer.from(value, 'latin1');
  return { oid, tag, content };
}
