import type { Event } from '../../model/event.ts';
import type { CompiledCondition, CompiledRule } from './rule-set.ts';

/** One occurrence of an event: a collapsed duplicate is the same event at a later time. */
export interface Entry {
  readonly event: Event;
  /** Milliseconds since the epoch, with fractions. */
  readonly timeMs: number;
  readonly passes: readonly CompiledCondition[];
  readonly subjects: readonly (string | null)[];
}

/** Total order of occurrences: by time, then by id. */
export function isAfter(a: Entry, b: Entry): boolean {
  return a.timeMs > b.timeMs || (a.timeMs === b.timeMs && a.event.id > b.event.id);
}

/** Occurrences that together complete a rule. */
export interface Match {
  readonly rule: CompiledRule;
  /** What it is about; empty for the entity as a whole. */
  readonly subject: string;
  /** The last of its occurrences. */
  readonly anchor: Entry;
  /** One for each condition, in the order of the rule. */
  readonly entries: readonly Entry[];
  readonly strength: number;
}
