/** What a place in Grafana says about the asset or alert that is looked at there. */
import type { Hints } from './goPath';
import { NAMING } from './naming';

export type Replace = (text: string) => string;

/** Addresses longer than this are cut by proxies. */
const MAX_LENGTH = 1500;

/** Of an alert, or of its rule: Grafana hands over `instance` and `rule` for the one, the rule itself for the other. */
export function alertHints(context: unknown): Hints {
  const given = record(context);
  const instance = record(given.instance);
  const rule = given.rule === undefined ? given : record(given.rule);
  const labels = record(Object.assign({}, rule.labels, instance.labels));
  const since = Date.parse(text(instance.activeAt));
  return {
    name: listed(NAMING.map((name) => text(labels[name]))),
    alert: (text(labels.alertname) || text(rule.name)).slice(0, MAX_LENGTH),
    query: (text(rule.query) || text(rule.expression)).slice(0, MAX_LENGTH),
    from: since > 0 ? String(since) : '',
  };
}

/** Of a panel: what its queries name, with the values of the dashboard's variables. Null when they name nothing. */
export function panelHints(context: unknown, replace: Replace): Hints | null {
  const { targets, timeRange } = record(context);
  const queries = Array.isArray(targets) ? targets.map(record) : [];
  const filters = queries.map(({ filters: ofFathom }) => record(ofFathom));
  const name = listed(
    filters.flatMap(({ asset, entity, focus }) => [asset, entity, focus].flat().map(text)).map(replace)
  );
  const query = replace(
    listed(
      queries.map(({ expr }) => text(expr)),
      '\n'
    )
  ).slice(0, MAX_LENGTH);
  if (name === '' && !new RegExp(`\\b(${NAMING.join('|')})\\s*=~?\\s*"`).test(query)) {
    return null;
  }
  const { from, to } = record(timeRange);
  return { name, query, from: timeOf(from), to: timeOf(to) };
}

const listed = (texts: readonly string[], separator = ',') =>
  texts
    .filter((each) => each !== '')
    .join(separator)
    .slice(0, MAX_LENGTH);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Raw times of a dashboard are text, or moments. */
const timeOf = (time: unknown): string => text(time) || (Number(time) > 0 ? String(Number(time)) : '');

const record = (value: unknown): Readonly<Record<string, unknown>> => Object.assign({}, value);
