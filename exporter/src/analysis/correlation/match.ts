/**
 * When do events complete a rule? For each occurrence that meets a condition, the anchor, every other condition
 * takes its newest occurrence before the anchor and within the rule's window of it.
 *
 * - About one subject: all events have that subject or none at all (at least one has it); those with it are preferred.
 * - About the entity: any events.
 *
 * What is found depends only on the set of occurrences, not on the order in which they arrived,
 * and another occurrence never takes a match away.
 */
import type { Entry, Match } from './occurrence.ts';
import type { CompiledRule } from './rule-set.ts';
import { ANY, type EntityWindow } from './window.ts';

/** Subjects that an event without one is matched with are looked for among so many occurrences of each condition. */
const SUBJECT_LOOK_BACK = 128;

/** All matches of a rule whose last occurrence is the anchor. */
export function matchesAt(window: EntityWindow, rule: CompiledRule, anchor: Entry): Match[] {
  const ofEntity = entriesAt(window, rule, anchor, null);
  if (ofEntity === null) return []; // nor can there be one about a subject
  const matches = [toMatch(rule, '', anchor, ofEntity)];
  if (rule.subject < 0) return matches;
  for (const subject of subjectsAt(window, rule, anchor)) {
    const entries = entriesAt(window, rule, anchor, subject);
    if (entries?.some((entry) => entry.subjects[rule.subject] === subject) !== true) continue;
    matches.push(toMatch(rule, subject, anchor, entries));
  }
  return matches;
}

function subjectsAt(window: EntityWindow, rule: CompiledRule, anchor: Entry): Iterable<string> {
  const own = anchor.subjects[rule.subject] ?? null;
  if (own !== null) return [own];
  return window.recentSubjects(rule.conditions, anchor, anchor.timeMs - rule.windowMs, SUBJECT_LOOK_BACK);
}

/** `subject` null: any. */
function entriesAt(
  window: EntityWindow,
  rule: CompiledRule,
  anchor: Entry,
  subject: string | null,
): Entry[] | null {
  const sinceMs = anchor.timeMs - rule.windowMs;
  let entries: Entry[] | null = null;
  for (const condition of rule.conditions) {
    let entry: Entry | null;
    if (anchor.passes.includes(condition)) entry = anchor;
    else if (subject === null) entry = window.newest(condition, anchor, sinceMs, ANY);
    else {
      entry =
        window.newest(condition, anchor, sinceMs, subject) ?? window.newest(condition, anchor, sinceMs, null);
    }
    if (entry === null) return null;
    if (entries === null) entries = [entry];
    else entries.push(entry);
  }
  return entries;
}

function toMatch(rule: CompiledRule, subject: string, anchor: Entry, entries: readonly Entry[]): Match {
  return { rule, subject, anchor, entries, strength: rule.strength(entries.map((entry) => entry.event)) };
}
