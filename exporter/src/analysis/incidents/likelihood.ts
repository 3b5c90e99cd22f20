/**
 * How likely a candidate is the cause: the sum of weight·share over the components, each between 0 and 1.
 * The components stand in the evidence of the cause, so that the figure can be computed again.
 */
import type { Event } from '../../model/event.ts';
import type { IncidentAlert } from '../../model/incident.ts';
import type { ThreatScore } from '../../model/score.ts';
import { nsToMs } from '../../model/time.ts';
import type { Candidate, ProcessCandidate } from './candidates.ts';

export const WEIGHTS = { proximity: 0.25, facts: 0.3, threat: 0.2, resources: 0.25 } as const;
export type Components = Readonly<Record<keyof typeof WEIGHTS, number>>;

/** What ended before the alert counts half as much with each such time in between. */
const HALF_LIFE_BEFORE_MS = 300_000;
/** What began only after the alert hardly is its cause; clocks and scrape intervals may differ by a little. */
const HALF_LIFE_AFTER_MS = 30_000;

/** How much a fact about a process tells; of several: 1 − ∏(1 − weight). */
const FACT_WEIGHTS: Readonly<Record<string, number>> = {
  'process.suspicious': 0.6,
  'process.cpu_high': 0.5,
  'process.spawn_burst': 0.4,
  'process.many_connections': 0.4,
  'process.top': 0.2,
  'process.started': 0.15,
};
const OTHER_FACT = 0.1;
const SEVERITY_WEIGHTS = { debug: 0, info: 0, warning: 0.35, error: 0.5, critical: 0.6 } as const;
const CHANGE_WEIGHTS: Readonly<Record<string, number>> = { status: 0.5, created: 0.3, relations: 0.3 };
const OTHER_CHANGE = 0.25;

export interface Circumstances {
  /** When the first alert began, in milliseconds. */
  readonly alertMs: number;
  readonly alerts: readonly IncidentAlert[];
  readonly score: ThreatScore | null;
}

export function componentsOf(candidate: Candidate, { alertMs, score }: Circumstances): Components {
  if (candidate.kind === 'change') {
    const { timeMs, change } = candidate;
    const facts = CHANGE_WEIGHTS[change.field] ?? OTHER_CHANGE;
    return { proximity: proximity(timeMs, timeMs, alertMs), facts, threat: 0, resources: 0 };
  }
  const { events } = candidate;
  const fromMs = Math.min(...events.map(({ timeNs }) => nsToMs(timeNs)));
  const toMs = Math.max(...events.map(({ lastTimeNs }) => nsToMs(lastTimeNs)));
  return {
    proximity: proximity(fromMs, toMs, alertMs),
    facts: candidate.kind === 'process' ? processFacts(events) : severityOf(events),
    threat: threatShare(events, score),
    resources: candidate.kind === 'process' ? resourceShare(events) : 0,
  };
}

/** A process that an alert names gets half of what is missing. */
export function confidenceOf(components: Components, isNamed: boolean): number {
  const keys = Object.keys(WEIGHTS) as (keyof typeof WEIGHTS)[];
  const sum = keys.reduce((total, key) => total + WEIGHTS[key] * components[key], 0);
  return isNamed ? 1 - (1 - sum) / 2 : sum;
}

/** Do the labels of an alert name this very process? */
export function isNamedBy({ pid, name }: ProcessCandidate, alerts: readonly IncidentAlert[]): boolean {
  return alerts.some(({ labels }) => {
    if (labels['pid'] !== undefined) return labels['pid'] === String(pid);
    return ['process', 'groupname', 'comm'].some((label) => labels[label] === name);
  });
}

function proximity(fromMs: number, toMs: number, alertMs: number): number {
  if (!Number.isFinite(fromMs)) return 0;
  if (fromMs > alertMs) return 2 ** ((alertMs - fromMs) / HALF_LIFE_AFTER_MS);
  return toMs >= alertMs ? 1 : 2 ** ((toMs - alertMs) / HALF_LIFE_BEFORE_MS);
}

function processFacts(events: readonly Event[]): number {
  const kinds = new Set(events.map(({ kind }) => kind));
  kinds.delete('process.terminated');
  return 1 - [...kinds].reduce((product, kind) => product * (1 - (FACT_WEIGHTS[kind] ?? OTHER_FACT)), 1);
}

function severityOf(events: readonly Event[]): number {
  return Math.max(...events.map(({ severity }) => SEVERITY_WEIGHTS[severity]));
}

/** weight·strength of the strongest evidence that one of its events is part of. */
function threatShare(events: readonly Event[], score: ThreatScore | null): number {
  const ids = new Set(events.map(({ id }) => id));
  const parts = (score?.evidence ?? []).filter((evidence) => evidence.events.some((id) => ids.has(id)));
  return Math.max(0, ...parts.map(({ weight, strength }) => weight * strength));
}

/** The highest of: CPU (one core is all), memory of the machine, connections (1,000 is all). */
function resourceShare(events: readonly Event[]): number {
  const shares = [
    highest(events, 'cpu_percent') / 100,
    highest(events, 'memory_percent') / 100,
    highest(events, 'connections') / 1000,
  ];
  return Math.min(1, Math.max(0, ...shares));
}

function highest(events: readonly Event[], attribute: string): number {
  const values = events.map(({ attributes }) => attributes[attribute]);
  return Math.max(0, ...values.map((value) => (typeof value === 'number' ? value : 0)));
}
