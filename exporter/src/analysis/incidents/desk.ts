/** Takes in Alertmanager's deliveries, groups alerts into incidents by asset and time, and explains each. */
import type { HostIdentity } from '../../contract/module.ts';
import type { ActionResult, IncidentRequest } from '../../model/action.ts';
import type { AssetChange } from '../../model/asset.ts';
import { toEventView, type Event } from '../../model/event.ts';
import type { Cause, Incident, IncidentAlert } from '../../model/incident.ts';
import type { Fact, Recommendation } from '../../model/recommendation.ts';
import type { ThreatScore } from '../../model/score.ts';
import { formatTime, msToNs, nsToMs, parseTime } from '../../model/time.ts';
import { MAX_PAGE, type EventStore, type IncidentStore, type Inventory } from '../../store/store.ts';
import { inTurn } from '../in-turn.ts';
import { IncidentActions } from './actions.ts';
import { assetOfAlert } from './alert-asset.ts';
import { mergeCauses, rankCauses } from './causes.ts';
import { newIncident, withAlert } from './incident.ts';
import { parseDelivery, type RejectedAlert } from './payload.ts';

export interface DeskDependencies {
  readonly inventory: Pick<Inventory, 'get' | 'list' | 'changesBetween'>;
  readonly events: Pick<EventStore, 'list' | 'append'>;
  readonly incidents: Pick<IncidentStore, 'put' | 'get' | 'findRecent' | 'findByAlert'>;
  readonly self: HostIdentity;
  readonly score: (entity: string, nowMs: number) => ThreatScore | null;
  /** Current measurements of an asset. */
  readonly facts: (asset: string) => readonly Fact[] | Promise<readonly Fact[]>;
  /** Runs the advisors on an asset. */
  readonly recommend: (asset: string) => Promise<readonly Recommendation[]>;
  readonly now: () => number;
  /** Part of an analysis failed; the incident goes without it. */
  readonly onError: (step: string, error: unknown) => void;
  /** An alert joins an incident that was resolved less than this before. Default 10 minutes. */
  readonly gapMs?: number;
  /** How far before the first alert causes are looked for. Default 15 minutes. */
  readonly lookBackMs?: number;
}

export interface Reception {
  /** Those that the delivery opened or changed. */
  readonly incidents: readonly Incident[];
  readonly rejected: readonly RejectedAlert[];
}

/** Deliveries that wait; Alertmanager tries again when it is refused. */
const MAX_WAITING = 100;
/** Events that are looked at, and that are kept with the incident. */
const MAX_EVENTS = 1000;
const MAX_KEPT_EVENTS = 100;
const MAX_PAGES = 20;
const MAX_CHANGES = 200;
const MAX_RECOMMENDATIONS = 50;
/** After the end of an incident, what ended it may be reported a little later. */
const AFTERMATH_MS = 60_000;

export class IncidentDesk {
  readonly #deps: DeskDependencies;
  readonly #actions: IncidentActions;
  /** Alerts and actions change incidents one after the other, since each builds on those before. */
  readonly #inTurn = inTurn(MAX_WAITING, 'deliveries');

  constructor(dependencies: DeskDependencies) {
    this.#deps = dependencies;
    this.#actions = new IncidentActions(dependencies);
  }

  /** @throws ModuleError `malformed_reply` or `unsupported` when it is no delivery, `limit_exceeded` when too many wait. */
  receive(payload: unknown): Promise<Reception> {
    return this.#inTurn(() => this.#receive(payload));
  }

  /** @throws ModuleError as `EventStore.append`, and `limit_exceeded` when too many wait; nothing is done then. */
  act(id: string, request: IncidentRequest, actor: string): Promise<ActionResult<Incident>> {
    return this.#inTurn(() => this.#actions.act(id, request, actor));
  }

  /** Does again what was acknowledged and has not reached the store. Returns how many actions that were. */
  replay(events: readonly Event[]): Promise<number> {
    return this.#inTurn(() => this.#actions.replay(events));
  }

  async #receive(payload: unknown): Promise<Reception> {
    const { alerts, rejected } = parseDelivery(payload);
    const touched = new Map<string, Incident>();
    // Those that fire come first, so that an incident of which some alerts end stays open.
    const sorted = [...alerts].sort((a, b) => (a.status < b.status ? -1 : a.status > b.status ? 1 : 0));
    for (const alert of sorted) {
      const incident = await this.#incidentOf(alert, touched);
      if (incident === null) continue;
      touched.set(incident.id, withAlert(incident, alert, this.#now()));
    }
    const incidents: Incident[] = [];
    for (const incident of touched.values()) {
      const analysed = await this.#analyse(incident);
      await this.#deps.incidents.put(analysed);
      incidents.push(analysed);
    }
    return { incidents, rejected };
  }

  /** Null for the end of an alert that was never heard of. */
  async #incidentOf(alert: IncidentAlert, touched: ReadonlyMap<string, Incident>): Promise<Incident | null> {
    const { incidents, inventory, self, now, gapMs = 600_000 } = this.#deps;
    const known = await incidents.findByAlert(alert.fingerprint, alert.startsAt);
    if (known !== null) return touched.get(known.id) ?? known;
    if (alert.status === 'resolved') return null;
    const id = await assetOfAlert(alert.labels, inventory, self);
    const current = [...touched.values()].find(({ asset }) => asset === id);
    if (current !== undefined) return current;
    const recent = await incidents.findRecent(id, now() - gapMs);
    if (recent !== null) return recent;
    const asset = await inventory.get(id);
    return newIncident(id, asset?.name ?? id, asset?.tenant ?? 'default', alert);
  }

