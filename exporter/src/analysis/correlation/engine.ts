/**
 * Events of one entity within a sliding window of event time → rules that match → a threat score.
 *
 * An event may be late by `latenessMs`, measured against the newest event of its entity, and is then treated
 * as if it had come in time. Events that no rule asks for are not kept.
 */
import type { Event } from '../../model/event.ts';
import type { ThreatScore } from '../../model/score.ts';
import { matchesAt } from './match.ts';
import { isAfter, type Entry, type Match } from './occurrence.ts';
import { RecencyList } from './recency.ts';
import { RuleSet, type CompiledRule, type ConfiguredRule } from './rule-set.ts';
import { keyOf, quickScore, toThreatScore, weigh } from './scoring.ts';
import { TopList } from './top-list.ts';
import { EntityWindow } from './window.ts';

export interface CorrelationOptions {
  /** How long events and evidence count. */
  readonly windowMs: number;
  readonly latenessMs: number;
  /** Events further ahead of the clock are rejected: one wrong clock would make all others late. */
  readonly futureMs: number;
  readonly halfLifeMs: number;
  /** More events of one entity within the window tell nothing new; the oldest are dropped. */
  readonly maxEventsPerEntity: number;
  readonly maxEntities: number;
  /** Bound on memory: about 1 kB for each event kept; the entities unused for longest are evicted. */
  readonly maxEvents: number;
  /** Pieces of evidence for one entity; a score is as good as 100 long before. */
  readonly maxEvidence: number;
  /** How many entities `scores` answers with. */
  readonly topEntities: number;
  readonly now: () => number;
  /** A rule that throws is taken as not matching. */
  readonly onError: (rule: string, error: unknown) => void;
}

export const CORRELATION_DEFAULTS: CorrelationOptions = {
  windowMs: 300_000,
  latenessMs: 30_000,
  futureMs: 60_000,
  halfLifeMs: 150_000,
  maxEventsPerEntity: 10_000,
  maxEntities: 100_000,
  maxEvents: 500_000,
  maxEvidence: 256,
  topEntities: 100,
  now: () => Date.now(),
  onError: () => undefined,
};

export interface CorrelationStats {
  readonly processed: number;
  /** No rule asks for them. */
  readonly ignored: number;
  /** An occurrence that was known. */
  readonly duplicate: number;
  readonly late: number;
  readonly future: number;
  /** Dropped because their entity had too many. */
  readonly overflowed: number;
  readonly evictedEntities: number;
  readonly evictedEvidence: number;
  readonly ruleErrors: number;
  /** Now in memory. */
  readonly entities: number;
  readonly events: number;
  readonly rules: number;
}

type Counter = 'processed' | 'ignored' | 'duplicate' | 'late' | 'future' | 'overflowed';
type Counters = Record<Counter | 'evictedEntities' | 'evictedEvidence' | 'ruleErrors', number>;

