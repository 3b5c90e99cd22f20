/**
 * What to ask a device and how to show it: the content of a snmp.yml, read, checked and in one form whichever it was
 * written in. Semantics are those of snmp_exporter.
 */
import type { Oid, SnmpAuth } from '../../model/snmp.ts';

export const METRIC_TYPES = [
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
  'ParseDateAndTime',
  'NTPTimeStamp',
  'EnumAsInfo',
  'EnumAsStateSet',
  'Bits',
] as const;
export type SnmpMetricType = (typeof METRIC_TYPES)[number];

export const INDEX_TYPES = [
  'Integer32',
  'Integer',
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
  'EnumAsInfo',
] as const;
export type SnmpIndexType = (typeof INDEX_TYPES)[number];

export type EnumValues = ReadonlyMap<number, string>;

export interface SnmpIndex {
  readonly labelname: string;
  readonly type: SnmpIndexType;
  /** Sub-identifiers it takes; 0 where the length comes with the index. */
  readonly fixedSize: number;
  /** The last one, without its length in front. */
  readonly implied: boolean;
  readonly enumValues: EnumValues;
}

/** A label from another column; without `labels` the label is deleted. */
export interface SnmpLookup {
  readonly labels: readonly string[];
  readonly labelname: string;
  /** Null where a label is deleted. */
  readonly oid: Oid | null;
  readonly type: SnmpMetricType;
  readonly displayHint: string;
  readonly enumValues: EnumValues;
}

export interface RegexExtract {
  /** Anchored at both ends. */
  readonly regex: RegExp;
  /** The expression as it was written, in Go's syntax and not anchored. */
  readonly text: string;
  /** A template with `$1`, as Go expands it. */
  readonly value: string;
}

export interface SnmpMetric {
  readonly name: string;
  readonly oid: Oid;
  readonly type: SnmpMetricType;
  readonly help: string;
  readonly indexes: readonly SnmpIndex[];
  readonly lookups: readonly SnmpLookup[];
  /** By the suffix of the metric's name, in the order of the file. */
  readonly regexExtracts: ReadonlyMap<string, readonly RegexExtract[]>;
  /** As strptime has it; empty for none. */
  readonly datetimePattern: string;
  readonly enumValues: EnumValues;
  readonly offset: number;
  /** 0 for none. */
  readonly scale: number;
  readonly displayHint: string;
}

export interface SnmpFilter {
  readonly oid: Oid;
  readonly targets: readonly Oid[];
  /** Not anchored. */
  readonly values: readonly RegExp[];
  /** The same as they were written, in Go's syntax. */
  readonly texts: readonly string[];
}

export interface SnmpModule {
  readonly name: string;
  readonly walk: readonly Oid[];
  readonly get: readonly Oid[];
  readonly metrics: readonly SnmpMetric[];
  readonly filters: readonly SnmpFilter[];
  readonly maxRepetitions: number;
  readonly retries: number;
  readonly timeoutMs: number;
  readonly useUnconnectedUdpSocket: boolean;
  readonly allowNonincreasingOids: boolean;
  /** Of a file in the old form, where each module has its own; null in the new form. */
  readonly auth: SnmpAuth | null;
}

export interface SnmpDefinitions {
  readonly auths: ReadonlyMap<string, SnmpAuth>;
  readonly modules: ReadonlyMap<string, SnmpModule>;
}
