/** Alertmanager's webhook, version 4. Fields it may add later are ignored. */
import { z } from 'zod';

/** Alertmanager sends a group at a time; larger ones are cut there with `max_alerts`. */
const MAX_ALERTS = 10_000;
const Labels = z.record(z.string(), z.string());

export const AlertmanagerAlert = z.object({
  status: z.enum(['firing', 'resolved']),
  labels: Labels,
  annotations: Labels.default({}),
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }).optional().describe('0001-01-01T00:00:00Z while it fires.'),
  generatorURL: z.string().default(''),
  fingerprint: z.string().min(1).max(256),
});
export type AlertmanagerAlert = z.output<typeof AlertmanagerAlert>;

export const AlertmanagerPayload = z.object({
  version: z.literal('4'),
  groupKey: z.string().default(''),
  truncatedAlerts: z.number().int().min(0).default(0),
  status: z.enum(['firing', 'resolved']),
  receiver: z.string().default(''),
  groupLabels: Labels.default({}),
  commonLabels: Labels.default({}),
  commonAnnotations: Labels.default({}),
  externalURL: z.string().default(''),
  alerts: z.array(AlertmanagerAlert).max(MAX_ALERTS),
});
export type AlertmanagerPayload = z.output<typeof AlertmanagerPayload>;
