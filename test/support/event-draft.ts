import type { EventDraft } from '../../exporter/src/model/event.ts';

export function eventDraft(fields: Partial<EventDraft> = {}): EventDraft {
  return {
    asset: 'host-a',
    kind: 'process.started',
    source: 'test',
    severity: 'info',
    message: 'process 1 was started',
    attributes: { pid: 1 },
    timeNs: 1_790_000_000_123_456_789n,
    ...fields,
  };
}
