/** Ways from an incident to where its alerts come from, and to what was measured at that time. */
import type { Incident, IncidentAlert } from '../../api/types';
import { exploreUrl, hostDashboardUrl } from '../../components/grafanaLinks';
import { safeUrl } from '../../components/safeUrl';

/** Before the beginning and after the end: what led to it, and what followed. */
const AROUND_MS = 15 * 60_000;

/** The alert among those of its Alertmanager, by its name and its place. */
export function alertmanagerLink({ alertmanagerUrl, labels }: IncidentAlert): string | null {
  const base = safeUrl(alertmanagerUrl);
  if (base === null) {
    return null;
  }
  const matchers = Object.entries(labels).map(([name, value]) => `${name}="${quoted(value)}"`);
  return `${base.replace(/\/+$/, '')}/#/alerts?filter=${encodeURIComponent(`{${matchers.join(',')}}`)}`;
}

/** Milliseconds since the epoch: the incident, and 15 minutes around it. */
export function timesAround({ startedAt, resolvedAt }: Incident, now: number): { from: number; to: number } {
  const end = resolvedAt === null ? now : Date.parse(resolvedAt);
  return { from: Date.parse(startedAt) - AROUND_MS, to: Math.min(now, end + AROUND_MS) };
}

/** Within Grafana. Without an instance that the alerts name, the dashboard is of the asset. */
export function dashboardPath(uid: string, incident: Incident, now: number): string {
  return hostDashboardUrl(uid, instanceOf(incident) ?? incident.asset, timesAround(incident, now));
}

/** Within Grafana: what the first alert asks Prometheus, else whether its instance was up. Null when neither is known. */
export function explorePath(prometheusUid: string, incident: Incident, now: number): string | null {
  const expression = expressionOf(incident);
  return expression === null ? null : exploreUrl(prometheusUid, expression, timesAround(incident, now));
}

function expressionOf(incident: Incident): string | null {
  for (const { generatorUrl } of incident.alerts) {
    const address = safeUrl(generatorUrl);
    const asked = address === null ? null : new URL(address).searchParams.get('g0.expr');
    if (asked !== null && asked !== '') {
      return asked;
    }
  }
  const instance = instanceOf(incident);
  return instance === null ? null : `up{instance="${quoted(instance)}"}`;
}

function instanceOf({ alerts }: Incident): string | null {
  return alerts.map(({ labels }) => labels.instance).find((each) => each !== undefined) ?? null;
}

/** As a string of PromQL and of Alertmanager's matchers. */
const quoted = (value: string) => value.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n');
