/**
 * Alertmanager's webhook, version 4, as the API takes it in and documents it. Each alert is checked by the incident
 * desk on its own, so that a bad one does not cost the others.
 */
import { z } from 'zod';

const Labels = z.record(z.string(), z.string());

/** What an alert looks like, for the documentation. */
export const AlertmanagerAlert = z.object({
  status: z.enum(['firing', 'resolved']),
  labels: Labels,
  annotations: Labels.default({}),
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }).optional().describe('0001-01-01T00:00:00Z while it fires.'),
  generatorURL: z.string().default(''),
  fingerprint: z.string().min(1).max(256),
});

export const AlertmanagerPayload = z.looseObject({
  version: z.literal('4'),
  alerts: z.array(z.unknown()),
});
export type AlertmanagerPayload = z.output<typeof AlertmanagerPayload>;

export const RejectedAlert = z.object({
  index: z.number().int().describe('Position in the delivery.'),
  reason: z.string(),
});
