import { z } from 'zod';
import { USER_SOURCE } from '../../model/action.ts';
import { AssetId } from '../../model/asset.ts';
import { type EventDraft, Severity } from '../../model/event.ts';
import { Attributes } from '../../model/json.ts';
import { msToNs } from '../../model/time.ts';
import { Time } from './time.ts';

export const IdempotencyKey = z.string().min(1).max(256);
const Word = z.string().min(1).max(128);

export const EventInput = z
  .strictObject({
    asset: AssetId.optional(),
    asset_id: AssetId.optional().describe('Another name of `asset`.'),
    time: Time.optional().describe('When it happened; now, when left out.'),
    timestamp: Time.optional().describe('Another name of `time`.'),
    kind: Word.optional().describe('What happened; `metric.<metric>` for a measurement, else `event`.'),
    source: Word.default('api'),
    severity: Severity.default('info'),
    message: z.string().max(8192).default(''),
    metric: Word.optional().describe('Name of what was measured; with `value` it becomes attributes.'),
    value: z.number().optional(),
    attributes: Attributes.default({}),
    tenant: Word.optional(),
    idempotencyKey: IdempotencyKey.optional().describe('Delivering a key twice stores the event once.'),
    fingerprint: z.string().min(1).max(256).optional().describe('Events alike but for their time share it.'),
  })
  .superRefine((input, context) => {
    const fault = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if ((input.asset ?? input.asset_id) === undefined) fault('asset', 'is required');
    if (input.asset !== undefined && input.asset_id !== undefined) fault('asset_id', 'given besides asset');
    if (input.time !== undefined && input.timestamp !== undefined) fault('timestamp', 'given besides time');
    if ((input.metric === undefined) !== (input.value === undefined))
      fault('metric', 'metric and value belong together');
    if (input.source === USER_SOURCE) fault('source', `\`${USER_SOURCE}\` is reserved for actions of people`);
    if (!input.message && input.kind === undefined && input.metric === undefined)
      fault('message', 'one of message, kind and metric is required');
  })
  .meta({
    example: {
      asset: 'srv-01',
      time: '2026-02-19T14:00:00Z',
      kind: 'host.memory_spike',
      severity: 'warning',
      message: 'memory in use rose from 40 % to 93 %',
      attributes: { percent: 93 },
    },
  });
export type EventInput = z.output<typeof EventInput>;

export function toEventDraft(input: EventInput, idempotencyKey: string | undefined): EventDraft {
  const { asset = '', asset_id = asset, metric, value, attributes } = input;
  const key = input.idempotencyKey ?? idempotencyKey;
  return {
    asset: asset_id,
    kind: input.kind ?? (metric === undefined ? 'event' : `metric.${metric}`),
    source: input.source,
    severity: input.severity,
    message: input.message,
    attributes: metric === undefined || value === undefined ? attributes : { ...attributes, metric, value },
    timeNs: input.time ?? input.timestamp ?? msToNs(Date.now()),
    ...(input.tenant !== undefined && { tenant: input.tenant }),
    ...(key !== undefined && { idempotencyKey: key }),
    ...(input.fingerprint !== undefined && { fingerprint: input.fingerprint }),
  };
}
