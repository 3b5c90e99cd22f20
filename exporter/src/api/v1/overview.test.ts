import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeServices, HEALTHY } from '../../../../test/support/services.ts';
import { openTestStore, temporaryFolder } from '../../../../test/support/store.ts';
import { startApi, type TestApi } from '../../../../test/support/api.ts';
import type { AssetDraft } from '../../model/asset.ts';
import type { Incident } from '../../model/incident.ts';
import type { Priority, Recommendation } from '../../model/recommendation.ts';
import { levelOf, type ThreatScore } from '../../model/score.ts';
import type { Services } from '../services.ts';
import { readHealth } from './health.ts';
import { readOverview } from './overview-reading.ts';
import { OverviewView } from './overview-view.ts';

const NOW = Date.parse('2026-11-21T03:00:00.000Z');
const HOUR_MS = 3_600_000;

const asset = (id: string, name = id): AssetDraft => ({
  id,
  kind: 'host',
  name,
  labels: {},
  attributes: {},
  relations: [],
});

const incident = (
  id: string,
  severity: Priority,
  startedAt: string,
  fields: Partial<Incident> = {},
): Incident => ({
  id,
  tenant: 'default',
  title: `title of ${id}`,
  asset: 'h',
  severity,
  status: 'open',
  startedAt,
  updatedAt: startedAt,
  resolvedAt: null,
  acknowledged: null,
  activity: [],
  alerts: [],
  causes: [],
  score: null,
  metrics: [],
  events: [],
  recommendations: [],
  ...fields,
});

const recommendation = (id: string, severity: Priority, state: Recommendation['state']): Recommendation => ({
  id,
  asset: 'h',
  advisor: 'disk-fills-up',
  subject: id,
  severity,
  confidence: 1,
  title: `title of ${id}`,
  explanation: 'why',
  evidence: [{ name: 'n', value: 1, source: 's' }],
  steps: ['do'],
  state,
  firstSeen: '2026-11-21T02:00:00.000Z',
  lastSeen: '2026-11-21T02:00:00.000Z',
  feedback: [],
  charts: [],
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
  time: '2026-11-21T03:00:00.000Z',
});

async function services(
  overrides: Partial<Services> = {},
  scores: readonly ThreatScore[] = [],
): Promise<Services> {
  const store = await openTestStore(await temporaryFolder());
  return fakeServices({ store, scores: { list: () => scores, get: () => null }, ...overrides });
}

