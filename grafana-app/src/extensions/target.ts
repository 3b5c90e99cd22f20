/** What a place in Grafana says about the asset or alert that is looked at there. */

export interface Target {
  /** Names the asset may have, the surest first. */
  readonly names: readonly string[];
  readonly alert: string;
  /** As Grafana takes times: `now-1h`, or milliseconds since the epoch. */
  readonly from: string;
  readonly to: string;
}

export type Replace = (text: string) => string;

/** Labels that name an asset, the surest first. */
const NAMING = [
  'asset',
  'entity',
  'host',
  'hostname',
  'nodename',
  'node',
  'instance',
  'target',
  'device',
  'vm',
  'pod',
  'container',
];
const NAMING_SET: ReadonlySet<string> = new Set(NAMING);
/** More would be no hint any longer. */
const MAX_NAMES = 8;
const MAX_LENGTH = 256;
/** An expression longer than this is not looked through. */
const MAX_EXPRESSION = 20_000;

/** Of an alert or of its rule: Grafana hands over `instance.labels` for the one, `labels` for the other. */
export function alertTarget(context: unknown): Target {
  const given = record(context);
  const instance = record(given.instance);
  const rule = record(given.rule);
  const sources = [record(instance.labels), record(rule.labels), record(given.labels)];
  const alert = [...sources.map(({ alertname }) => alertname), rule.name, given.name].find(isText) ?? '';
  const expression = [rule.query, given.expression].find(isText) ?? '';
  const since = typeof instance.activeAt === 'string' ? Date.parse(instance.activeAt) : NaN;
  return {
    names: bounded([...sources.flatMap(namesOf), ...namesIn(expression)]),
    alert: alert.slice(0, MAX_LENGTH),
    from: Number.isFinite(since) && since > 0 ? String(since) : '',
    to: '',
  };
}

/** Of a panel: the names in its queries, with the values of the dashboard's variables, and its time range. */
export function panelTarget(context: unknown, replace: Replace): Target {
  const given = record(context);
  const targets: readonly unknown[] = Array.isArray(given.targets) ? given.targets : [];
  const range = record(given.timeRange);
  const fromQueries = targets.flatMap((target) => {
    const { expr, query, filters } = record(target);
    const texts = [expr, query].filter(isText).flatMap((text) => namesIn(replace(text.slice(0, MAX_EXPRESSION))));
    return [...texts, ...filterNames(record(filters), replace)];
  });
  return { names: bounded(fromQueries), alert: '', from: timeOf(range.from), to: timeOf(range.to) };
}

/** Filters of Fathom's own data source. */
function filterNames({ asset, entity, focus }: Readonly<Record<string, unknown>>, replace: Replace): string[] {
  return [asset, entity, focus]
    .flatMap((values): readonly unknown[] => (Array.isArray(values) ? values : []))
    .filter(isText)
    .flatMap((text) => replace(text).split(','));
}

function namesOf(labels: Readonly<Record<string, unknown>>): string[] {
  return NAMING.map((name) => labels[name]).filter(isText);
}

/** Values of `instance="…"` and the like, also of regular expressions that only list names. */
function namesIn(expression: string): string[] {
  const found = [...expression.slice(0, MAX_EXPRESSION).matchAll(/\b(\w+)\s*=~?\s*"((?:[^"\\]|\\.)*)"/g)];
  return found.filter(([, label = '']) => NAMING_SET.has(label)).flatMap(([, , value = '']) => plainNames(value));
}

/** `(a|b)` and `{a,b}` are several; what else is a pattern names nothing. */
function plainNames(value: string): string[] {
  const withoutPort = value.replace(/\(:(?:\[0-9\]\+|\\+d\+|\.[*+])\)\??$|:\.[*+]$/, '');
  const plain = withoutPort.replace(/^[({]|[)}]$/g, '').replace(/\\+([.\-:])/g, '$1');
  return plain.split(/[|,]/).filter((name) => /^[\w.:@%[\]-]+$/.test(name));
}

const bounded = (names: readonly string[]): readonly string[] =>
  [...new Set(names.map((name) => name.trim().slice(0, MAX_LENGTH)))].filter((name) => name !== '').slice(0, MAX_NAMES);

/** Raw times of a dashboard are text, or moments with milliseconds. */
function timeOf(time: unknown): string {
  if (typeof time === 'string') {
    return time.slice(0, MAX_LENGTH);
  }
  const millis = typeof time === 'number' || typeof time === 'object' ? Number(time) : NaN;
  return time !== null && Number.isFinite(millis) ? String(millis) : '';
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
