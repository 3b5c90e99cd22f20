/** Asks the API what a query asks for. */
import { get } from '../api/client';
import type { Asset, FathomEvent, Incident, InventoryChange, Recommendation } from '../api/types';
import { choiceOf, combinations, labelSelectors, numberIn, single, type Values } from './interpolate';
import { collect, collectAll, type Collected } from './paging';
import type { FathomQuery } from './query';
import type { Table } from './table';
import { assetTable, countsIn, countTable } from './tables/assets';
import {
  causeTable,
  incidentAnnotations,
  incidentTable,
  recommendationTable,
  scoreLineTable,
  scoreTable,
} from './tables/findings';
import { changeTable, eventAnnotations, eventTable } from './tables/history';
import { topologyTables } from './tables/topology';

export interface Range {
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
}

interface Run {
  readonly query: FathomQuery;
  readonly values: Values;
  readonly range: Range;
  readonly signal: AbortSignal;
}

const SEVERITIES = ['debug', 'info', 'warning', 'error', 'critical'] as const;
/** The API takes so many lines at once. */
const LINES = 20;
const MAX_LINES = 100;
/** Names are a courtesy: more of them would be more requests than the list itself is worth. */
const MAX_NAMES = 50;
const MAX_DEPTH = 4;

/** @throws ApiError, QueryError */
export async function runQuery(run: Run): Promise<readonly Table[]> {
  const { query } = run;
  switch (query.queryType) {
    case 'assets':
      return tableOf(await assets(run), (items) => assetTable(items, query.columns));
    case 'asset-counts':
      return [await assetCounts(run)];
    case 'events':
      return tableOf(await events(run), query.annotation === true ? eventAnnotations : eventTable);
    case 'scores':
      return tableOf(await scores(run, query.limit), scoreTable);
    case 'score-history':
      return scoreHistory(run);
    case 'recommendations':
      return recommendations(run);
    case 'incidents':
      return tableOf(
        await incidents(run),
        query.annotation === true ? (items) => incidentAnnotations(items, run.range.to) : incidentTable
      );
    case 'root-cause':
      return tableOf(await incidents(run), causeTable);
    case 'topology':
      return topology(run);
    case 'changes':
      return tableOf(await changes(run), changeTable);
  }
}

function tableOf<T>({ items, isCut }: Collected<T>, make: (items: readonly T[]) => Table): readonly Table[] {
  return [{ ...make(items), isCut }];
}

const assetFilters = ({ lists: { kind, status, tenant, source }, search }: Values) => ({
  kind,
  status,
  tenant,
  source,
  search,
});

function assets({ query, values, signal }: Run): Promise<Collected<Asset>> {
  const filters = assetFilters(values);
  const requests = labelSelectors(values.labels).map(
    (labels) => (page: object) => get('/assets', { query: { ...filters, labels, ...page }, signal })
  );
  return collectAll(requests, query.limit, signal, { idOf: ({ id }) => id, compare: (a, b) => (a.id < b.id ? -1 : 1) });
}

async function assetCounts({ query, values, signal }: Run): Promise<Table> {
  const filters = assetFilters(values);
  const { by, label, limit } = query;
  const answers = await Promise.all(
    labelSelectors(values.labels).map((labels) => get('/assets/facets', { query: { ...filters, labels }, signal }))
  );
  // A facet ignores its own selection, so that others can be chosen beside it: here it counts what is selected.
  const chosen = by === 'label' ? values.labels.get(label) : values.lists[by];
  const counts = answers.flatMap((facets) => countsIn(facets, by, label));
  return countTable(
    counts.filter(({ value }) => chosen === undefined || chosen.includes(value)),
    by,
    label,
    limit
  );
}

const isoRange = ({ from, to }: Range) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });

const newestFirst = <T>(timeOf: (item: T) => string) => ({
  compare: (a: T, b: T) => Date.parse(timeOf(b)) - Date.parse(timeOf(a)),
});

function events({ query, values: { lists, search }, range, signal }: Run): Promise<Collected<FathomEvent>> {
  const { asset, kind, severity, source, tenant } = lists;
  const sets = combinations([
    ['asset', asset],
    ['kind', kind],
    ['severity', severity],
    ['source', source],
    ['tenant', tenant],
  ]);
  const requests = sets.map((set) => {
    const filter = {
      asset: set.get('asset'),
      kind: set.get('kind'),
      severity: choiceOf('severity', set.get('severity'), SEVERITIES),
      source: set.get('source'),
      tenant: set.get('tenant'),
      search,
      ...isoRange(range),
    };
    return (page: object) => get('/events', { query: { ...filter, ...page }, signal });
  });
  return collectAll(requests, query.limit, signal, { idOf: ({ id }) => id, ...newestFirst(({ time }) => time) });
}

