import { z } from 'zod';
import { Severity } from './event.ts';

/** Something on the timeline of an incident. */
export const TimelineItem = z.object({
  time: z.string(),
  kind: z.enum(['alert', 'event', 'change', 'action']),
  severity: Severity,
  title: z.string(),
  detail: z.string().nullable(),
  asset: z.string(),
  ref: z
    .string()
    .nullable()
    .describe('Fingerprint of the alert, id of the event, field of the change, title of the cause.'),
});
export type TimelineItem = z.infer<typeof TimelineItem>;
