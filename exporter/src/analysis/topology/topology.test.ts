import { describe, expect, it } from 'vitest';
import { openTestStore, temporaryFolder } from '../../../../test/support/store.ts';
import type { AssetDraft, AssetKind, Relation } from '../../model/asset.ts';
import { levelOf, type ThreatScore } from '../../model/score.ts';
import type { OpenIncident } from '../../store/attention.ts';
import type { Store } from '../../store/store.ts';
import { healthOfNode } from './node-health.ts';
import { readTopology, type Topology, type TopologyQuery } from './topology.ts';

const T = Date.parse('2026-11-01T00:00:00.000Z');

const draft = (id: string, kind: AssetKind, ...targets: string[]): AssetDraft => ({
  id,
  kind,
  name: `name of ${id}`,
  labels: {},
  attributes: {},
  relations: targets.map((target): Relation => ({ type: 'runs-on', target })),
});

const threat = (entity: string, score: number): ThreatScore => ({
  entity,
  score,
  confidence: 1,
  level: levelOf(score),
  contributors: [],
  evidence: [],
  correlatedEvents: [],
  primaryEvent: null,
  time: '2026-11-01T00:00:00.000Z',
});

async function storeWith(...assets: AssetDraft[]): Promise<Store> {
  const store = await openTestStore(await temporaryFolder());
  await store.inventory.report({ source: 'api', tenant: 'default', timeMs: T, assets });
  return store;
}

interface Findings {
  readonly scores?: readonly ThreatScore[];
  readonly incidents?: readonly OpenIncident[];
  readonly advised?: readonly string[];
}

function topologyOf(
  { graph }: Store,
  query: Partial<TopologyQuery> = {},
  { scores = [], incidents = [], advised = [] }: Findings = {},
): Promise<Topology> {
  const attention = {
    openIncidents: () => Promise.resolve(incidents),
    titles: (ids: readonly string[]) => Promise.resolve(new Map(ids.map((id) => [id, `title of ${id}`]))),
    advised: () => Promise.resolve(new Set(advised)),
  };
  return readTopology({ graph, attention, scores }, { depth: 1, limit: 1000, ...query });
}

const idsOf = ({ nodes }: Topology) => nodes.map(({ id }) => id);

describe('health', () => {
  const well = { incident: null, score: null, advised: false };
  it.each([
    ['active', well, 'ok'],
    ['stale', well, 'stale'],
    ['gone', { ...well, score: 40 }, 'gone'],
    ['gone', { ...well, score: 40.1 }, 'warning'],
    ['active', { ...well, score: 80 }, 'warning'],
    ['active', { ...well, score: 80.1 }, 'critical'],
    ['active', { ...well, incident: 'low' }, 'warning'],
    ['stale', { ...well, incident: 'medium' }, 'warning'],
    ['active', { ...well, incident: 'high' }, 'critical'],
    ['active', { ...well, incident: 'critical', advised: true }, 'critical'],
    ['active', { ...well, advised: true }, 'warning'],
  ] as const)('of a %s asset with %j is %s', (status, findings, health) => {
    expect(healthOfNode(status, findings)).toBe(health);
  });
});

describe('the topology', () => {
  it('joins nodes, edges and findings', async () => {
    const store = await storeWith(
      draft('h', 'host'),
      draft('s', 'service', 'h', 'nowhere'),
      draft('p', 'process', 'h'),
    );
    const topology = await topologyOf(
      store,
      {},
      {
        scores: [threat('s', 90), threat('not-an-asset', 99)],
        incidents: [
          { id: 'i1', asset: 'h', severity: 'low' },
          { id: 'i2', asset: 'h', severity: 'medium' },
          { id: 'i3', asset: 'unheard-of', severity: 'critical' },
        ],
      },
    );
    expect(topology).toEqual({
      nodes: [
        {
          id: 's',
          kind: 'service',
          name: 'name of s',
          status: 'active',
          tenant: 'default',
          health: 'critical',
          score: 90,
          level: 'CRITICAL',
          incident: null,
          degree: 2,
          distance: null,
        },
        {
          id: 'h',
          kind: 'host',
          name: 'name of h',
          status: 'active',
          tenant: 'default',
          health: 'warning',
          score: null,
          level: 'BENIGN',
          incident: { id: 'i2', severity: 'medium', title: 'title of i2' },
          degree: 2,
          distance: null,
        },
        {
          id: 'p',
          kind: 'process',
          name: 'name of p',
          status: 'active',
          tenant: 'default',
          health: 'ok',
          score: null,
          level: 'BENIGN',
          incident: null,
          degree: 1,
          distance: null,
        },
      ],
      edges: [
        { source: 's', target: 'h', type: 'runs-on' },
        { source: 'p', target: 'h', type: 'runs-on' },
      ].sort((a, b) => (a.source < b.source ? -1 : 1)),
      total: 3,
      truncated: false,
    });
  });

  it('keeps what needs attention and infrastructure when there is too much', async () => {
    const store = await storeWith(
      ...Array.from({ length: 20 }, (_, i) => draft(`p${i}`, 'process', 'h')),
      ...Array.from({ length: 20 }, (_, i) => draft(`s${i}`, 'service', 'h')),
      draft('z-gone', 'host'),
      draft('h', 'host'),
      draft('sw', 'network-device'),
      draft('c', 'container', 'h'),
    );
    await store.inventory.report({
      source: 'api',
      tenant: 'default',
      timeMs: T + 10,
      assets: [],
      completeWithin: { idPrefix: 'z-' },
    });
    const topology = await topologyOf(
      store,
      { limit: 6 },
      {
        scores: [threat('p3', 50), threat('p4', 60), threat('p5', 10)],
        advised: ['s7'],
      },
    );
    expect(idsOf(topology)).toEqual(['p4', 'p3', 's7', 'h', 'sw', 'c']);
    expect(topology).toMatchObject({ total: 44, truncated: true });
    expect(topology.edges.map(({ source }) => source).sort()).toEqual(['c', 'p3', 'p4', 's7']);
    const all = await topologyOf(store, { limit: 44 });
    expect([idsOf(all).at(-1), all.nodes.at(-1)?.health, all.truncated]).toEqual(['z-gone', 'gone', false]);
  });

  it.each<[string, Partial<TopologyQuery>, string[]]>([
    ['kind', { kind: ['host', 'service'] }, ['h', 's']],
    ['search', { search: 'NAME OF P' }, ['p']],
    ['status', { status: ['gone'] }, []],
    ['focus', { focus: 's' }, ['s', 'h']],
    ['focus, further', { focus: 's', depth: 2 }, ['s', 'h', 'p']],
    ['focus, which a filter does not concern', { focus: 's', depth: 4, kind: ['process'] }, ['s', 'p']],
    ['focus, the nearest first', { focus: 'p', depth: 3, limit: 2 }, ['p', 'h']],
  ])('chooses by %s', async (_, query, expected) => {
    const store = await storeWith(
      draft('h', 'host'),
      draft('s', 'service', 'h'),
      draft('p', 'process', 'h', 'p'),
    );
    expect(idsOf(await topologyOf(store, query))).toEqual(expected);
  });

  it('tells distances, through what is not known as well', async () => {
    const store = await storeWith(draft('a', 'service', 'unknown'), draft('b', 'service', 'unknown'));
    const { nodes } = await topologyOf(store, { focus: 'a', depth: 2 });
    expect(nodes.map(({ id, distance }) => [id, distance])).toEqual([
      ['a', 0],
      ['b', 2],
    ]);
  });
});