  /** What was found before is kept where now nothing is found. */
  async #analyse(incident: Incident): Promise<Incident> {
    const { asset } = incident;
    const [events, changes, metrics, recommendations] = await Promise.all([
      this.#attempt('events', () => this.#eventsAround(incident), []),
      this.#attempt('changes', () => this.#changesAround(incident), []),
      this.#attempt('metrics', async () => this.#deps.facts(asset), []),
      this.#attempt('recommendations', () => this.#deps.recommend(asset), []),
    ]);
    const score = await this.#attempt('score', async () => this.#deps.score(asset, this.#deps.now()), null);
    const found = await this.#attempt(
      'causes',
      async () => rankCauses({ asset, alerts: incident.alerts, events, changes, score }),
      [],
    );
    const causes = mergeCauses(incident.causes, found);
    const isOpen = incident.status === 'open';
    return {
      ...incident,
      causes,
      score: score !== null && score.evidence.length > 0 ? score : incident.score,
      metrics:
        metrics.length > 0 && (isOpen || incident.metrics.length === 0) ? [...metrics] : incident.metrics,
      events: events.length > 0 ? mostTelling(events, causes).map(toEventView) : incident.events,
      recommendations: mergeRecommendations(incident.recommendations, recommendations),
    };
  }

  async #attempt<T>(step: string, run: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await run();
    } catch (error) {
      this.#deps.onError(step, error);
      return otherwise;
    }
  }

  /** From before the first alert until now, or until just after the end; the newest of them, oldest first. */
  async #eventsAround(incident: Incident): Promise<Event[]> {
    const { fromMs, toMs } = this.#span(incident);
    const query = { asset: incident.asset, fromNs: msToNs(fromMs), toNs: msToNs(toMs) };
    const events: Event[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < MAX_PAGES && events.length < MAX_EVENTS; page += 1) {
      const limit = Math.min(MAX_PAGE, MAX_EVENTS - events.length);
      const position: { cursor?: string } = cursor === null ? {} : { cursor };
      const { items, nextCursor } = await this.#deps.events.list({
        ...query,
        ...position,
        sort: 'time',
        order: 'desc',
        limit,
      });
      events.push(...items);
      cursor = nextCursor;
      if (cursor === null) break;
    }
    return events.reverse();
  }

  #changesAround(incident: Incident): Promise<AssetChange[]> {
    const { fromMs, toMs } = this.#span(incident);
    return this.#deps.inventory.changesBetween(incident.asset, fromMs, toMs, MAX_CHANGES);
  }

  #span({ startedAt, resolvedAt }: Incident): { fromMs: number; toMs: number } {
    const { lookBackMs = 900_000, now } = this.#deps;
    const startMs = toMs(startedAt) ?? now();
    const endMs = resolvedAt === null ? Infinity : (toMs(resolvedAt) ?? Infinity) + AFTERMATH_MS;
    return { fromMs: Math.max(0, startMs - lookBackMs), toMs: Math.min(now(), endMs) + 1 };
  }

  #now(): string {
    return formatTime(msToNs(this.#deps.now()));
  }
}

function toMs(time: string): number | null {
  const ns = parseTime(time);
  return ns === null ? null : nsToMs(ns);
}

/** Those in a causal chain, then those that are no mere information, then the newest; oldest first. */
function mostTelling(events: readonly Event[], causes: readonly Cause[]): Event[] {
  const inChain = new Set(causes.flatMap(({ chain }) => chain.map(({ event }) => event)));
  const rank = ({ id, severity }: Event) =>
    inChain.has(id) ? 2 : severity === 'debug' || severity === 'info' ? 0 : 1;
  return events
    .map((event, position) => ({ event, position, rank: rank(event) }))
    .sort((a, b) => b.rank - a.rank || b.position - a.position)
    .slice(0, MAX_KEPT_EVENTS)
    .sort((a, b) => a.position - b.position)
    .map(({ event }) => event);
}

/**
 * What is recommended now, and what was, so that a resolved incident still says what helped. Charts stay with the
 * recommendations themselves: fifty with theirs would make megabytes of each incident.
 */
function mergeRecommendations(
  before: readonly Recommendation[],
  now: readonly Recommendation[],
): Recommendation[] {
  const byId = new Map([...before, ...now].map((each) => [each.id, each]));
  return [...byId.values()]
    .sort((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1))
    .slice(0, MAX_RECOMMENDATIONS)
    .map((each) => ({ ...each, charts: [] }));
}
