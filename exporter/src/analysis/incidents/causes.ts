/** Ranks what may have caused an incident. The same input gives the same output. */
import type { AssetChange } from '../../model/asset.ts';
import type { Event } from '../../model/event.ts';
import type { Cause, IncidentAlert } from '../../model/incident.ts';
import type { Fact } from '../../model/recommendation.ts';
import type { ThreatScore } from '../../model/score.ts';
import { formatTime, msToNs } from '../../model/time.ts';
import { candidatesOf, type Candidate, type ProcessCandidate } from './candidates.ts';
import { chainOf, firstStart } from './causal-chain.ts';
import {
  componentsOf,
  confidenceOf,
  isNamedBy,
  WEIGHTS,
  type Circumstances,
  type Components,
} from './likelihood.ts';
import { ranked } from './ranking.ts';

/** Below it a candidate is noise. */
const MIN_CONFIDENCE = 0.2;

export interface Surroundings {
  readonly asset: string;
  /** At least one. */
  readonly alerts: readonly IncidentAlert[];
  readonly events: readonly Event[];
  readonly changes: readonly AssetChange[];
  readonly score: ThreatScore | null;
}

export function rankCauses({ asset, alerts, events, changes, score }: Surroundings): Cause[] {
  const circumstances: Circumstances = { alertMs: firstStart(alerts), alerts, score };
  const causes = candidatesOf(events, changes).map((candidate): Cause => {
    const components = componentsOf(candidate, circumstances);
    const isNamed = candidate.kind === 'process' && isNamedBy(candidate, alerts);
    return {
      rank: 1,
      title: candidate.title,
      asset,
      confidence: confidenceOf(components, isNamed),
      explanation: explain(candidate, circumstances, isNamed),
      evidence: [...factsOf(candidate), ...componentFacts(components, isNamed)],
      chain: chainOf(asset, candidate, events, circumstances),
      verdict: null,
    };
  });
  return ranked(causes.filter(({ confidence }) => confidence >= MIN_CONFIDENCE));
}

/**
 * What was found before and what is found now: of the same cause the surer account stays, with the end of its chain,
 * so that a look after the process is gone takes nothing away; and what people say of it stays.
 */
export function mergeCauses(before: readonly Cause[], found: readonly Cause[]): Cause[] {
  const causes = new Map(before.map((cause) => [cause.title, cause]));
  for (const cause of found) {
    const known = causes.get(cause.title);
    if (known === undefined) causes.set(cause.title, cause);
    else if (known.confidence <= cause.confidence)
      causes.set(cause.title, { ...cause, verdict: known.verdict });
    else causes.set(cause.title, { ...known, chain: withEnd(known.chain, cause.chain) });
  }
  return ranked([...causes.values()]);
}

function withEnd(chain: Cause['chain'], later: Cause['chain']): Cause['chain'] {
  const known = new Set(chain.map(({ time, what }) => `${time} ${what}`));
  const last = chain.at(-1)?.time ?? '';
  return [...chain, ...later.filter(({ time, what }) => time >= last && !known.has(`${time} ${what}`))];
}

