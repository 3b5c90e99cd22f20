import type { EventQuery } from '../../api/events';
import type { FathomEvent } from '../../api/types';
import type { Evidence } from './computation';

/** Events count for minutes; those collapsed into an earlier one have its time. */
const BEFORE_MS = 60 * 60_000;
/** The end of the period is exclusive, and times have nanoseconds. */
const AFTER_MS = 1000;
const LIMIT = 1000;

/** Among which the events of the evidence are. */
export function evidenceQuery(entity: string, { time }: Pick<Evidence, 'time'>) {
  const at = Date.parse(time);
  return {
    asset: entity,
    from: new Date(at - BEFORE_MS).toISOString(),
    to: new Date(at + AFTER_MS).toISOString(),
    limit: LIMIT,
  } satisfies EventQuery;
}

export interface FoundEvents {
  readonly found: readonly FathomEvent[];
  /** Ids of those that are not among them. */
  readonly missing: readonly string[];
}

/** In the order of the evidence. */
export function eventsOf({ events }: Pick<Evidence, 'events'>, candidates: readonly FathomEvent[]): FoundEvents {
  const byId = new Map(candidates.map((event) => [event.id, event]));
  return {
    found: events.flatMap((id) => byId.get(id) ?? []),
    missing: events.filter((id) => !byId.has(id)),
  };
}
