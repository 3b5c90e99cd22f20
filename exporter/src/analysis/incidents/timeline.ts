/** What happened around an incident, in one line: alerts, events, changes, and what people did. */
import { USER_SOURCE } from '../../model/action.ts';
import type { AssetChange } from '../../model/asset.ts';
import type { EventView, Severity } from '../../model/event.ts';
import type { Activity, Incident, IncidentAlert } from '../../model/incident.ts';
import type { Priority } from '../../model/recommendation.ts';
import { formatTime, msToNs, nsToMs, parseTime } from '../../model/time.ts';
import type { TimelineItem } from '../../model/timeline.ts';
import { isMeaningful, toChange } from './candidates.ts';
import { priorityOf } from './incident.ts';

/** As long before an incident as its causes are looked for. */
const BEFORE_MS = 15 * 60_000;
/** So that the end is seen, and what followed. */
const AFTER_MS = 5 * 60_000;
const MAX_ITEMS = 1000;
const MAX_DETAIL = 2000;

const SEVERITIES: Readonly<Record<Priority, Severity>> = {
  low: 'info',
  medium: 'warning',
  high: 'error',
  critical: 'critical',
};

const ACTIONS: Readonly<Record<Activity['action'], string>> = {
  acknowledge: 'Acknowledged',
  unacknowledge: 'No longer acknowledged',
  resolve: 'Resolved',
  reopen: 'Reopened',
  comment: 'Comment',
  'confirm-cause': 'Cause confirmed',
  'reject-cause': 'Cause rejected',
};

/** From before the incident until now, or until shortly after its end. */
export function spanOf({ startedAt, resolvedAt }: Incident, nowMs: number): { fromMs: number; toMs: number } {
  const startMs = msOf(startedAt) ?? nowMs;
  const endMs = resolvedAt === null ? nowMs : (msOf(resolvedAt) ?? nowMs) + AFTER_MS;
  const fromMs = Math.max(0, Math.min(startMs, nowMs) - BEFORE_MS);
  return { fromMs, toMs: Math.max(fromMs + 1, Math.min(nowMs, endMs)) };
}

/** Oldest first; of too many, those that tell least are left out. */
export function timelineOf(
  incident: Incident,
  events: readonly EventView[],
  changes: readonly AssetChange[],
): TimelineItem[] {
  const told = new Map([...incident.events, ...events].map((event) => [event.id, event]));
  const items = [
    ...incident.alerts.flatMap((alert) => alertItems(alert, incident.asset)),
    ...incident.activity.map((activity) => actionItem(activity, incident.asset)),
    ...changes.filter(isMeaningful).map(changeItem),
    ...[...told.values()].filter(({ source }) => source !== USER_SOURCE).map(eventItem),
  ];
  return bounded(items).sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
}

function bounded(items: readonly TimelineItem[]): TimelineItem[] {
  if (items.length <= MAX_ITEMS) return [...items];
  const rank = ({ kind, severity }: TimelineItem) =>
    kind !== 'event' ? 2 : severity === 'debug' || severity === 'info' ? 0 : 1;
  return [...items].sort((a, b) => rank(b) - rank(a)).slice(0, MAX_ITEMS);
}

function alertItems(alert: IncidentAlert, asset: string): TimelineItem[] {
  const { name, annotations, startsAt, endsAt, fingerprint } = alert;
  const detail = cut(annotations['summary'] ?? annotations['description'] ?? null);
  const common = { kind: 'alert', detail, asset, ref: fingerprint } as const;
  const severity = SEVERITIES[priorityOf(alert)];
  const fired: TimelineItem = { ...common, time: startsAt, severity, title: `Alert ${name} fired` };
  if (endsAt === null) return [fired];
  return [fired, { ...common, time: endsAt, severity: 'info', title: `Alert ${name} ended` }];
}

function eventItem({ id, time, severity, kind, message, count, asset }: EventView): TimelineItem {
  const detail = cut(count > 1 ? `${message} (${count} times)` : message);
  return { time, kind: 'event', severity, title: kind, detail, asset, ref: id };
}

function changeItem(change: AssetChange): TimelineItem {
  const { time, asset, field } = change;
  // Times of changes have milliseconds; others have nanoseconds, and they are compared as texts.
  const at = formatTime(parseTime(time) ?? msToNs(0));
  return {
    time: at,
    kind: 'change',
    severity: 'info',
    title: toChange(change).title,
    detail: null,
    asset,
    ref: field,
  };
}

function actionItem({ time, actor, action, note, cause }: Activity, asset: string): TimelineItem {
  const title = `${ACTIONS[action]} by ${actor}`;
  return { time, kind: 'action', severity: 'info', title, detail: cut(note ?? cause), asset, ref: cause };
}

function cut(text: string | null): string | null {
  return text !== null && text.length > MAX_DETAIL ? `${text.slice(0, MAX_DETAIL)}…` : text;
}

function msOf(time: string): number | null {
  const ns = parseTime(time);
  return ns === null ? null : nsToMs(ns);
}
