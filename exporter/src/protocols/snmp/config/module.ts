import type { SnmpAuth } from '../../../model/snmp.ts';
import type { SnmpFilter, SnmpModule } from '../definition.ts';
import { readModuleAuth } from './auth.ts';
import { duration, flag, integer, list, oid, oids, regex } from './fields.ts';
import type { Interner } from './interner.ts';
import { readMetric } from './metric.ts';
import type { Value } from './yaml-value.ts';

/** RFC 3416 section 3. */
const REPETITIONS = { min: 0, max: 2 ** 31 - 1 };
/** A scrape that takes hours is none. */
const RETRIES = { min: 0, max: 1000 };
const TIMEOUTS_MS = { min: 1, max: 3_600_000 };

/** Of snmp_exporter. */
export const MODULE_DEFAULTS = {
  maxRepetitions: 25,
  retries: 3,
  timeoutMs: 5000,
  useUnconnectedUdpSocket: false,
  allowNonincreasingOids: false,
} as const;

const KEYS = [
  'walk',
  'get',
  'metrics',
  'max_repetitions',
  'retries',
  'timeout',
  'use_unconnected_udp_socket',
  'allow_nonincreasing_oids',
  'filters',
] as const;
const KEYS_WITH_AUTH = [...KEYS, 'version', 'auth'] as const;
const FILTER_KEYS = ['oid', 'targets', 'values'] as const;

type Fields = Partial<Record<(typeof KEYS)[number], Value>>;

export function readModule(name: string, value: Value, interner: Interner): SnmpModule {
  return moduleOf(name, value.fields(KEYS), null, interner);
}

/** Of the old form. */
export function readModuleWithAuth(name: string, value: Value, interner: Interner): SnmpModule {
  const { version, auth, ...fields } = value.fields(KEYS_WITH_AUTH);
  return moduleOf(name, fields, readModuleAuth(value, auth, version), interner);
}

function moduleOf(name: string, fields: Fields, auth: SnmpAuth | null, interner: Interner): SnmpModule {
  const { maxRepetitions, retries, timeoutMs } = MODULE_DEFAULTS;
  return {
    name: interner.text(name),
    walk: oids(fields.walk),
    get: oids(fields.get),
    metrics: list(fields.metrics).map((each) => readMetric(each, interner)),
    filters: list(fields.filters).map(readFilter),
    maxRepetitions: integer(fields.max_repetitions, REPETITIONS, maxRepetitions),
    retries: integer(fields.retries, RETRIES, retries),
    timeoutMs: duration(fields.timeout, TIMEOUTS_MS, timeoutMs),
    useUnconnectedUdpSocket: flag(fields.use_unconnected_udp_socket),
    allowNonincreasingOids: flag(fields.allow_nonincreasing_oids),
    auth,
  };
}

function readFilter(value: Value): SnmpFilter {
  const fields = value.fields(FILTER_KEYS);
  const patterns = list(fields.values).map(regex);
  return {
    oid: oid(value, fields.oid, 'oid'),
    targets: oids(fields.targets),
    values: patterns.map((each) => each.regex),
    texts: patterns.map((each) => each.text),
  };
}