function scores({ values: { lists, search }, signal }: Run, limit: number) {
  const filter = { level: lists.level, search, minScore: numberIn('minScore', lists.minScore, 0, 100) };
  const fetchPage = async (page: object) => {
    const { items, nextCursor } = await get('/scores', { query: { ...filter, ...page }, signal });
    return { items: items.filter((score) => score !== null), nextCursor };
  };
  return collect(fetchPage, limit, signal);
}

/** Of the assets that are named, or of those with the highest scores now. */
async function scoreHistory(run: Run): Promise<readonly Table[]> {
  const { query, values, range, signal } = run;
  const limit = Math.min(query.limit, MAX_LINES);
  const named = values.lists.entity ?? (await scores(run, limit)).items.map(({ entity }) => entity);
  const entities = named.slice(0, limit);
  const tables: Table[] = [];
  for (let at = 0; at < entities.length; at += LINES) {
    const some = entities.slice(at, at + LINES).join(',');
    const { items } = await get('/scores/history', { query: { entities: some, ...isoRange(range) }, signal });
    tables.push(...items.map(scoreLineTable));
  }
  return tables.map((table, i) => (i === 0 && named.length > limit ? { ...table, isCut: true } : table));
}

async function recommendations({ query, values: { lists, search }, signal }: Run): Promise<readonly Table[]> {
  const { state, severity, advisor, asset } = lists;
  const requests = combinations([['asset', asset]]).map(
    (set) => (page: object) =>
      get('/recommendations', { query: { state, severity, advisor, asset: set.get('asset'), search, ...page }, signal })
  );
  const found = await collectAll<Recommendation>(requests, query.limit, signal, {
    idOf: ({ id }) => id,
    ...newestFirst(({ lastSeen }) => lastSeen),
  });
  const names = await assetNames([...new Set(found.items.map((each) => each.asset))], signal);
  return tableOf(found, (items) => recommendationTable(items, names));
}

/** Those that are still in the inventory. */
async function assetNames(ids: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const known = await Promise.allSettled(
    ids.slice(0, MAX_NAMES).map((id) => get('/assets/{id}', { path: { id }, signal }))
  );
  signal.throwIfAborted();
  return new Map(
    known.flatMap((each) => (each.status === 'fulfilled' ? [[each.value.id, each.value.name] as const] : []))
  );
}

async function incidents({ query, values: { lists, search }, range, signal }: Run): Promise<Collected<Incident>> {
  const { incident, status, severity, asset } = lists;
  if (incident !== undefined) {
    const ids = incident.slice(0, query.limit);
    const items = await Promise.all(ids.map((id) => get('/incidents/{id}', { path: { id }, signal })));
    return { items, isCut: incident.length > ids.length };
  }
  const filter = { status, severity, search, ...isoRange(range) };
  const requests = combinations([['asset', asset]]).map(
    (set) => (page: object) => get('/incidents', { query: { ...filter, asset: set.get('asset'), ...page }, signal })
  );
  return collectAll<Incident>(requests, query.limit, signal, {
    idOf: ({ id }) => id,
    ...newestFirst(({ startedAt }) => startedAt),
  });
}

async function topology({ query, values, signal }: Run): Promise<readonly Table[]> {
  const { focus, depth } = values.lists;
  const labels = [...values.labels].map(([name, given]) => `${name}=${single(`labels.${name}`, given) ?? ''}`);
  const graph = await get('/topology', {
    query: {
      ...assetFilters(values),
      labels: labels.length === 0 ? undefined : labels.join(','),
      focus: single('focus', focus),
      depth: numberIn('depth', depth, 1, MAX_DEPTH),
      limit: query.limit,
    },
    signal,
  });
  return topologyTables(graph);
}

function changes({ query, values: { lists }, range, signal }: Run): Promise<Collected<InventoryChange>> {
  const { asset, source, field } = lists;
  const sets = combinations([
    ['asset', asset],
    ['source', source],
    ['field', field],
  ]);
  const requests = sets.map((set) => {
    const filter = { asset: set.get('asset'), source: set.get('source'), field: set.get('field'), ...isoRange(range) };
    return (page: object) => get('/changes', { query: { ...filter, ...page }, signal });
  });
  return collectAll(requests, query.limit, signal, {
    idOf: ({ asset: id, time, field: what }) => `${id} ${time} ${what}`,
    ...newestFirst(({ time }) => time),
  });
}
