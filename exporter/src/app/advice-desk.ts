/** Asks the advisors about an asset and stores what they say. */
import { advise, type ConfiguredAdvisor, needsOf } from '../analysis/advice/advise.ts';
import { reconcile } from '../analysis/advice/reconcile.ts';
import type { AdvisorView, HostIdentity } from '../contract/module.ts';
import { messageOf } from '../model/errors.ts';
import type { Event } from '../model/event.ts';
import type { Recommendation } from '../model/recommendation.ts';
import { msToNs } from '../model/time.ts';
import type { Log } from '../platform/log.ts';
import type { History } from '../runtime/history.ts';
import type { Store } from '../store/store.ts';

/** How far back advisors look for events. */
const LOOK_BACK_MS = 60 * 60_000;
/** The latest of each kind; more would not change any advice. */
const MAX_EVENTS_PER_FACT = 200;

/** Asked about in one round of an advisor, besides this host: the latest that something was told of. */
const MAX_ASSETS = 200;

export interface AdviceContext {
  readonly store: Store;
  readonly host: HostIdentity;
  readonly history: History;
  readonly log: Log;
  readonly now: () => number;
}

/**
 * Asks some of the enabled advisors; what the others said before stands.
 * Open recommendations of the asset after this round, and those it resolved; none for an unknown asset.
 */
export async function adviseOn(
  assetId: string,
  advisors: readonly ConfiguredAdvisor[],
  enabled: readonly ConfiguredAdvisor[],
  { store, host, history, log, now }: AdviceContext,
): Promise<Recommendation[]> {
  const asset = await store.inventory.get(assetId);
  if (!asset) return [];
  const nowMs = now();
  const events: Event[] = [];
  for (const kind of needsOf(advisors).facts)
    events.push(...(await recentEvents(store, assetId, kind, nowMs)));
  events.sort((a, b) => (a.timeNs < b.timeNs ? -1 : a.timeNs > b.timeNs ? 1 : 0));
  const series: AdvisorView['series'] = (metric) => (assetId === host.asset ? history.series(metric) : []);
  const round = advise(advisors, { asset, nowMs, events, series }, (advisor, error) =>
    log.error({ advisor, error: messageOf(error) }, 'an advisor failed'),
  );
  const silent = enabled.filter((each) => !advisors.includes(each)).map(({ advisor }) => advisor.id);
  return reconcile(
    store.recommendations,
    assetId,
    { ...round, failed: new Set([...round.failed, ...silent]) },
    nowMs,
  );
}

/**
 * Of which assets, besides this host, an advisor may have something to say: those that one of its facts was told of
 * lately, and those that it has an open recommendation about.
 */
export async function assetsOfInterest(
  { advisor }: ConfiguredAdvisor,
  { store, host, now }: Pick<AdviceContext, 'store' | 'host' | 'now'>,
): Promise<string[]> {
  if (advisor.facts.length === 0) return [];
  const fromNs = msToNs(now() - LOOK_BACK_MS);
  const query = { sort: 'time', order: 'desc', limit: MAX_EVENTS_PER_FACT } as const;
  const told = await Promise.all(advisor.facts.map((kind) => store.events.list({ ...query, kind, fromNs })));
  const open = await store.recommendations.list({
    advisor: [advisor.id],
    state: ['open', 'acknowledged'],
    sort: 'lastSeen',
    order: 'desc',
    limit: MAX_ASSETS,
  });
  const assets = new Set([...told.flatMap(({ items }) => items), ...open.items].map(({ asset }) => asset));
  assets.delete(host.asset);
  return [...assets].slice(0, MAX_ASSETS);
}

async function recentEvents(
  store: Store,
  asset: string,
  kind: string,
  nowMs: number,
): Promise<readonly Event[]> {
  const fromNs = msToNs(nowMs - LOOK_BACK_MS);
  const page = await store.events.list({
    asset,
    kind,
    fromNs,
    sort: 'time',
    order: 'desc',
    limit: MAX_EVENTS_PER_FACT,
  });
  return page.items;
}
