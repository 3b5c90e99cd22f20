/** Objects of MIBs as metrics, said briefly. */
import type { Oid } from '../../../model/snmp.ts';
import { MODULE_DEFAULTS } from '../config/module.ts';
import type {
  EnumValues,
  SnmpIndex,
  SnmpIndexType,
  SnmpLookup,
  SnmpMetric,
  SnmpMetricType,
  SnmpModule,
} from '../definition.ts';
import { formatOid, parseOid } from '../oid.ts';

/** Last number of the OID, type, help, and what its numbers mean. */
export type ObjectSpec = readonly [
  id: number,
  type: SnmpMetricType,
  help: string,
  enumValues?: Readonly<Record<number, string>> | EnumValues,
];

/** What tells the rows of a table apart. */
export interface Rows {
  readonly indexes: readonly SnmpIndex[];
  readonly lookups?: readonly SnmpLookup[];
}

const NO_VALUES: EnumValues = new Map();

/** Objects below an OID by name; of a table when there are `rows`. */
export function objects(
  base: string,
  specs: Readonly<Record<string, ObjectSpec>>,
  rows: Rows = { indexes: [] },
): SnmpMetric[] {
  const parent = oidOf(base);
  return Object.entries(specs).map(([name, [id, type, help, enumValues]]) => {
    const oid = [...parent, id];
    return {
      name,
      oid,
      type,
      help: `${help} - ${formatOid(oid)}`,
      indexes: rows.indexes,
      lookups: rows.lookups ?? [],
      regexExtracts: new Map(),
      datetimePattern: '',
      enumValues: enumValues ? enumOf(enumValues) : NO_VALUES,
      offset: 0,
      scale: 0,
      displayHint: '',
    };
  });
}

export function index(labelname: string, type: SnmpIndexType = 'gauge'): SnmpIndex {
  return { labelname, type, fixedSize: 0, implied: false, enumValues: NO_VALUES };
}

export function lookup(
  labels: readonly string[],
  labelname: string,
  oid: string,
  type: SnmpMetricType = 'DisplayString',
): SnmpLookup {
  return { labels, labelname, oid: oidOf(oid), type, displayHint: '', enumValues: NO_VALUES };
}

export function deletedLabel(labelname: string): SnmpLookup {
  return { labels: [], labelname, oid: null, type: 'OctetString', displayHint: '', enumValues: NO_VALUES };
}

export function moduleOf(
  name: string,
  walk: readonly string[],
  metrics: readonly SnmpMetric[],
  get: readonly string[] = [],
): SnmpModule {
  return {
    ...MODULE_DEFAULTS,
    name,
    walk: walk.map(oidOf),
    get: get.map(oidOf),
    metrics,
    filters: [],
    auth: null,
  };
}

export function oidOf(text: string): Oid {
  const oid = parseOid(text);
  if (!oid) throw new TypeError(`not an OID: ${text}`);
  return oid;
}

function enumOf(values: Readonly<Record<number, string>> | EnumValues): EnumValues {
  if (values instanceof Map) return values as EnumValues;
  return new Map(Object.entries(values).map(([number, text]) => [Number(number), text]));
}
