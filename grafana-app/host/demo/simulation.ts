/** Lets the stories happen to a store, through Fathom's own correlation, advice and incident analysis. */
import { advise } from '../../../exporter/src/analysis/advice/advise.ts';
import { reconcile } from '../../../exporter/src/analysis/advice/reconcile.ts';
import { CorrelationEngine } from '../../../exporter/src/analysis/correlation/engine.ts';
import { ScoreSampler } from '../../../exporter/src/analysis/correlation/score-sampler.ts';
import { IncidentDesk } from '../../../exporter/src/analysis/incidents/desk.ts';
import type { LoadedConfig } from '../../../exporter/src/app/config/load.ts';
import { settingsOf } from '../../../exporter/src/app/config/schema.ts';
import { rulesOf } from '../../../exporter/src/app/foundation.ts';
import type { AnyModule, HostIdentity, Series } from '../../../exporter/src/contract/module.ts';
import type { Event } from '../../../exporter/src/model/event.ts';
import type { Recommendation } from '../../../exporter/src/model/recommendation.ts';
import { formatTime, msToNs } from '../../../exporter/src/model/time.ts';
import type { Store } from '../../../exporter/src/store/store.ts';
import { type DemoAsset, estate } from './estate.ts';
import { happenings } from './stories.ts';
import type { DemoAlert, Happening } from './stories/happening.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
/** How often scores are written down within the last hours, and before. */
const SAMPLE_MS = MINUTE_MS;
const SOURCE = 'demo';
/** Nothing here is this machine. */
const SELF: HostIdentity = { asset: 'demo-nobody', name: 'demo-nobody' };

export interface Clock {
  now: number;
}

export interface Simulation {
  readonly store: Store;
  readonly clock: Clock;
  readonly config: LoadedConfig['config'];
  readonly modules: readonly AnyModule[];
  /** Measured series of some assets, for the advisors: metric → series. */
  readonly series: (asset: string, metric: string) => readonly Series[];
}

/** The last day, from `untilMs` − 24 h. The clock ends at `untilMs`. */
export async function simulate(simulation: Simulation, untilMs: number): Promise<void> {
  const { store, clock } = simulation;
  const assets = estate();
  const drafts = new Map(assets.map(({ draft }) => [draft.id, draft]));
  const tenants = new Map(assets.map(({ draft, tenant }) => [draft.id, tenant]));
  const engine = engineOf(simulation);
  const stop = store.events.onStored((events) => events.forEach((event) => engine.process(event)));
  const sampler = new ScoreSampler({
    top: () => engine.scores(clock.now),
    scoreOf: (entity, nowMs) => engine.score(entity, nowMs).score,
    history: store.scoreHistory,
    now: () => clock.now,
  });
  const desk = deskOf(simulation, engine);

  clock.now = untilMs - DAY_MS;
  await reportAll(store, assets, clock.now);
  const hosts = assets.filter(({ draft }) => draft.kind === 'host' || draft.kind === 'vm').map(({ draft }) => draft.id);
  for (const happening of happenings(hosts, untilMs)) {
    await passTime(clock, untilMs - happening.minutesAgo * MINUTE_MS, sampler);
    await apply(happening);
  }
  await passTime(clock, untilMs, sampler);
  await reportAll(
    store,
    assets.map(({ draft, tenant }) => ({ tenant, draft: drafts.get(draft.id) ?? draft })),
    clock.now
  );
  for (const { draft } of assets) await adviseOn(simulation, draft.id);
  stop();

  async function apply(happening: Happening): Promise<void> {
    if ('event' in happening) {
      const tenant = tenants.get(happening.event.asset);
      await store.events.append([{ ...happening.event, timeNs: msToNs(clock.now), ...(tenant ? { tenant } : {}) }]);
    } else if ('change' in happening) {
      const { id, apply: change } = happening.change;
      const draft = drafts.get(id);
      if (draft === undefined) throw new Error(`no asset ${id}`);
      drafts.set(id, change(draft));
      await reportAll(store, [{ tenant: tenants.get(id) ?? 'retail', draft: change(draft) }], clock.now);
    } else {
      await desk.receive(delivery(happening.alert, untilMs, clock.now));
    }
  }
}