/** `2026-11-21 07:14:24 UTC`: in a sentence nobody reads fractions of a second. */
function inWords(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function explain(candidate: Candidate, { alertMs, score }: Circumstances, isNamed: boolean): string {
  const alert = `The alert began at ${inWords(alertMs)}.`;
  if (candidate.kind === 'change') return `${candidate.title}, at ${inWords(candidate.timeMs)}. ${alert}`;
  const ids = new Set(candidate.events.map(({ id }) => id));
  const rules = (score?.evidence ?? [])
    .filter(({ events }) => events.some((id) => ids.has(id)))
    .map(({ rule }) => rule);
  const threat =
    rules.length > 0 ? ` It is evidence of the threat score (${[...new Set(rules)].join(', ')}).` : '';
  const last = candidate.events.at(-1);
  if (candidate.kind === 'event') return `${last?.message ?? candidate.title}. ${alert}${threat}`;
  return `${describe(candidate)} ${alert}${isNamed ? ' The alert names it.' : ''}${threat}`;
}

function describe(process: ProcessCandidate): string {
  const by = process.username === '' ? '' : ` of user ${process.username}`;
  const cpu = peak(process, 'cpu_percent');
  const used = cpu === null ? '' : ` used up to ${Number(cpu.value).toFixed(1)} % of a core and`;
  const reasons = reasonsOf(process);
  const suspicious = reasons === null ? '' : ` It is suspicious: ${reasons.value}.`;
  return `Process ${process.pid}${by}${used} ran \`${process.command}\`.${suspicious}`;
}

function factsOf(candidate: Candidate): Fact[] {
  if (candidate.kind === 'change') {
    const { field, time, source } = candidate.change;
    return [{ name: 'field', value: field, time, source }];
  }
  const last = candidate.events.at(-1);
  if (candidate.kind === 'event') {
    const numbers = Object.entries(last?.attributes ?? {}).filter(([, value]) => typeof value === 'number');
    const time = formatTime(last?.lastTimeNs ?? 0n);
    const facts = numbers.map(([name, value]) => ({
      name,
      value: Number(value),
      time,
      source: last?.id ?? '',
    }));
    return [
      { name: 'events', value: countOf(candidate.events), source: last?.id ?? '' },
      ...facts.slice(0, 20),
    ];
  }
  return processFacts(candidate, last?.id ?? '');
}

function processFacts(process: ProcessCandidate, source: string): Fact[] {
  const { pid, command, username, startedMs } = process;
  const facts: (Fact | null)[] = [
    { name: 'pid', value: pid, source },
    { name: 'command', value: command, source },
    username === '' ? null : { name: 'username', value: username, source },
    startedMs === null ? null : { name: 'start_time', value: formatTime(msToNs(startedMs)), source },
    peak(process, 'cpu_percent', '%'),
    peak(process, 'memory_percent', '%'),
    peak(process, 'memory_rss', 'B'),
    peak(process, 'connections'),
    peak(process, 'num_threads'),
    reasonsOf(process),
    { name: 'events', value: countOf(process.events), source },
  ];
  return facts.filter((fact) => fact !== null);
}

/** The highest value that an event tells, and which. */
function peak({ events }: ProcessCandidate, attribute: string, unit?: string): Fact | null {
  let highest: Fact | null = null;
  for (const { id, attributes, timeNs } of events) {
    const value = attributes[attribute];
    if (typeof value !== 'number' || (highest !== null && value <= Number(highest.value))) continue;
    const time = formatTime(timeNs);
    highest = { name: attribute, value, ...(unit === undefined ? {} : { unit }), time, source: id };
  }
  return highest;
}

function reasonsOf({ events }: ProcessCandidate): Fact | null {
  const event = events.findLast(({ kind }) => kind === 'process.suspicious');
  if (event === undefined) return null;
  const { reasons } = event.attributes;
  const value = Array.isArray(reasons) && reasons.length > 0 ? reasons.map(String).join(', ') : event.message;
  return {
    name: 'suspicious',
    value: value.slice(0, 1000),
    time: formatTime(event.timeNs),
    source: event.id,
  };
}

function countOf(events: readonly Event[]): number {
  return events.reduce((sum, { count }) => sum + count, 0);
}

function componentFacts(components: Components, isNamed: boolean): Fact[] {
  const keys = Object.keys(WEIGHTS) as (keyof typeof WEIGHTS)[];
  const source = (key: keyof typeof WEIGHTS) => `component of the confidence, weight ${WEIGHTS[key]}`;
  return [
    ...keys.map((key) => ({ name: key, value: components[key], unit: 'share', source: source(key) })),
    { name: 'named_by_alert', value: isNamed ? 1 : 0, source: 'halves what is missing to a confidence of 1' },
  ];
}
