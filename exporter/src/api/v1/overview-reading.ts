import type { Incident } from '../../model/incident.ts';
import { Priority } from '../../model/recommendation.ts';
import { MAX_PAGE, type IncidentStore, type RecommendationStore, type Store } from '../../store/store.ts';
import type { Services } from '../services.ts';
import type { ModuleState } from './health-view.ts';
import type { OverviewView } from './overview-view.ts';

const TOP = 5;
const TOP_FIELDS = 20;
const NEWEST_CHANGES = 10;
const DAY_MS = 86_400_000;
const GRAVEST_FIRST = [...Priority.options].reverse();

export async function readOverview(services: Services, nowMs: number): Promise<OverviewView> {
  const { store } = services;
  const { status, problems, modules } = services.health();
  const health = await store.health();
  const inState = (...states: readonly ModuleState[]) =>
    modules.filter((module) => states.includes(module.status));
  return {
    status: health.problem !== null && status === 'ok' ? 'degraded' : status,
    problems: health.problem === null ? [...problems] : [...problems, health.problem],
    incidents: await readIncidents(store.incidents),
    threats: await readThreats(services),
    recommendations: await readRecommendations(store.recommendations),
    assets: { counts: [...(await store.inventory.counts())] },
    changes: await readChanges(store, nowMs - DAY_MS, nowMs),
    modules: {
      failing: inState('failing'),
      ok: inState('ok', 'partial', 'pending').length,
      unsupported: inState('unsupported').length,
      off: inState('off').length,
    },
  };
}

async function readIncidents(incidents: IncidentStore): Promise<OverviewView['incidents']> {
  const open = (await incidents.counts()).filter(({ status }) => status === 'open');
  const items: Incident[] = [];
  for (const severity of GRAVEST_FIRST) {
    if (items.length >= TOP || !open.some((each) => each.severity === severity)) continue;
    const page = await incidents.list({
      status: ['open'],
      severity: [severity],
      sort: 'startedAt',
      order: 'desc',
      limit: TOP - items.length,
    });
    items.push(...page.items);
  }
  const sum = (counts: typeof open) => counts.reduce((total, { count }) => total + count, 0);
  return {
    open: sum(open),
    acknowledged: sum(open.filter(({ acknowledged }) => acknowledged)),
    items: items.map(({ id, title, asset, severity, startedAt, acknowledged, causes }) => ({
      id,
      title,
      asset,
      severity,
      startedAt,
      acknowledged: acknowledged !== null,
      firstCause: causes[0]?.title ?? null,
    })),
  };
}

async function readThreats({ store, scores }: Services): Promise<OverviewView['threats']> {
  const threats = scores.list(MAX_PAGE).filter(({ level }) => level !== 'BENIGN');
  const highest = threats.slice(0, TOP);
  const known = await store.graph.among(
    highest.map(({ entity }) => entity),
    {},
  );
  return {
    total: threats.length,
    items: highest.map(({ entity, score, level }) => ({
      entity,
      name: known.get(entity)?.name ?? null,
      score,
      level,
    })),
  };
}

async function readRecommendations(
  recommendations: RecommendationStore,
): Promise<OverviewView['recommendations']> {
  const counts = await recommendations.counts();
  const { items } = await recommendations.list({
    state: ['open'],
    sort: 'severity',
    order: 'desc',
    limit: TOP,
  });
  return { counts: [...counts], items: [...items] };
}

async function readChanges(
  { inventory }: Store,
  sinceMs: number,
  nowMs: number,
): Promise<OverviewView['changes']> {
  const byField = await inventory.changeCounts(sinceMs, nowMs + 1);
  const { items } = await inventory.changes({
    fromMs: sinceMs,
    sort: 'time',
    order: 'desc',
    limit: NEWEST_CHANGES,
  });
  return {
    since: new Date(sinceMs).toISOString(),
    total: byField.reduce((total, { count }) => total + count, 0),
    byField: byField.slice(0, TOP_FIELDS),
    items: [...items],
  };
}
