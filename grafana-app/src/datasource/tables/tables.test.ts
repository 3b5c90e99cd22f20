/** What the data source hands over is what the panels read. */
import { describe, expect, it } from 'vitest';
import type { Asset, AssetFacets, Cause, FathomEvent, Incident } from '../../api/types';
import { framesToGraph } from '../../components/TopologyGraph/frames';
import { assetsIn } from '../../panels/asset-inventory/frameAssets';
import { incidentOf } from '../../panels/root-cause/causes';
import type { Table } from '../table';
import { assetTable, countsIn, countTable } from './assets';
import { causeTable, incidentAnnotations, incidentTable, recommendationTable, scoreLineTable } from './findings';
import { changeTable, eventAnnotations } from './history';
import { topologyTables } from './topology';

const frameOf = ({ columns }: Table) => ({ fields: columns, length: columns[0]?.values.length ?? 0 });
const column = ({ columns }: Table, name: string) => columns.find((each) => each.name === name);
const rows = ({ columns }: Table) =>
  Array.from({ length: columns[0]?.values.length ?? 0 }, (_, i) =>
    Object.fromEntries(columns.map(({ name, values }) => [name, values[i]]))
  );

const CAUSE: Cause = {
  rank: 1,
  title: 'Process 7',
  asset: 'host-a',
  confidence: 0.7,
  explanation: 'Because.',
  evidence: [{ name: 'pid', value: 7, source: 'e1' }],
  chain: [{ what: 'Alert fired', asset: 'host-a', time: '2026-01-01T00:00:00Z', kind: 'alert' }],
  verdict: null,
};
const INCIDENT: Incident = {
  id: 'inc-1',
  tenant: 'default',
  title: 'HostDown on a',
  asset: 'host-a',
  severity: 'high',
  status: 'open',
  startedAt: '2026-01-01T00:00:00.000000000Z',
  updatedAt: '2026-01-01T00:01:00Z',
  resolvedAt: null,
  acknowledged: { actor: 'ann', time: '2026-01-01T00:01:00Z' },
  activity: [],
  alerts: [],
  causes: [{ ...CAUSE, rank: 2, title: 'Second' }, CAUSE],
  score: null,
  metrics: [],
  events: [],
  recommendations: [],
};
const STARTED = Date.UTC(2026, 0, 1);
const ASSET: Asset = {
  id: 'host-a',
  name: 'a',
  kind: 'host',
  status: 'active',
  tenant: 'default',
  source: 'system',
  labels: { env: 'prod' },
  attributes: { os: { name: 'Linux' }, cores: 8 },
  relations: [],
  firstSeen: '2026-01-01T00:00:00.000Z',
  lastSeen: '2026-01-02T00:00:00.000Z',
};

describe('causes', () => {
  it('are what the panel of root causes shows', () => {
    const shown = incidentOf([frameOf(causeTable([INCIDENT]))], '');
    expect(shown).toMatchObject({ id: 'inc-1', title: 'HostDown on a', asset: 'host-a' });
    expect(shown?.causes).toEqual([
      expect.objectContaining({ rank: 1, title: 'Process 7', chain: CAUSE.chain, evidence: CAUSE.evidence }),
      expect.objectContaining({ rank: 2, title: 'Second' }),
    ]);
  });

  it('leave an incident without any its row', () => {
    const table = causeTable([{ ...INCIDENT, causes: [] }]);
    expect(rows(table)).toEqual([expect.objectContaining({ incident: 'inc-1', cause: null, chain: '[]' })]);
    expect(incidentOf([frameOf(table)], 'inc-1')?.causes).toEqual([]);
  });
});

describe('incidents', () => {
  it('have times, and lead to their pages', () => {
    const table = incidentTable([INCIDENT]);
    expect(rows(table)[0]).toMatchObject({
      startedAt: STARTED,
      resolvedAt: null,
      acknowledgedBy: 'ann',
      cause: 'Second',
    });
    expect(column(table, 'title')?.link).toBe(
      '/a/fathom-infrastructure-app/incidents/${__data.fields.id:percentencode}'
    );
  });

  it('are regions as annotations: open ones last', () => {
    const resolved = { ...INCIDENT, resolvedAt: '2026-01-01T00:05:00Z' };
    expect(rows(incidentAnnotations([INCIDENT, resolved], 9e12))).toEqual([
      expect.objectContaining({ time: STARTED, timeEnd: 9e12, tags: ['high', 'open'] }),
      expect.objectContaining({ timeEnd: STARTED + 300_000 }),
    ]);
  });
});