export class CorrelationEngine {
  readonly #options: CorrelationOptions;
  readonly #windows = new Map<string, EntityWindow>();
  readonly #recency = new RecencyList();
  /** Those with matches. */
  readonly #active = new Set<EntityWindow>();
  readonly #matched = new Map<string, number>();
  readonly #counters: Counters = {
    processed: 0,
    ignored: 0,
    duplicate: 0,
    late: 0,
    future: 0,
    overflowed: 0,
    evictedEntities: 0,
    evictedEvidence: 0,
    ruleErrors: 0,
  };
  #rules: RuleSet;
  #generation = 0;
  #events = 0;

  constructor(rules: readonly ConfiguredRule[], options: Partial<CorrelationOptions> = {}) {
    this.#options = { ...CORRELATION_DEFAULTS, ...options };
    this.#rules = this.#compile(rules);
  }

  /** Takes in a stored event, or again one that has collapsed a duplicate: that refreshes what it matched. */
  process(event: Event): void {
    this.#counters.processed += 1;
    const passes = this.#rules.passing(event);
    if (passes.length === 0) return this.#count('ignored');
    const timeMs = Number(event.lastTimeNs) / 1e6;
    const nowMs = this.#options.now();
    if (timeMs > nowMs + this.#options.futureMs) return this.#count('future');
    const window = this.#touch(event.asset);
    if (timeMs < window.latestMs - this.#options.latenessMs) return this.#count('late');
    const entry: Entry = { event, timeMs, passes, subjects: this.#rules.subjectsOf(event) };
    if (!this.#insert(window, entry)) return this.#count('duplicate');
    this.#prune(window);
    this.#match(window, entry);
    this.#bound(window, nowMs);
  }

  /** The highest scores, at most `topEntities`, highest first. Evidence that is over by then is forgotten. */
  scores(nowMs: number): ThreatScore[] {
    this.#forgetIdle(nowMs, 1000);
    const top = new TopList(this.#options.topEntities);
    for (const window of this.#active) {
      const matches = this.#current(window, nowMs);
      if (matches.size > 0) top.offer(window, quickScore(matches, nowMs, this.#options));
    }
    return top.windows().map((window) => this.#threatScore(window, nowMs));
  }

  /** 0 without evidence for an entity that nothing is known of. */
  score(entity: string, nowMs: number): ThreatScore {
    const window = this.#windows.get(entity);
    return window === undefined ? toThreatScore(entity, [], nowMs) : this.#threatScore(window, nowMs);
  }

  /** How often an event completed each rule; every rule is there. */
  matchesByRule(): ReadonlyMap<string, number> {
    return new Map([...this.#rules.rules.keys()].map((id) => [id, this.#matched.get(id) ?? 0]));
  }

  stats(): CorrelationStats {
    return {
      ...this.#counters,
      entities: this.#windows.size,
      events: this.#events,
      rules: this.#rules.rules.size,
    };
  }

  /**
   * Other rules or thresholds from now on. Evidence of rules that no longer exist goes; that of others stays
   * until their entity's next event, when its events are tested again.
   */
  reload(rules: readonly ConfiguredRule[]): void {
    this.#rules = this.#compile(rules);
    this.#generation += 1;
    for (const window of this.#active) {
      for (const [key, match] of window.matches ?? []) {
        const rule = this.#rules.rules.get(match.rule.id);
        if (rule === undefined) window.matches?.delete(key);
        else window.matches?.set(key, { ...match, rule });
      }
    }
  }

  #compile(rules: readonly ConfiguredRule[]): RuleSet {
    return new RuleSet(rules, this.#options.windowMs, (rule, error) => {
      this.#counters.ruleErrors += 1;
      this.#options.onError(rule, error);
    });
  }

  #count(counter: Counter): void {
    this.#counters[counter] += 1;
  }

  #touch(entity: string): EntityWindow {
    let window = this.#windows.get(entity);
    if (window === undefined) {
      window = new EntityWindow(entity, this.#generation);
      this.#windows.set(entity, window);
    }
    this.#recency.touch(window);
    if (window.generation !== this.#generation) this.#testAgain(window);
    return window;
  }

  #testAgain(window: EntityWindow): void {
    const entries = [...window.entries];
    this.#events -= entries.length;
    window.clear();
    window.generation = this.#generation;
    window.matches = null;
    this.#active.delete(window);
    for (const { event, timeMs } of entries) {
      const passes = this.#rules.passing(event);
      if (passes.length === 0) continue;
      const entry: Entry = { event, timeMs, passes, subjects: this.#rules.subjectsOf(event) };
      this.#insert(window, entry);
      this.#match(window, entry);
    }
  }

  #insert(window: EntityWindow, entry: Entry): boolean {
    if (!window.insert(entry)) return false;
    this.#events += 1;
    return true;
  }

  /** What is kept reaches back far enough for a late event's match. */
  #prune(window: EntityWindow): void {
    const sinceMs = window.latestMs - this.#options.latenessMs - this.#rules.maxWindowMs;
    this.#events -= window.dropBefore(sinceMs);
    if (window.entries.length <= this.#options.maxEventsPerEntity) return;
    window.dropOldest();
    this.#events -= 1;
    this.#count('overflowed');
  }

  #match(window: EntityWindow, entry: Entry): void {
    let previous: CompiledRule | null = null;
    for (const { rule } of entry.passes) {
      if (rule === previous) continue;
      previous = rule;
      this.#matchRule(window, rule, entry);
      // A late event may complete what later ones could not.
      for (const later of window.after(entry, rule.windowMs)) {
        if (later.passes.some((condition) => condition.rule === rule)) this.#matchRule(window, rule, later);
      }
    }
  }

  #matchRule(window: EntityWindow, rule: CompiledRule, anchor: Entry): void {
    const matches = matchesAt(window, rule, anchor);
    if (matches.length === 0) return;
    this.#matched.set(rule.id, (this.#matched.get(rule.id) ?? 0) + 1);
    for (const match of matches) this.#remember(window, match);
  }

  #remember(window: EntityWindow, match: Match): void {
    const matches = (window.matches ??= new Map<string, Match>());
    const key = keyOf(match.rule.id, match.subject);
    const known = matches.get(key);
    if (known !== undefined && isAfter(known.anchor, match.anchor)) return;
    matches.delete(key); // so that the order of the map is that of the last match
    matches.set(key, match);
    this.#active.add(window);
    if (matches.size <= this.#options.maxEvidence) return;
    const [oldest] = matches.keys();
    if (oldest !== undefined) matches.delete(oldest);
    this.#counters.evictedEvidence += 1;
  }

  #threatScore(window: EntityWindow, nowMs: number): ThreatScore {
    const weighed = window.matches === null ? [] : weigh(window.matches, nowMs, this.#options);
    return toThreatScore(window.entity, weighed, nowMs);
  }

  /** An entity's matches without those that are over. */
  #current(window: EntityWindow, nowMs: number): ReadonlyMap<string, Match> {
    const matches = window.matches ?? new Map<string, Match>();
    const sinceMs = nowMs - this.#options.windowMs - this.#options.latenessMs;
    for (const [key, match] of matches) if (match.anchor.timeMs < sinceMs) matches.delete(key);
    if (matches.size === 0) this.#active.delete(window);
    return matches;
  }

  #bound(current: EntityWindow, nowMs: number): void {
    this.#forgetIdle(nowMs, 2); // enough to keep up with one new entity for each event
    while (this.#windows.size > this.#options.maxEntities || this.#events > this.#options.maxEvents) {
      const oldest = this.#recency.oldest;
      if (oldest === null || oldest === current) return;
      this.#forget(oldest);
      this.#counters.evictedEntities += 1;
    }
  }

  /** Entities whose events have all left the window, at most `limit` of them. */
  #forgetIdle(nowMs: number, limit: number): void {
    const sinceMs = nowMs - this.#options.windowMs - this.#options.latenessMs;
    for (let i = 0; i < limit; i += 1) {
      const oldest = this.#recency.oldest;
      if (oldest === null || oldest.latestMs >= sinceMs) return;
      this.#forget(oldest);
    }
  }

  #forget(window: EntityWindow): void {
    this.#events -= window.entries.length;
    this.#windows.delete(window.entity);
    this.#recency.remove(window);
    this.#active.delete(window);
  }
}
