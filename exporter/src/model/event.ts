import { z } from 'zod';
import { AssetId } from './asset.ts';
import { Attributes, type JsonObject } from './json.ts';
import { formatTime } from './time.ts';

export const SEVERITIES = ['debug', 'info', 'warning', 'error', 'critical'] as const;
export const Severity = z.enum(SEVERITIES);
export type Severity = z.infer<typeof Severity>;

/** Something that happened to an asset, before it is stored. */
export interface EventDraft {
  readonly asset: string;
  /** What happened, as a dotted fact that rules match on: `process.started`, `host.memory_spike`. */
  readonly kind: string;
  /** Who reported it: `process-behaviour`, `snmp`, `api`. */
  readonly source: string;
  readonly severity: Severity;
  readonly message: string;
  readonly attributes: JsonObject;
  /** Nanoseconds since the epoch; when it happened, not when it arrived. */
  readonly timeNs: bigint;
  readonly tenant?: string;
  /** Delivering the same key twice stores the event once. Default: a new random key. */
  readonly idempotencyKey?: string;
  /** Events alike but for their time share it. Default: a hash of tenant, asset, kind, source and message. */
  readonly fingerprint?: string;
}

/** A stored event. */
export interface Event extends Omit<EventDraft, 'tenant' | 'fingerprint' | 'idempotencyKey'> {
  readonly id: string;
  readonly tenant: string;
  readonly fingerprint: string;
  /** How many deliveries this row stands for: duplicates within the window collapse into it. */
  readonly count: number;
  readonly lastTimeNs: bigint;
}

/** An event as the API shows it. */
export const EventView = z.object({
  id: z.string(),
  tenant: z.string(),
  asset: AssetId,
  time: z.string().describe('RFC 3339 with nanoseconds.'),
  lastTime: z.string().describe('Time of the last duplicate that was collapsed into this event.'),
  source: z.string(),
  kind: z.string(),
  severity: Severity,
  message: z.string(),
  attributes: Attributes,
  fingerprint: z.string(),
  count: z.number().int().positive(),
});
export type EventView = z.infer<typeof EventView>;

export function toEventView({ timeNs, lastTimeNs, ...rest }: Event): EventView {
  return {
    id: rest.id,
    tenant: rest.tenant,
    asset: rest.asset,
    time: formatTime(timeNs),
    lastTime: formatTime(lastTimeNs),
    source: rest.source,
    kind: rest.kind,
    severity: rest.severity,
    message: rest.message,
    attributes: rest.attributes,
    fingerprint: rest.fingerprint,
    count: rest.count,
  };
}
