/** From matches to a score with all that is needed to compute it again. */
import type { Event } from '../../model/event.ts';
import { levelOf, type Evidence, type ThreatScore } from '../../model/score.ts';
import { formatTime, msToNs } from '../../model/time.ts';
import type { Match } from './match.ts';

export interface Weighed {
  readonly match: Match;
  readonly decay: number;
  /** weight·strength·decay. */
  readonly contribution: number;
}

/**
 * Evidence about a subject replaces its rule's evidence about the entity as a whole,
 * which is made of events about different things and only the next best guess.
 */
export function weigh(matches: Iterable<Match>, nowMs: number, halfLifeMs: number): Weighed[] {
  const specific = new Set<string>();
  const all = [...matches];
  for (const { rule, subject } of all) if (subject !== '') specific.add(rule.id);
  return all
    .filter(({ rule, subject }) => subject !== '' || !specific.has(rule.id))
    .map((match) => {
      const decay = 0.5 ** (Math.max(0, nowMs - match.anchor.timeMs) / halfLifeMs);
      return { match, decay, contribution: match.rule.weight * match.strength * decay };
    });
}

/** 100·(1 − ∏(1 − weight·strength·decay)). */
export function scoreOf(weighed: readonly Weighed[]): number {
  return 100 * (1 - weighed.reduce((product, { contribution }) => product * (1 - contribution), 1));
}

export function keyOf(rule: string, subject: string): string {
  return subject === '' ? rule : `${rule}/${subject}`;
}

export function toThreatScore(entity: string, weighed: readonly Weighed[], nowMs: number): ThreatScore {
  const sorted = [...weighed].sort((a, b) => b.contribution - a.contribution || byText(keyIn(a), keyIn(b)));
  const events = new Map<string, Event>();
  for (const { match } of sorted) for (const { event } of match.entries) events.set(event.id, event);
  const score = scoreOf(sorted);
  return {
    entity,
    score,
    confidence: confidenceOf(sorted, [...events.values()]),
    level: levelOf(score),
    contributors: [...new Set([...events.values()].map((event) => event.source))].sort(),
    evidence: sorted.map(toEvidence),
    correlatedEvents: [...events.keys()],
    primaryEvent: sorted[0]?.match.entries.at(-1)?.event.id ?? null,
    time: formatTime(msToNs(nowMs)),
  };
}

/**
 * How sure is it that there is something at all, whatever its weight:
 * mean strength · (1 − 2^(−support/2)), where support is the number of distinct pieces of evidence,
 * facts and sources together. One match of two facts from one source, in full: 0.75; from two sources: 0.82.
 */
function confidenceOf(weighed: readonly Weighed[], events: readonly Event[]): number {
  if (weighed.length === 0) return 0;
  const facts = new Set(events.map((event) => event.kind)).size;
  const sources = new Set(events.map((event) => event.source)).size;
  const strength = weighed.reduce((sum, { match }) => sum + match.strength, 0) / weighed.length;
  return strength * (1 - 2 ** (-(weighed.length + facts + sources) / 2));
}

function toEvidence({ match, decay }: Weighed): Evidence {
  const { rule, subject, anchor, entries, strength } = match;
  return {
    rule: rule.id,
    severity: rule.severity,
    weight: rule.weight,
    strength,
    decay,
    time: formatTime(anchor.event.lastTimeNs),
    key: keyOf(rule.id, subject),
    events: [...new Set(entries.map((entry) => entry.event.id))],
    explanation: rule.explain(entries.map((entry) => entry.event)),
  };
}

function keyIn({ match }: Weighed): string {
  return keyOf(match.rule.id, match.subject);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
