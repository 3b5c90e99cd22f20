/**
 * Alertmanager's webhook, version 4
 * (https://prometheus.io/docs/alerting/latest/configuration/#webhook_config). Each alert stands for itself:
 * a bad one is reported and the others are used. Texts are cut to bounds, since labels may carry anything.
 */
import { z } from 'zod';
import { ModuleError } from '../../model/errors.ts';
import type { IncidentAlert } from '../../model/incident.ts';
import { formatTime, parseTime } from '../../model/time.ts';

/** More in one delivery is a storm; the sender's groups are far smaller, and it delivers again. */
export const MAX_ALERTS = 1000;
const MAX_LABELS = 64;
const MAX_NAME = 128;
const MAX_LABEL_VALUE = 1024;
const MAX_ANNOTATION_VALUE = 4096;
const MAX_URL = 2048;

const Envelope = z.object({
  version: z.string().optional(),
  externalURL: z.unknown().optional(),
  alerts: z.array(z.unknown()),
});

const Texts = z.record(z.string(), z.string());
const time = z.string().transform((text, context) => {
  const ns = parseTime(text);
  if (ns !== null) return formatTime(ns);
  context.addIssue({ code: 'custom', message: 'not an RFC 3339 time after 1970' });
  return z.NEVER;
});

const Alert = z.object({
  status: z.enum(['firing', 'resolved']),
  labels: Texts.transform((labels) => bounded(labels, MAX_LABEL_VALUE)),
  annotations: Texts.default({}).transform((annotations) => bounded(annotations, MAX_ANNOTATION_VALUE)),
  startsAt: time,
  endsAt: z.string().optional(),
  generatorURL: z
    .string()
    .default('')
    .transform((url) => url.slice(0, MAX_URL)),
  fingerprint: z.string().min(1).max(256),
});

export interface RejectedAlert {
  /** Position in the delivery. */
  readonly index: number;
  readonly reason: string;
}

export interface Delivery {
  readonly alerts: readonly IncidentAlert[];
  readonly rejected: readonly RejectedAlert[];
}

/** @throws ModuleError `malformed_reply` when it is no delivery at all. */
export function parseDelivery(payload: unknown): Delivery {
  const envelope = Envelope.safeParse(payload);
  if (!envelope.success)
    throw new ModuleError('malformed_reply', 'not a webhook of Alertmanager: no list of alerts');
  const { version = '4' } = envelope.data;
  if (version !== '4')
    throw new ModuleError('unsupported', `version ${version.slice(0, 20)} of the webhook, not 4`);
  const alertmanagerUrl = webAddress(envelope.data.externalURL);
  const alerts: IncidentAlert[] = [];
  const rejected: RejectedAlert[] = [];
  envelope.data.alerts.forEach((each, index) => {
    const parsed = Alert.safeParse(each);
    if (index >= MAX_ALERTS)
      rejected.push({ index, reason: `more than ${MAX_ALERTS} alerts in one delivery` });
    else if (!parsed.success) rejected.push({ index, reason: reasonOf(parsed.error) });
    else alerts.push(toIncidentAlert(parsed.data, alertmanagerUrl));
  });
  return { alerts, rejected: rejected.slice(0, MAX_ALERTS) };
}

function toIncidentAlert(
  { endsAt, generatorURL, ...alert }: z.output<typeof Alert>,
  alertmanagerUrl: string | null,
): IncidentAlert {
  const ns = endsAt === undefined ? null : parseTime(endsAt); // 0001-01-01T00:00:00Z while it fires
  return {
    fingerprint: alert.fingerprint,
    name: alert.labels['alertname'] ?? 'alert',
    status: alert.status,
    labels: alert.labels,
    annotations: alert.annotations,
    startsAt: alert.startsAt,
    endsAt: alert.status === 'resolved' && ns !== null ? formatTime(ns) : null,
    generatorUrl: generatorURL,
    alertmanagerUrl,
  };
}

/** People will follow it: nothing but http and https, and no password in it. */
function webAddress(address: unknown): string | null {
  if (typeof address !== 'string' || address.length > MAX_URL || !URL.canParse(address)) return null;
  const { protocol, username, password } = new URL(address);
  const isWeb = protocol === 'http:' || protocol === 'https:';
  return isWeb && username === '' && password === '' ? address : null;
}

function bounded(texts: Readonly<Record<string, string>>, maxValue: number): Record<string, string> {
  const entries = Object.entries(texts).filter(([name]) => name.length <= MAX_NAME);
  return Object.fromEntries(
    entries.slice(0, MAX_LABELS).map(([name, value]) => [name, value.slice(0, maxValue)]),
  );
}

function reasonOf(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('; ')
    .slice(0, 500);
}
