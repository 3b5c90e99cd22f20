/** A device that has something for every metric and label of a module: as a recording for snmpsim. */
import type { Oid } from '../../../exporter/src/model/snmp.ts';
import type {
  SnmpIndex,
  SnmpLookup,
  SnmpMetric,
  SnmpModule,
} from '../../../exporter/src/protocols/snmp/definition.ts';
import { formatOid } from '../../../exporter/src/protocols/snmp/oid.ts';
import { OidMap } from '../../../exporter/src/protocols/snmp/plan/oid-map.ts';
import { type Told, valueFor } from './made-up-values.ts';

const ROWS = [1, 2, 3];

export interface MadeUpDevice {
  /** Lines in snmpsim's format, in no order. */
  readonly recording: readonly string[];
  /** By family: how many series are to come out. */
  readonly series: ReadonlyMap<string, number>;
}

export function madeUpDevice(module: SnmpModule, metrics: readonly SnmpMetric[]): MadeUpDevice {
  const columns = new OidMap<SnmpMetric>();
  const cells = new Map<string, Told>();
  for (const metric of metrics) {
    columns.set(metric.oid, metric);
    for (const row of rowsOf(metric, module))
      cells.set(formatOid([...metric.oid, ...row]), valueFor(metric, row));
  }
  for (const metric of metrics) for (const row of rowsOf(metric, module)) addLookups(metric, row, cells);
  const series = new Map<string, number>();
  for (const [oid, told] of cells) {
    // What labels need may be rows of a metric, too.
    const [metric] = columns.along(oid.split('.').map(Number));
    for (const [family, count] of metric ? familiesOf(metric, told) : [])
      series.set(family, (series.get(family) ?? 0) + count);
  }
  const recording = [...cells].map(([oid, { type, text }]) => `${oid}|${type}|${text}`);
  return { recording, series };
}

/** Metrics of a module of which no two have the same name: a device has one of them. */
export function variantsOf({ metrics }: SnmpModule): SnmpMetric[][] {
  const variants: SnmpMetric[][] = [];
  const seen = new Map<string, number>();
  for (const metric of metrics) {
    const before = seen.get(metric.name) ?? 0;
    seen.set(metric.name, before + 1);
    (variants[before] ??= []).push(metric);
  }
  return variants;
}

function familiesOf(metric: SnmpMetric, { matched }: Told): [string, number][] {
  const { name, type, enumValues, regexExtracts } = metric;
  if (type === 'EnumAsInfo') return [[`${name}_info`, 1]];
  if (type === 'EnumAsStateSet' || type === 'Bits') return [[name, enumValues.size]];
  if (regexExtracts.size > 0) return matched.map((suffix) => [name + suffix, 1]);
  return [[name, 1]];
}

/** What their OIDs have behind the metric's: made up, and those that the module names. */
function rowsOf({ oid, indexes }: SnmpMetric, { get }: SnmpModule): Oid[] {
  const got = get.filter((each) => each.length > oid.length && oid.every((subId, i) => subId === each[i]));
  if (got.length > 0) return got.map((each) => each.slice(oid.length));
  if (indexes.length === 0) return [[0]];
  return ROWS.map((row) => indexes.flatMap((index) => indexPart(index, row)));
}

const NUMBERED: Readonly<Record<string, readonly number[]>> = {
  PhysAddress48: [2, 0, 0, 0, 0],
  InetAddressIPv4: [192, 0, 2],
  InetAddressIPv6: [32, 1, 13, 184, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  InetAddress: [1, 4, 192, 0, 2],
  InetAddressMissingSize: [1, 192, 0, 2],
  LldpPortId: [3, 6, 2, 0, 0, 0, 0],
};

function indexPart({ type, fixedSize, implied, enumValues }: SnmpIndex, row: number): number[] {
  if (type === 'OctetString' || type === 'DisplayString') {
    const octets = [...Buffer.from(`row-${row}`.padEnd(fixedSize, '.')).subarray(-fixedSize)];
    return fixedSize > 0 || implied ? octets : [octets.length, ...octets];
  }
  const numbers = [...enumValues.keys()];
  return [...(NUMBERED[type] ?? []), numbers[row % numbers.length] ?? row];
}

function addLookups({ indexes, lookups }: SnmpMetric, row: Oid, cells: Map<string, Told>): void {
  const subIds = new Map<string, Oid>();
  let at = 0;
  for (const index of indexes) {
    const { length } = indexPart(index, 1);
    subIds.set(index.labelname, row.slice(at, at + length));
    at += length;
  }
  for (const lookup of lookups) {
    if (lookup.oid === null) continue;
    const key = lookup.labels.flatMap((label) => subIds.get(label) ?? []);
    const name = formatOid([...lookup.oid, ...key]);
    const told = cells.get(name) ?? valueFor(metricOf(lookup), key);
    cells.set(name, told);
    subIds.set(lookup.labelname, [told.number]);
  }
}

function metricOf({ labelname, oid, type, enumValues }: SnmpLookup): Parameters<typeof valueFor>[0] {
  return { name: labelname, oid: oid ?? [], type, enumValues, regexExtracts: new Map(), datetimePattern: '' };
}
