/** An incident as alerts come and go. */
import { createHash } from 'node:crypto';
import type { Incident, IncidentAlert } from '../../model/incident.ts';
import type { Priority } from '../../model/recommendation.ts';

/** Alerts kept of one incident: those that fire, and the latest of the others. */
const MAX_ALERTS = 200;

/** By the label `severity`; anything else is medium, since somebody wanted to be told. */
const PRIORITIES: Readonly<Record<string, Priority>> = {
  critical: 'critical',
  emergency: 'critical',
  page: 'critical',
  high: 'high',
  error: 'high',
  warning: 'medium',
  medium: 'medium',
  info: 'low',
  low: 'low',
  none: 'low',
};
const ORDER: readonly Priority[] = ['low', 'medium', 'high', 'critical'];

export function newIncident(
  asset: string,
  assetName: string,
  tenant: string,
  alert: IncidentAlert,
): Incident {
  const hash = createHash('sha256')
    .update(JSON.stringify([asset, alert.fingerprint, alert.startsAt]))
    .digest('hex');
  return {
    id: `inc-${hash.slice(0, 16)}`,
    tenant,
    title: `${alert.name} on ${assetName}`,
    asset,
    severity: priorityOf(alert),
    status: 'open',
    startedAt: alert.startsAt,
    updatedAt: alert.startsAt,
    resolvedAt: null,
    acknowledged: null,
    activity: [],
    alerts: [],
    causes: [],
    score: null,
    metrics: [],
    events: [],
    recommendations: [],
  };
}

/** The alert added or brought up to date. */
export function withAlert(incident: Incident, alert: IncidentAlert, now: string): Incident {
  const known = incident.alerts.find((each) => isSame(each, alert));
  const others = incident.alerts.filter((each) => !isSame(each, alert));
  const alerts = bounded([...others, alert]);
  return {
    ...incident,
    ...(known?.status === alert.status ? {} : statusAfter(incident, alert, alerts, now)),
    alerts,
    severity: alerts.map(priorityOf).reduce(higher, incident.severity),
    startedAt: alert.startsAt < incident.startedAt ? alert.startsAt : incident.startedAt,
    updatedAt: now,
  };
}

/**
 * Open again by an alert that begins, and then nobody looks after it yet; resolved when all alerts are, from the last
 * end on. What people have resolved stays so until another alert begins, however long the known ones go on.
 */
function statusAfter(
  { status, resolvedAt, acknowledged }: Incident,
  alert: IncidentAlert,
  alerts: readonly IncidentAlert[],
  now: string,
): Pick<Incident, 'status' | 'resolvedAt' | 'acknowledged'> {
  if (alert.status === 'firing')
    return { status: 'open', resolvedAt: null, acknowledged: status === 'open' ? acknowledged : null };
  if (status === 'resolved' || alerts.some((each) => each.status === 'firing'))
    return { status, resolvedAt, acknowledged };
  const ends = alerts.map(({ endsAt }) => endsAt ?? now).sort();
  return { status: 'resolved', resolvedAt: ends.at(-1) ?? now, acknowledged };
}

function isSame(a: IncidentAlert, b: IncidentAlert): boolean {
  return a.fingerprint === b.fingerprint && a.startsAt === b.startsAt;
}

function bounded(alerts: readonly IncidentAlert[]): IncidentAlert[] {
  const byStart = (a: IncidentAlert, b: IncidentAlert) =>
    a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : a.fingerprint < b.fingerprint ? -1 : 1;
  const sorted = [...alerts].sort(byStart);
  if (sorted.length <= MAX_ALERTS) return sorted;
  const firing = sorted.filter(({ status }) => status === 'firing').slice(-MAX_ALERTS);
  const room = MAX_ALERTS - firing.length;
  const others = room > 0 ? sorted.filter(({ status }) => status !== 'firing').slice(-room) : [];
  return [...firing, ...others].sort(byStart);
}

export function priorityOf({ labels }: IncidentAlert): Priority {
  return PRIORITIES[(labels['severity'] ?? '').toLowerCase()] ?? 'medium';
}

function higher(a: Priority, b: Priority): Priority {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}
