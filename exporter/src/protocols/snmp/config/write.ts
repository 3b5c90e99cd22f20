/** Definitions as the snmp.yml that they could have come from, without its secrets. */
import type { SnmpAuth } from '../../../model/snmp.ts';
import type {
  EnumValues,
  SnmpDefinitions,
  SnmpFilter,
  SnmpIndex,
  SnmpLookup,
  SnmpMetric,
  SnmpModule,
} from '../definition.ts';
import { formatOid } from '../oid.ts';
import { formatGoDuration } from './go-duration.ts';
import { type Tree, type TreeMap, yamlEntries } from './yaml-text.ts';

const SECRET = '<secret>';

/**
 * YAML in pieces of one module each, in the order and form in which snmp_exporter shows its configuration. Modules that
 * have an auth of their own are shown in the form that has it; where there are others too, in a second document.
 */
export function* definitionsYaml({ auths, modules }: SnmpDefinitions): Generator<string> {
  const all = sorted([...modules]);
  const current = all.filter(([, module]) => !module.auth);
  const old = all.filter(([, module]) => module.auth);
  if (auths.size > 0) yield 'auths:\n';
  for (const [name, auth] of sorted([...auths]))
    yield yamlEntries({ [name]: { ...authTree(auth), version: auth.version } }, '  ');
  if (current.length > 0) yield 'modules:\n';
  for (const [name, module] of current) yield yamlEntries({ [name]: moduleTree(module) }, '  ');
  if (old.length > 0 && (auths.size > 0 || current.length > 0)) yield '---\n';
  for (const [name, module] of old) yield yamlEntries({ [name]: moduleTree(module) });
  if (auths.size === 0 && all.length === 0) yield '{}\n';
}

function sorted<T>(entries: readonly (readonly [string, T])[]): (readonly [string, T])[] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
}

function authTree(auth: SnmpAuth): TreeMap {
  return {
    community: auth.community ? SECRET : undefined,
    security_level: auth.securityLevel,
    username: auth.username || undefined,
    password: auth.password ? SECRET : undefined,
    auth_protocol: auth.authProtocol,
    priv_protocol: auth.privProtocol,
    priv_password: auth.privPassword ? SECRET : undefined,
    context_name: auth.contextName || undefined,
  };
}

function moduleTree(module: SnmpModule): TreeMap {
  return {
    walk: some(module.walk.map(formatOid)),
    get: some(module.get.map(formatOid)),
    metrics: module.metrics.map(metricTree),
    version: module.auth?.version,
    max_repetitions: module.maxRepetitions,
    retries: module.retries,
    timeout: formatGoDuration(module.timeoutMs),
    auth: module.auth ? authTree(module.auth) : undefined,
    use_unconnected_udp_socket: module.useUnconnectedUdpSocket || undefined,
    allow_nonincreasing_oids: module.allowNonincreasingOids || undefined,
    filters: some(module.filters.map(filterTree)),
  };
}

function metricTree(metric: SnmpMetric): TreeMap {
  return {
    name: metric.name,
    oid: formatOid(metric.oid),
    type: metric.type,
    help: metric.help,
    indexes: some(metric.indexes.map(indexTree)),
    lookups: some(metric.lookups.map(lookupTree)),
    regex_extracts: some(extractsTree(metric.regexExtracts)),
    datetime_pattern: metric.datetimePattern || undefined,
    enum_values: enumTree(metric.enumValues),
    offset: metric.offset || undefined,
    scale: metric.scale || undefined,
    display_hint: metric.displayHint || undefined,
  };
}

function indexTree(index: SnmpIndex): TreeMap {
  return {
    labelname: index.labelname,
    type: index.type,
    fixed_size: index.fixedSize || undefined,
    implied: index.implied || undefined,
    enum_values: enumTree(index.enumValues),
  };
}

function lookupTree(lookup: SnmpLookup): TreeMap {
  const { labels, labelname, oid, type, displayHint, enumValues } = lookup;
  if (!oid) return { labels, labelname };
  return {
    labels,
    labelname,
    oid: formatOid(oid),
    type,
    display_hint: displayHint || undefined,
    enum_values: enumTree(enumValues),
  };
}

function extractsTree(extracts: SnmpMetric['regexExtracts']): TreeMap {
  return Object.fromEntries(
    [...extracts].map(([suffix, each]) => [suffix, each.map(({ value, text }) => ({ value, regex: text }))]),
  );
}

function enumTree(values: EnumValues): TreeMap | undefined {
  return some(Object.fromEntries(values));
}

function filterTree({ oid, targets, texts }: SnmpFilter): TreeMap {
  return { oid: formatOid(oid), targets: some(targets.map(formatOid)), values: some(texts) };
}

/** Undefined for what is empty. */
function some<T extends Tree>(tree: T): T | undefined {
  return Object.keys(tree).length > 0 ? tree : undefined;
}
