import type { Health, Services } from '../../exporter/src/api/services.ts';
import type { Asset } from '../../exporter/src/model/asset.ts';
import type { Event, EventDraft } from '../../exporter/src/model/event.ts';
import type { Incident } from '../../exporter/src/model/incident.ts';
import type { Recommendation } from '../../exporter/src/model/recommendation.ts';
import type { ThreatScore } from '../../exporter/src/model/score.ts';
import { ScrapeCounters } from '../../exporter/src/runtime/scrape-counters.ts';
import type { Page, Receipt, Store } from '../../exporter/src/store/store.ts';

export interface FakeData {
  readonly assets: Asset[];
  readonly events: Event[];
  readonly incidents: Incident[];
  readonly recommendations: Recommendation[];
  readonly scores: ThreatScore[];
}

const page = <T>(items: readonly T[], limit: number): Page<T> => ({
  items: items.slice(0, limit),
  nextCursor: items.length > limit ? 'more' : null,
});

function toEvent(draft: EventDraft, id: string): Event {
  return {
    id,
    asset: draft.asset,
    kind: draft.kind,
    source: draft.source,
    severity: draft.severity,
    message: draft.message,
    attributes: draft.attributes,
    timeNs: draft.timeNs,
    lastTimeNs: draft.timeNs,
    tenant: draft.tenant ?? 'default',
    fingerprint: draft.fingerprint ?? 'f',
    count: 1,
  };
}

/** A store in arrays: it filters by asset and pages by length only. */
export function fakeStore(data: FakeData, keys = new Map<string, string>()): Store {
  const append = (draft: EventDraft): Receipt => {
    const known = draft.idempotencyKey === undefined ? undefined : keys.get(draft.idempotencyKey);
    if (known !== undefined) return { id: known, status: 'duplicate' };
    const id = `e${data.events.length + 1}`;
    if (draft.idempotencyKey !== undefined) keys.set(draft.idempotencyKey, id);
    data.events.push(toEvent(draft, id));
    return { id, status: 'stored' };
  };
  return {
    inventory: {
      async report({ assets, source, tenant, timeMs }) {
        const time = new Date(timeMs).toISOString();
        for (const draft of assets) {
          const at = data.assets.findIndex(({ id }) => id === draft.id);
          const asset: Asset = {
            ...draft,
            source,
            tenant,
            status: 'active',
            firstSeen: data.assets[at]?.firstSeen ?? time,
            lastSeen: time,
          };
          if (at < 0) data.assets.push(asset);
          else data.assets[at] = asset;
        }
        return [...data.assets];
      },
      get: async (id) => data.assets.find((asset) => asset.id === id) ?? null,
      list: async ({ limit, kind }) =>
        page(
          data.assets.filter((asset) => kind === undefined || kind.includes(asset.kind)),
          limit,
        ),
      facets: async () => ({
        total: data.assets.length,
        kinds: [],
        statuses: [],
        tenants: [],
        sources: [],
        labels: [],
      }),
      changes: async () => ({ items: [], nextCursor: null }),
      changeCounts: async () => [],
      history: async () => ({ items: [], nextCursor: null }),
      changesBetween: async () => [],
      async counts() {
        const kinds = [...new Set(data.assets.map(({ kind }) => kind))];
        return kinds.map((kind) => ({
          kind,
          status: 'active' as const,
          count: data.assets.filter((each) => each.kind === kind).length,
        }));
      },
      age: async () => ({ stale: [], forgotten: [] }),
      restore: async () => 0,
    },
    graph: {
      relations: async () => ({ items: [], nextCursor: null }),
      count: async () => new Map(),
      ofKind: async () => [],
      among: async () => new Map(),
      neighbours: async () => [],
      edges: async () => [],
      degrees: async () => new Map(),
    },
    attention: {
      openIncidents: async () => [],
      titles: async () => new Map(),
      advised: async () => new Set(),
    },
    events: {
      append: async (drafts) => drafts.map(append),
      onStored: () => () => undefined,
      get: async (id) => data.events.find((event) => event.id === id) ?? null,
      list: async ({ limit, asset }) =>
        page(
          data.events.filter((event) => asset === undefined || event.asset === asset),
          limit,
        ),
      actions: async () => data.events.filter(({ source }) => source === 'user'),
      stats: () => ({
        stored: data.events.length,
        duplicates: 2,
        collapsed: 1,
        lost: 0,
        rejected: 0,
        logBytes: 4096,
        queued: 0,
      }),
      problem: () => null,
      prune: async () => undefined,
    },
    incidents: {
      put: async () => undefined,
      get: async (id) => data.incidents.find((incident) => incident.id === id) ?? null,
      list: async ({ limit }) => page(data.incidents, limit),
      counts: async () => [],
      findRecent: async () => null,
      findByAlert: async () => null,
    },
    recommendations: {
      async update(id, change) {
        const at = data.recommendations.findIndex((each) => each.id === id);
        const next = change(data.recommendations[at] ?? null);
        if (next !== null) data.recommendations.splice(at < 0 ? data.recommendations.length : at, 1, next);
        return next ?? data.recommendations[at] ?? null;
      },
      get: async (id) => data.recommendations.find((each) => each.id === id) ?? null,
      list: async ({ limit, asset }) =>
        page(
          data.recommendations.filter((each) => asset === undefined || each.asset === asset),
          limit,
        ),
      counts: async () => [],
    },
    scoreHistory: {
      record: async () => undefined,
      latest: async () => new Map(),
      read: async (_entity, fromMs) => [[fromMs, 12]],
      prune: async () => undefined,
    },
    health: async () => ({ status: 'ok', problem: null }),
    close: async () => undefined,
  };
}

export const HEALTHY: Health = {
  status: 'ok',
  host: 'test-host',
  dataDir: '/var/lib/fathom',
  problems: [],
  modules: [
    { kind: 'collector', id: 'loadavg', status: 'ok', lastRun: '2026-11-21T03:00:00.000Z', lastError: null },
  ],
};

export function fakeServices(overrides: Partial<Services> = {}, data: Partial<FakeData> = {}): Services {
  const all: FakeData = { assets: [], events: [], incidents: [], recommendations: [], scores: [], ...data };
  return {
    version: '0.0.0-test',
    startedAt: Date.now() - 90_000,
    store: fakeStore(all),
    scores: {
      list: (limit) => all.scores.slice(0, limit),
      get: (entity) => all.scores.find((score) => score.entity === entity) ?? null,
    },
    scrapes: new ScrapeCounters(),
    scrape: async () => [
      { name: 'node_load1', type: 'gauge', help: '1m load average.', lines: 'node_load1 0.21\n' },
    ],
    probeAt: () => null,
    pageAt: () => null,
    health: () => HEALTHY,
    metrics: async () => ({ series: [], note: 'not measured' }),
    targets: async ({ loopback }) =>
      loopback ? [{ targets: ['127.0.0.1:9100'], labels: { __meta_fathom_service: 'node' } }] : [],
    handleAlertmanager: async () => ({ incidents: all.incidents, rejected: [] }),
    actOnIncident: async () => ({ ok: false, fault: 'unknown', message: 'no such incident' }),
    actOnRecommendation: async () => ({ ok: false, fault: 'unknown', message: 'no such recommendation' }),
    reload: async () => undefined,
    ...overrides,
  };
}
