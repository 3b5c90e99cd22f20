import type { EventSeverity } from '../../api/types';

export const SEVERITIES: readonly EventSeverity[] = ['critical', 'error', 'warning', 'info', 'debug'];

export interface EventFilter {
  readonly severity: EventSeverity | undefined;
  readonly kind: string | undefined;
  readonly search: string | undefined;
  /** RFC 3339. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** What the API takes at most. */
const MAX_SEARCH = 256;
const MAX_KIND = 128;

export const severityOf = (text: string) => SEVERITIES.find((severity) => severity === text);

/** RFC 3339 of the URL; undefined when it is no time. */
export function timeOf(text: string): string | undefined {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** The filters of the URL as the API takes them; what is not valid does not filter. */
export function eventFilter(get: (name: string) => string): EventFilter {
  return {
    severity: severityOf(get('severity')),
    kind: get('kind').slice(0, MAX_KIND) || undefined,
    search: get('search').trim().slice(0, MAX_SEARCH) || undefined,
    from: timeOf(get('from')),
    to: timeOf(get('to')),
  };
}

export const hasFilter = (filter: EventFilter): boolean => Object.values(filter).some((value) => value !== undefined);

/** Kinds to choose from: those of the events at hand, and the one chosen. */
export function kindChoices(events: ReadonlyArray<{ readonly kind: string }>, chosen: string | undefined): string[] {
  const kinds = events.map(({ kind }) => kind);
  return [...new Set(chosen === undefined ? kinds : [...kinds, chosen])].sort();
}
