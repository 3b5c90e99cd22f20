/** Events of one host → what each process did. */
import type { Event } from '../../../model/event.ts';
import type { Json } from '../../../model/json.ts';

export interface Busy {
  readonly fromMs: number;
  readonly toMs: number;
  /** The highest CPU use seen, in per cent of one core, and the event that says so. */
  readonly peak: { readonly percent: number; readonly event: Event };
}

export interface Behaviour {
  readonly pid: number;
  readonly name: string;
  readonly command: string;
  readonly username: string;
  readonly startedMs: number | null;
  /** While its CPU use was high; null when it was not. */
  readonly busy: Busy | null;
  /** The last event that calls it suspicious. */
  readonly suspicious: Event | null;
  readonly terminated: boolean;
  /** Time of the last event about it. */
  readonly lastMs: number;
  /** Oldest first. */
  readonly events: readonly Event[];
}

/** From when on CPU use is high, in per cent of one core. */
export interface Thresholds {
  readonly cpuPercent: number;
  readonly suspiciousCpuPercent: number;
}

const text = (value: Json | undefined) => (typeof value === 'string' ? value : '');
const ms = (ns: bigint) => Number(ns / 1_000_000n);

/** A pid that was used again is another process: they differ in `create_time`. */
export function behaviours(events: readonly Event[], thresholds: Thresholds): Behaviour[] {
  const byProcess = new Map<string, Event[]>();
  for (const event of events) {
    const { pid, create_time: created } = event.attributes;
    if (typeof pid !== 'number') continue;
    const key = `${pid}/${typeof created === 'number' ? created : ''}`;
    const known = byProcess.get(key);
    if (known === undefined) byProcess.set(key, [event]);
    else known.push(event);
  }
  return [...byProcess.values()].map((each) => behaviourOf(each, thresholds));
}

function behaviourOf(events: readonly Event[], thresholds: Thresholds): Behaviour {
  const attributes = Object.assign({}, ...events.map((event) => event.attributes)) as Event['attributes'];
  const created = attributes['create_time'];
  const cmdline = attributes['cmdline'];
  const name = text(attributes['name']);
  const command = Array.isArray(cmdline) ? cmdline.map(String).join(' ') : text(cmdline);
  return {
    pid: Number(attributes['pid']),
    name,
    command: (command === '' ? text(attributes['exe']) || name : command).slice(0, 500),
    username: text(attributes['username']),
    startedMs: typeof created === 'number' ? Math.round(created * 1000) : null,
    busy: busyOf(events, thresholds),
    suspicious: events.findLast((event) => event.kind === 'process.suspicious') ?? null,
    terminated: events.some((event) => event.kind === 'process.terminated'),
    lastMs: Math.max(...events.map((event) => ms(event.lastTimeNs))),
    events,
  };
}

function busyOf(events: readonly Event[], { cpuPercent, suspiciousCpuPercent }: Thresholds): Busy | null {
  let busy: Busy | null = null;
  for (const event of events) {
    const percent = event.attributes['cpu_percent'];
    if (event.kind !== 'process.cpu_high' && event.kind !== 'process.suspicious') continue;
    const threshold = event.kind === 'process.suspicious' ? suspiciousCpuPercent : cpuPercent;
    if (typeof percent !== 'number' || percent < threshold) continue;
    const fromMs = Math.min(ms(event.timeNs), busy?.fromMs ?? Infinity);
    const toMs = Math.max(ms(event.lastTimeNs), busy?.toMs ?? 0);
    const peak: Busy['peak'] = busy !== null && busy.peak.percent >= percent ? busy.peak : { percent, event };
    busy = { fromMs, toMs, peak };
  }
  return busy;
}