async function passTime(clock: Clock, toMs: number, sampler: ScoreSampler): Promise<void> {
  while (clock.now + SAMPLE_MS <= toMs) {
    clock.now += SAMPLE_MS;
    await sampler.sample();
  }
  clock.now = toMs;
}

async function reportAll(store: Store, assets: readonly DemoAsset[], timeMs: number): Promise<void> {
  for (const tenant of new Set(assets.map((each) => each.tenant))) {
    const drafts = assets.filter((each) => each.tenant === tenant).map(({ draft }) => draft);
    await store.inventory.report({ source: SOURCE, tenant, timeMs, assets: drafts });
  }
}

function engineOf({ config, modules, clock }: Simulation): CorrelationEngine {
  const { window, halfLife } = config.correlation;
  return new CorrelationEngine(rulesOf(config, modules), {
    windowMs: window,
    halfLifeMs: halfLife,
    now: () => clock.now,
    onError(rule, error) {
      throw new Error(`rule ${rule} failed`, { cause: error });
    },
  });
}

function deskOf(simulation: Simulation, engine: CorrelationEngine): IncidentDesk {
  const { store, clock } = simulation;
  return new IncidentDesk({
    ...store,
    self: SELF,
    score: (entity, nowMs) => engine.score(entity, nowMs),
    recommend: (asset) => adviseOn(simulation, asset),
    facts: () => [],
    now: () => clock.now,
    onError(step, error) {
      throw new Error(`${step} failed`, { cause: error });
    },
  });
}

const LOOK_BACK_MS = 60 * MINUTE_MS;

async function adviseOn({ store, clock, config, modules, series }: Simulation, id: string): Promise<Recommendation[]> {
  const asset = await store.inventory.get(id);
  if (asset === null) return [];
  const advisors = modules.flatMap((module) =>
    module.kind === 'advisor' ? [{ advisor: module, config: settingsOf(config, module).options as object }] : []
  );
  const page = await store.events.list({
    asset: id,
    fromNs: msToNs(clock.now - LOOK_BACK_MS),
    sort: 'time',
    order: 'asc',
    limit: 500,
  });
  const events: readonly Event[] = page.items;
  const round = advise(
    advisors,
    { asset, nowMs: clock.now, events, series: (metric) => series(id, metric) },
    (advisor, error) => {
      throw new Error(`advisor ${advisor} failed`, { cause: error });
    }
  );
  return reconcile(store.recommendations, id, round, clock.now);
}

/** As Alertmanager would post it. */
function delivery(alert: DemoAlert, untilMs: number, nowMs: number): object {
  const { status, name, asset, severity, summary, startedMinutesAgo } = alert;
  const time = (ms: number) => formatTime(msToNs(ms));
  const labels = { alertname: name, asset, severity, demo: 'true' };
  return {
    version: '4',
    groupKey: `{}:{alertname="${name}"}`,
    status,
    receiver: 'fathom',
    groupLabels: { alertname: name },
    commonLabels: labels,
    commonAnnotations: { summary },
    externalURL: 'http://alertmanager.example:9093',
    alerts: [
      {
        status,
        labels,
        annotations: { summary, description: summary },
        startsAt: time(untilMs - startedMinutesAgo * MINUTE_MS),
        endsAt: status === 'resolved' ? time(nowMs) : '0001-01-01T00:00:00Z',
        generatorURL: `http://prometheus.example:9090/graph?g0.expr=${name}`,
        fingerprint: Buffer.from(`${name}${asset}`).toString('hex').slice(-16),
      },
    ],
  };
}