describe('the overview', () => {
  it('of nothing is empty', async () => {
    const overview = await readOverview(await services(), NOW);
    expect(OverviewView.parse(overview)).toEqual({
      status: 'ok',
      problems: [],
      incidents: { open: 0, acknowledged: 0, items: [] },
      threats: { total: 0, items: [] },
      recommendations: { counts: [], items: [] },
      assets: { counts: [] },
      changes: { since: '2026-11-20T03:00:00.000Z', total: 0, byField: [], items: [] },
      modules: { failing: [], ok: 1, unsupported: 0, off: 0 },
    });
  });

  it('has the gravest incidents first, open ones only', async () => {
    const all = await services();
    const cause = {
      rank: 1,
      title: 'the disk',
      asset: 'h',
      confidence: 1,
      explanation: '',
      evidence: [],
      chain: [],
      verdict: null,
    };
    for (const each of [
      incident('i-low', 'low', '2026-11-21T02:00:00.000Z'),
      incident('i-old', 'high', '2026-11-21T01:00:00.000Z', { causes: [cause] }),
      incident('i-new', 'high', '2026-11-21T02:00:00.000Z', {
        acknowledged: { actor: 'ann', time: '2026-11-21T02:30:00.000Z' },
      }),
      incident('i-over', 'critical', '2026-11-21T02:00:00.000Z', {
        status: 'resolved',
        resolvedAt: '2026-11-21T02:10:00.000Z',
      }),
      ...['a', 'b', 'c'].map((id) => incident(`i-${id}`, 'medium', '2026-11-21T02:00:00.000Z')),
    ])
      await all.store.incidents.put(each);
    const { incidents } = await readOverview(all, NOW);
    expect(incidents).toMatchObject({ open: 6, acknowledged: 1 });
    expect(incidents.items.map(({ id, acknowledged, firstCause }) => [id, acknowledged, firstCause])).toEqual(
      [
        ['i-new', true, null],
        ['i-old', false, 'the disk'],
        ['i-c', false, null],
        ['i-b', false, null],
        ['i-a', false, null],
      ],
    );
  });

  it('counts threats above BENIGN, recommendations, assets and the changes of a day', async () => {
    const scores = [
      threat('h', 90),
      threat('unknown', 70),
      ...Array.from({ length: 6 }, (_, i) => threat(`t${i}`, 30)),
      threat('calm', 20),
    ];
    const all = await services({}, scores);
    const { inventory, recommendations } = all.store;
    const report = (timeMs: number, ...assets: AssetDraft[]) =>
      inventory.report({ source: 'api', tenant: 'default', timeMs, assets });
    await report(NOW - 30 * HOUR_MS, asset('h', 'too long ago'));
    await report(NOW - 23.5 * HOUR_MS, asset('h', 'renamed'));
    await report(NOW - 1, asset('h', 'renamed again'), asset('new'));
    await report(NOW + HOUR_MS, asset('of-a-clock-ahead'));
    for (const each of [
      recommendation('r1', 'low', 'open'),
      recommendation('r2', 'critical', 'open'),
      recommendation('r3', 'critical', 'dismissed'),
    ])
      await recommendations.update(each.id, () => each);
    const overview = await readOverview(all, NOW);
    expect(overview.threats.total).toBe(8);
    expect(overview.threats.items.slice(0, 3)).toEqual([
      { entity: 'h', name: 'renamed again', score: 90, level: 'CRITICAL' },
      { entity: 'unknown', name: null, score: 70, level: 'HIGH' },
      { entity: 't0', name: null, score: 30, level: 'LOW' },
    ]);
    expect(overview.threats.items).toHaveLength(5);
    expect(overview.recommendations.items.map(({ id }) => id)).toEqual(['r2', 'r1']);
    expect(overview.recommendations.counts).toContainEqual({
      severity: 'critical',
      state: 'dismissed',
      count: 1,
    });
    expect(overview.assets.counts).toEqual([{ kind: 'host', status: 'active', count: 3 }]);
    expect(overview.changes).toMatchObject({
      total: 3,
      byField: [
        { field: 'name', count: 2 },
        { field: 'created', count: 1 },
      ],
      items: [
        { asset: 'of-a-clock-ahead' },
        { asset: 'new', assetKind: 'host' },
        { asset: 'h', before: 'renamed' },
        { asset: 'h' },
      ],
    });
  });

  it('names modules that fail, and what is wrong with the store', async () => {
    const [healthy] = HEALTHY.modules;
    const modules = (['failing', 'off', 'pending', 'partial', 'unsupported'] as const).map((status) => ({
      kind: 'collector' as const,
      id: status,
      status,
      lastRun: null,
      lastError: null,
    }));
    const all = await services({
      health: () => ({ ...HEALTHY, modules: [...modules, ...(healthy ? [healthy] : [])] }),
    });
    const store = { ...all.store, health: async () => ({ status: 'failing' as const, problem: 'no disk' }) };
    const overview = await readOverview({ ...all, store }, NOW);
    expect(overview).toMatchObject({ status: 'degraded', problems: ['no disk'] });
    expect(overview.modules).toMatchObject({
      failing: [{ id: 'failing' }],
      ok: 3,
      unsupported: 1,
      off: 1,
    });
  });

  it('is quick with ten thousand assets and a hundred thousand changes', async () => {
    const all = await services();
    const attributes = (i: number) => Object.fromEntries(Array.from({ length: 9 }, (_, k) => [`k${k}`, i]));
    for (const i of [0, 1]) {
      const assets = Array.from({ length: 10_000 }, (_, n) => ({
        ...asset(`a${n}`),
        attributes: attributes(i),
      }));
      await all.store.inventory.report({
        source: 'api',
        tenant: 'default',
        timeMs: NOW - 20 * HOUR_MS + i,
        assets,
      });
    }
    const times: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      const before = performance.now();
      expect((await readOverview(all, NOW)).changes.total).toBe(100_000);
      times.push(performance.now() - before);
    }
    expect(Math.min(...times)).toBeLessThan(50);
  });
});

describe('health', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());
  beforeEach(() => api.reset());

  it('says how the store is', async () => {
    expect((await api.request('/health')).json()).toMatchObject({
      status: 'ok',
      store: { status: 'ok', problem: null },
    });
    const all = await services();
    const store = {
      ...all.store,
      health: async () => ({ status: 'failing' as const, problem: 'no disk' }),
      inventory: { ...all.store.inventory, counts: () => Promise.reject(new Error('cannot read')) },
    };
    expect(await readHealth({ ...all, store })).toMatchObject({
      status: 'degraded',
      problems: ['no disk'],
      store: { status: 'failing', problem: 'no disk' },
      assets: [],
    });
  });
});
