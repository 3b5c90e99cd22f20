/** From cause to alert, by time; what ended the cause comes after the alert. */
import type { Event } from '../../model/event.ts';
import type { ChainLink } from '../../model/incident.ts';
import { formatTime, msToNs, nsToMs, parseTime } from '../../model/time.ts';
import { byTime, type Candidate } from './candidates.ts';
import type { Circumstances } from './likelihood.ts';

/** Alerts in one chain; an incident may hold many. */
const MAX_ALERTS = 5;

export function chainOf(
  asset: string,
  candidate: Candidate,
  events: readonly Event[],
  circumstances: Circumstances,
): ChainLink[] {
  const links = [
    ...causeLinks(asset, candidate, circumstances.alertMs),
    ...(candidate.kind === 'process' ? hostLinks(candidate, events, circumstances.alertMs) : []),
    ...scoreLinks(asset, candidate, events, circumstances),
    ...alertLinks(asset, circumstances),
    ...endLinks(candidate),
  ];
  // Sorting is stable: at one time, the cause stands before its effect.
  return links.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
}

function causeLinks(asset: string, candidate: Candidate, alertMs: number): ChainLink[] {
  if (candidate.kind === 'change') {
    return [{ what: candidate.title, asset, time: formatTime(msToNs(candidate.timeMs)), kind: 'change' }];
  }
  const links = firstOfKinds(candidate.events, alertMs)
    .filter(({ kind }) => kind !== 'process.terminated')
    .map(eventLink);
  if (candidate.kind === 'event' || candidate.startedMs === null) return links;
  if (candidate.events.some(({ kind }) => kind === 'process.started')) return links;
  const time = formatTime(msToNs(candidate.startedMs));
  return [{ what: `${candidate.title} started`, asset, time, kind: 'state' }, ...links];
}

/** What the host as a whole showed between the start of the process and the alert. */
function hostLinks(
  candidate: Candidate & { kind: 'process' },
  events: readonly Event[],
  alertMs: number,
): ChainLink[] {
  const first = candidate.startedMs ?? nsToMs(candidate.events[0]?.timeNs ?? 0n);
  const ofHost = events.filter(({ kind, timeNs }) => kind.startsWith('host.') && nsToMs(timeNs) >= first);
  return firstOfKinds(ofHost, alertMs).map(eventLink);
}

/** When the facts of the strongest rule that the candidate is part of were first together. */
function scoreLinks(
  asset: string,
  candidate: Candidate,
  events: readonly Event[],
  { score, alertMs }: Circumstances,
): ChainLink[] {
  if (candidate.kind === 'change' || score === null) return [];
  const own = new Set(candidate.events.map(({ id }) => id));
  const evidence = score.evidence.find((each) => each.events.some((id) => own.has(id)));
  if (evidence === undefined) return [];
  const kinds = new Set(events.filter(({ id }) => evidence.events.includes(id)).map(({ kind }) => kind));
  const firsts = firstOfKinds(
    events.filter((event) => kinds.has(event.kind) && (own.has(event.id) || event.kind.startsWith('host.'))),
    alertMs,
  );
  const last = firsts.at(-1);
  if (last === undefined || firsts.length < kinds.size) return [];
  const what = `Threat rule ${evidence.rule} matched; the score is ${score.score.toFixed(1)} (${score.level})`;
  return [{ what, asset, time: formatTime(last.timeNs), kind: 'score' }];
}

function alertLinks(asset: string, { alerts }: Circumstances): ChainLink[] {
  return [...alerts]
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : a.name < b.name ? -1 : 1))
    .slice(0, MAX_ALERTS)
    .map(({ name, startsAt }) => ({
      what: `Alert ${name} fired`,
      asset,
      time: startsAt,
      kind: 'alert' as const,
    }));
}

function endLinks(candidate: Candidate): ChainLink[] {
  if (candidate.kind !== 'process') return [];
  return candidate.events
    .filter(({ kind }) => kind === 'process.terminated')
    .slice(-1)
    .map(eventLink);
}

/** The first event of each kind, of those up to the alert, oldest first. */
function firstOfKinds(events: readonly Event[], alertMs: number): Event[] {
  const firsts = new Map<string, Event>();
  for (const event of [...events].sort(byTime)) {
    if (nsToMs(event.timeNs) <= alertMs && !firsts.has(event.kind)) firsts.set(event.kind, event);
  }
  return [...firsts.values()];
}

function eventLink({ id, asset, kind, message, timeNs }: Event): ChainLink {
  return {
    what: `${kind}: ${message.slice(0, 300)}`,
    asset,
    time: formatTime(timeNs),
    kind: 'event',
    event: id,
  };
}

/** Milliseconds at which the first of the alerts began. */
export function firstStart(alerts: Circumstances['alerts']): number {
  return Math.min(...alerts.map(({ startsAt }) => nsToMs(parseTime(startsAt) ?? 0n)));
}
