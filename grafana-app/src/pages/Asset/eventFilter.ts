import type { EventSeverity } from '../../api/types';
import { EVENT_SEVERITIES } from '../../api/values';
import { searchOf, type UrlReader } from '../../components/urlFilter';

export interface EventFilter {
  readonly severity: EventSeverity | undefined;
  readonly kind: string | undefined;
  readonly search: string | undefined;
  /** RFC 3339. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** What the API takes at most. */
const MAX_KIND = 128;

/** RFC 3339 of the URL; undefined when it is no time. */
export function timeOf(text: string): string | undefined {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** The filters of the URL as the API takes them; what is not valid does not filter. */
export function eventFilter(url: Pick<UrlReader, 'get'>): EventFilter {
  return {
    severity: EVENT_SEVERITIES.find((severity) => severity === url.get('severity')),
    kind: url.get('kind').slice(0, MAX_KIND) || undefined,
    search: searchOf(url) || undefined,
    from: timeOf(url.get('from')),
    to: timeOf(url.get('to')),
  };
}

export const hasFilter = (filter: EventFilter): boolean => Object.values(filter).some((value) => value !== undefined);

/** Kinds to choose from: those of the events at hand, and the one chosen. */
export function kindChoices(events: ReadonlyArray<{ readonly kind: string }>, chosen: string | undefined): string[] {
  const kinds = events.map(({ kind }) => kind);
  return [...new Set(chosen === undefined ? kinds : [...kinds, chosen])].sort();
}
