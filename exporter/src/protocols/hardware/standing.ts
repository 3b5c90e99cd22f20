/** What is wrong with the parts of a machine at the moment, by its events. */
import type { Event } from '../../model/event.ts';
import type { Json } from '../../model/json.ts';
import type { Fact } from '../../model/recommendation.ts';
import { formatTime } from '../../model/time.ts';
import type { HardwareEventKind } from './events.ts';

/** The last event of a kind about each part, unless it was told to be over since. What logs say does not last. */
export function standing(events: readonly Event[], kind: HardwareEventKind): Event[] {
  const last = new Map<string, Event>();
  for (const event of inOrder(events)) {
    if (event.attributes['origin'] !== 'state') continue;
    const subject = textOf(event, 'subject');
    if (event.kind === kind) last.set(subject, event);
    else if (event.kind === 'hardware.cleared' && event.attributes['cleared'] === kind) last.delete(subject);
  }
  return [...last.values()];
}

/** A row stands for repeats: when it was last told counts. */
function inOrder(events: readonly Event[]): Event[] {
  return [...events].sort((a, b) => (a.lastTimeNs < b.lastTimeNs ? -1 : a.lastTimeNs > b.lastTimeNs ? 1 : 0));
}

/** Empty when there is none. */
export function textOf({ attributes }: Pick<Event, 'attributes'>, key: string): string {
  const value = attributes[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export function numberOf({ attributes }: Pick<Event, 'attributes'>, key: string): number | null {
  const value = attributes[key];
  return typeof value === 'number' ? value : null;
}

export function textsOf({ attributes }: Pick<Event, 'attributes'>, key: string): string[] {
  const value: Json | undefined = attributes[key];
  return Array.isArray(value) ? value.map(String) : [];
}

/** A field of an event as evidence; nothing when it has no such field. */
export function factOf(event: Event, name: string, key: string, unit?: string): Fact[] {
  const value = event.attributes[key];
  if ((typeof value !== 'string' && typeof value !== 'number') || value === '') return [];
  const time = formatTime(event.lastTimeNs);
  return [{ name, value, ...(unit !== undefined && { unit }), time, source: event.id }];
}

/** What was said, word by word. */
export function messageFact(name: string, event: Event): Fact {
  return { name, value: event.message.slice(0, 500), time: formatTime(event.lastTimeNs), source: event.id };
}

/** What the log of the machine says of it, the latest first. */
export function logged(events: readonly Event[], kinds: readonly HardwareEventKind[], most = 5): Event[] {
  const wanted: ReadonlySet<string> = new Set(kinds);
  return inOrder(events)
    .filter(({ kind, attributes }) => attributes['origin'] === 'log' && wanted.has(kind))
    .reverse()
    .slice(0, most);
}
