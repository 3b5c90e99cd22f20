/** A module of today as snmp_exporter 0.21 could have read it: what came later is left out. */
import { formatOid } from '../../../exporter/src/protocols/snmp/oid.ts';
import type {
  SnmpIndex,
  SnmpLookup,
  SnmpMetric,
  SnmpModule,
} from '../../../exporter/src/protocols/snmp/definition.ts';
import type { OldMetric, OldModule } from './old-form.ts';

const LATER_TYPES = new Set(['ParseDateAndTime', 'NTPTimeStamp']);

export function toOldForm(
  { walk, get, maxRepetitions }: SnmpModule,
  metrics: readonly SnmpMetric[],
  community: string,
): OldModule {
  return {
    walk: walk.map(formatOid),
    get: get.map(formatOid),
    max_repetitions: maxRepetitions,
    auth: { community },
    metrics: metrics.filter(({ type }) => !LATER_TYPES.has(type)).map(oldMetric),
  };
}

function oldMetric({
  name,
  oid,
  type,
  help,
  indexes,
  lookups,
  enumValues,
  regexExtracts,
}: SnmpMetric): OldMetric {
  return {
    name,
    oid: formatOid(oid),
    type,
    help,
    indexes: indexes.map(oldIndex),
    lookups: lookups.map(oldLookup),
    ...(enumValues.size > 0 && { enum_values: enumValues }),
    ...(regexExtracts.size > 0 && {
      regex_extracts: Object.fromEntries(
        [...regexExtracts].map(([suffix, extracts]) => [
          suffix,
          extracts.map(({ text, value }) => ({ regex: text, value })),
        ]),
      ),
    }),
  };
}

/** Numbers of enums were shown as such. */
const oldType = (type: string) => (type === 'EnumAsInfo' ? 'gauge' : type);

function oldIndex({ labelname, type, fixedSize, implied }: SnmpIndex): object {
  return {
    labelname,
    type: oldType(type),
    ...(fixedSize > 0 && { fixed_size: fixedSize }),
    ...(implied && { implied }),
  };
}

function oldLookup({ labels, labelname, oid, type }: SnmpLookup): object {
  return oid === null
    ? { labels, labelname }
    : { labels, labelname, oid: formatOid(oid), type: oldType(type) };
}
