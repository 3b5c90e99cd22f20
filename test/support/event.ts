import type { Event } from '../../exporter/src/model/event.ts';
import type { JsonObject } from '../../exporter/src/model/json.ts';
import { msToNs } from '../../exporter/src/model/time.ts';

/** 2026-01-01T00:00:00Z, in milliseconds. */
export const START = Date.UTC(2026, 0, 1);

/** Milliseconds since the epoch of so many seconds after START. */
export const at = (seconds: number) => START + seconds * 1000;

/** A stored event of `host-a`, so many seconds after START; its id is `kind@seconds`. */
export function event(
  kind: string,
  seconds: number,
  attributes: JsonObject = {},
  other: Partial<Event> = {},
): Event {
  const timeNs = msToNs(at(seconds));
  return {
    id: `${kind}@${seconds}`,
    tenant: 'default',
    asset: 'host-a',
    kind,
    source: 'test',
    severity: 'warning',
    message: kind,
    attributes,
    timeNs,
    lastTimeNs: timeNs,
    fingerprint: kind,
    count: 1,
    ...other,
  };
}