describe('assets', () => {
  it('are what the panel of assets shows', () => {
    const [asset] = assetsIn([frameOf(assetTable([ASSET], ['attributes.os', 'attributes.cores', 'labels.env']))]) ?? [];
    expect(asset).toEqual({ ...ASSET, attributes: { os: '{"name":"Linux"}', cores: '8' } });
  });

  it('have all their labels when no fields are chosen, and never a field twice', () => {
    const names = assetTable([ASSET], []).columns.map(({ name }) => name);
    expect(names).toContain('labels.env');
    expect(names).toEqual([...new Set(names)]);
    expect(assetTable([ASSET], ['name', 'nonsense']).columns).toHaveLength(8);
  });

  it('are counted, the most first, within the limit', () => {
    const counts = [
      { value: 'host', count: 2 },
      { value: 'vm', count: 3 },
      { value: 'host', count: 5 },
    ];
    expect(countTable(counts, 'kind', '', 1)).toMatchObject({ isCut: true });
    expect(rows(countTable(counts, 'kind', '', 9))).toEqual([
      { kind: 'host', count: 7 },
      { kind: 'vm', count: 3 },
    ]);
    expect(column(countTable(counts, 'label', 'env', 9), 'env')?.link).toContain('labels=env%3D${');
  });

  it('are counted by a label that there may not be', () => {
    const facets: AssetFacets = {
      total: 1,
      kinds: [],
      statuses: [],
      tenants: [],
      sources: [],
      labels: [{ name: 'env', distinct: 1, values: [{ value: 'prod', count: 1 }] }],
    };
    expect(countsIn(facets, 'label', 'env')).toEqual([{ value: 'prod', count: 1 }]);
    expect(countsIn(facets, 'label', 'rack')).toEqual([]);
  });
});

it('the graph is what the panel of topology draws', () => {
  const node = {
    tenant: 'default',
    health: 'critical',
    score: 90,
    level: 'CRITICAL',
    incident: null,
    degree: 1,
    distance: null,
  } as const;
  const tables = topologyTables({
    nodes: [
      { id: 'host-a', name: 'a', kind: 'host', status: 'active', ...node },
      { id: 'vm-b', name: 'b', kind: 'vm', status: 'active', ...node },
    ],
    edges: [{ source: 'vm-b', target: 'host-a', type: 'runs-on' }],
    total: 3,
    truncated: true,
  });
  const read = framesToGraph(tables.map(frameOf));
  expect(read?.graph.edges).toEqual([{ source: 'vm-b', target: 'host-a', type: 'runs-on' }]);
  expect(read?.graph.nodes[0]).toMatchObject({ id: 'host-a', name: 'a', kind: 'host', health: 'critical', score: 90 });
  expect(tables[0]?.isCut).toBe(true);
});

it('a score over time is a series of its asset', () => {
  const table = scoreLineTable({ entity: 'host-a', points: [[STARTED, 40]] });
  expect(rows(table)).toEqual([{ time: STARTED, score: 40 }]);
  expect(column(table, 'score')).toMatchObject({
    labels: { entity: 'host-a' },
    link: '/a/fathom-infrastructure-app/threats/host-a',
  });
});

it('recommendations know the names of assets that are still there', () => {
  const table = recommendationTable([], new Map([['host-a', 'a']]));
  expect(table.columns.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['id', 'asset', 'assetName', 'advisor', 'severity', 'state', 'confidence', 'title'])
  );
});

it('events are points as annotations', () => {
  const event: FathomEvent = {
    id: 'e1',
    tenant: 'default',
    asset: 'host-a',
    time: '2026-01-01T00:00:00.123456789Z',
    lastTime: '2026-01-01T00:00:00.123456789Z',
    source: 'watcher',
    kind: 'host.cpu_spike',
    severity: 'warning',
    message: 'CPU use of 99 %',
    attributes: {},
    fingerprint: 'f',
    count: 1,
  };
  expect(rows(eventAnnotations([event]))).toEqual([
    {
      time: STARTED + 123,
      title: 'host.cpu_spike',
      text: 'host-a: CPU use of 99 %',
      tags: ['warning', 'watcher'],
      id: 'e1',
    },
  ]);
});

it('values of changes are text', () => {
  const change = {
    asset: 'a',
    time: '2026-01-01T00:00:00Z',
    field: 'attributes.x',
    source: 's',
    assetName: null,
    assetKind: null,
  };
  const table = changeTable([{ ...change, before: null, after: 7 }]);
  expect(rows(table)[0]).toMatchObject({ before: null, after: '7', assetName: null, time: STARTED });
});
