/** What may have caused an incident: each process, change and kind of event around it. */
import type { AssetChange } from '../../model/asset.ts';
import type { Event } from '../../model/event.ts';
import type { Json } from '../../model/json.ts';
import { nsToMs, parseTime } from '../../model/time.ts';

export interface ProcessCandidate {
  readonly kind: 'process';
  readonly title: string;
  readonly pid: number;
  readonly name: string;
  readonly command: string;
  readonly username: string;
  /** Null when no event tells. */
  readonly startedMs: number | null;
  /** Oldest first. */
  readonly events: readonly Event[];
}

export interface EventCandidate {
  readonly kind: 'event';
  readonly title: string;
  readonly events: readonly Event[];
}

export interface ChangeCandidate {
  readonly kind: 'change';
  readonly title: string;
  readonly change: AssetChange;
  readonly timeMs: number;
}

export type Candidate = ProcessCandidate | EventCandidate | ChangeCandidate;

export function candidatesOf(events: readonly Event[], changes: readonly AssetChange[]): Candidate[] {
  const sorted = [...events].sort(byTime);
  const processes = groupBy(sorted, processKey);
  const others = groupBy(sorted, ({ kind, severity, attributes }) =>
    attributes['pid'] === undefined && severity !== 'debug' && severity !== 'info' ? kind : null,
  );
  return [
    ...processes.map(toProcess),
    ...others.map((group): EventCandidate => ({ kind: 'event', title: group[0]?.kind ?? '', events: group })),
    ...changes.filter(isMeaningful).map(toChange),
  ];
}

export function byTime(a: Event, b: Event): number {
  if (a.timeNs !== b.timeNs) return a.timeNs < b.timeNs ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** A pid that was used again is another process: they differ in `create_time`. */
function processKey({ attributes }: Event): string | null {
  const { pid, create_time: created } = attributes;
  return typeof pid === 'number' ? `${pid}/${typeof created === 'number' ? created : ''}` : null;
}

function toProcess(events: readonly Event[]): ProcessCandidate {
  const all = Object.assign({}, ...events.map(({ attributes }) => attributes)) as Event['attributes'];
  const { pid, name, cmdline, exe, username, create_time: created } = all;
  const command = Array.isArray(cmdline) ? cmdline.map(String).join(' ') : textOf(cmdline);
  const called = textOf(name) === '' ? 'unknown' : textOf(name);
  return {
    kind: 'process',
    title: `Process ${Number(pid)} (${called})`,
    pid: Number(pid),
    name: called,
    command: (command === '' ? textOf(exe) : command).slice(0, 500) || called,
    username: textOf(username),
    startedMs: typeof created === 'number' ? Math.round(created * 1000) : null,
    events,
  };
}

/** Figures that drift from scan to scan change nothing. */
export function isMeaningful({ before, after }: AssetChange): boolean {
  return !(typeof before === 'number' && typeof after === 'number');
}

export function toChange(change: AssetChange): ChangeCandidate {
  const ns = parseTime(change.time);
  const values = change.field === 'created' ? '' : ` from ${shown(change.before)} to ${shown(change.after)}`;
  const title = change.field === 'created' ? 'Asset was added' : `Change of ${change.field}${values}`;
  return { kind: 'change', title, change, timeMs: ns === null ? NaN : nsToMs(ns) };
}

function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function groupBy(events: readonly Event[], keyOf: (event: Event) => string | null): Event[][] {
  const groups = new Map<string, Event[]>();
  for (const event of events) {
    const key = keyOf(event);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [event]);
    else group.push(event);
  }
  return [...groups.values()];
}
