/** From matches to a score with all that is needed to compute it again. */
import type { Event } from '../../model/event.ts';
import { levelOf, type Evidence, type ThreatScore } from '../../model/score.ts';
import { formatTime, msToNs } from '../../model/time.ts';
import type { Match } from './occurrence.ts';

export interface Weighed {
  readonly match: Match;
  readonly decay: number;
  /** weight·strength·decay. */
  readonly contribution: number;
}

/** When evidence counts, and how it fades. */
export interface Fading {
  readonly windowMs: number;
  readonly halfLifeMs: number;
}

/** The evidence that counts at a time, out of all that is remembered. */
export function weigh(matches: ReadonlyMap<string, Match>, nowMs: number, fading: Fading): Weighed[] {
  const weighed: Weighed[] = [];
  for (const match of matches.values()) {
    if (!counts(match, matches, nowMs - fading.windowMs)) continue;
    const decay = decayOf(match, nowMs, fading);
    weighed.push({ match, decay, contribution: match.rule.weight * match.strength * decay });
  }
  return weighed;
}

/** The same score as from `weigh`, up to rounding, without an object for each piece of evidence. */
export function quickScore(matches: ReadonlyMap<string, Match>, nowMs: number, fading: Fading): number {
  let product = 1;
  for (const match of matches.values()) {
    if (!counts(match, matches, nowMs - fading.windowMs)) continue;
    product *= 1 - match.rule.weight * match.strength * decayOf(match, nowMs, fading);
  }
  return 100 * (1 - product);
}

/**
 * Evidence about a subject replaces its rule's evidence about the entity as a whole,
 * which is made of events about different things and only the next best guess.
 */
function counts(match: Match, matches: ReadonlyMap<string, Match>, sinceMs: number): boolean {
  if (match.anchor.timeMs < sinceMs) return false;
  if (match.subject !== '' || match.rule.subject < 0) return true;
  for (const other of matches.values()) {
    if (other.subject !== '' && other.rule === match.rule && other.anchor.timeMs >= sinceMs) return false;
  }
  return true;
}

function decayOf(match: Match, nowMs: number, { halfLifeMs }: Fading): number {
  return 0.5 ** (Math.max(0, nowMs - match.anchor.timeMs) / halfLifeMs);
}

/** 100·(1 − ∏(1 − weight·strength·decay)). */
function scoreOf(weighed: readonly Weighed[]): number {
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
