/** Rules, compiled so that an event meets only those that ask for its fact. */
import type { AnyRule } from '../../contract/module.ts';
import type { Event } from '../../model/event.ts';
import type { Priority } from '../../model/recommendation.ts';

export interface ConfiguredRule {
  readonly rule: AnyRule;
  /** As the rule's schema parsed it. */
  readonly config: object;
}

export interface CompiledRule {
  readonly id: string;
  readonly severity: Priority;
  readonly weight: number;
  readonly windowMs: number;
  /** Index of the rule's subject attribute in `RuleSet.subjectAttributes`; -1 for a rule without one. */
  readonly subject: number;
  readonly conditions: readonly CompiledCondition[];
  /** 0 to 1. */
  readonly strength: (events: readonly Event[]) => number;
  readonly explain: (events: readonly Event[]) => string;
}

export interface CompiledCondition {
  readonly rule: CompiledRule;
  readonly name: string;
  readonly passes: (event: Event) => boolean;
}

type OnError = (rule: string, error: unknown) => void;

const NONE: readonly CompiledCondition[] = [];

/** Longest explanation kept; a rule writes a sentence. */
const MAX_EXPLANATION = 1000;

export class RuleSet {
  readonly rules = new Map<string, CompiledRule>();
  readonly subjectAttributes: readonly string[];
  /** Longest window of any rule, in milliseconds. */
  readonly maxWindowMs: number;
  readonly #byFact = new Map<string, CompiledCondition[]>();

  /** Windows longer than `windowMs` are cut to it: older events are not kept. */
  constructor(configured: readonly ConfiguredRule[], windowMs: number, onError: OnError) {
    this.subjectAttributes = [...new Set(configured.flatMap(({ rule }) => rule.subject ?? []))];
    for (const each of configured) this.#add(each, windowMs, onError);
    this.maxWindowMs = Math.max(0, ...[...this.rules.values()].map((rule) => rule.windowMs));
  }

  /** Conditions that the event meets, those of one rule side by side. */
  passing(event: Event): readonly CompiledCondition[] {
    const asking = this.#byFact.get(event.kind);
    if (asking === undefined) return NONE;
    let passed: CompiledCondition[] | null = null;
    for (let i = 0; i < asking.length; i += 1) {
      const condition = asking[i] as CompiledCondition;
      if (condition.passes(event)) passed?.push(condition);
      else passed ??= asking.slice(0, i);
    }
    return passed ?? asking; // shared when all pass, which is the common case
  }

  /** What the event is about, for each subject attribute; null where it does not say. */
  subjectsOf(event: Event): readonly (string | null)[] {
    return this.subjectAttributes.map((attribute) => {
      const value = event.attributes[attribute];
      return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
    });
  }

  #add({ rule, config }: ConfiguredRule, windowMs: number, onError: OnError): void {
    const names = Object.keys(rule.conditions);
    const strength = rule.strength as ((events: Record<string, Event>, config: object) => number) | undefined;
    const eventsByName = (events: readonly Event[]) =>
      Object.fromEntries(names.map((name, i) => [name, events[i]])) as Record<string, Event>;
    const contained = <T>(fallback: T, call: () => T): T => {
      try {
        return call();
      } catch (error) {
        onError(rule.id, error);
        return fallback;
      }
    };
    const conditions: CompiledCondition[] = [];
    const compiled: CompiledRule = {
      id: rule.id,
      severity: rule.severity,
      weight: unit(rule.weight),
      windowMs: Math.min((config as { readonly window: number }).window, windowMs),
      subject: rule.subject === undefined ? -1 : this.subjectAttributes.indexOf(rule.subject),
      conditions,
      strength: (events) =>
        strength === undefined ? 1 : contained(0, () => unit(strength(eventsByName(events), config))),
      explain: (events) =>
        contained('', () => rule.explain(eventsByName(events), config).slice(0, MAX_EXPLANATION)),
    };
    for (const name of names) {
      const { facts, test } = rule.conditions[name] as { facts: readonly string[]; test?: Test };
      const passes = passesOf(test, config, (error) => onError(rule.id, error));
      const condition: CompiledCondition = { rule: compiled, name, passes };
      conditions.push(condition);
      for (const fact of new Set(facts)) this.#ask(fact, condition);
    }
    this.rules.set(rule.id, compiled);
  }

  #ask(fact: string, condition: CompiledCondition): void {
    const asking = this.#byFact.get(fact);
    if (asking === undefined) this.#byFact.set(fact, [condition]);
    else asking.push(condition);
  }
}

type Test = (event: Event, config: object) => boolean;

/** Asked for each event that a rule might concern, hence without a closure for each call. */
function passesOf(
  test: Test | undefined,
  config: object,
  onError: (error: unknown) => void,
): (event: Event) => boolean {
  if (test === undefined) return () => true;
  return (event) => {
    try {
      return test(event, config);
    } catch (error) {
      onError(error);
      return false;
    }
  };
}

function unit(value: number): number {
  return Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0;
}
