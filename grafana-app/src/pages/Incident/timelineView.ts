/** The timeline of an incident as it is shown: filtered, and on a chart. */
import type { TimelineItem } from '../../api/types';
import type { ChartMarker } from '../../components/TimeChart/series';

export type Kind = TimelineItem['kind'];

export const KINDS: readonly Kind[] = ['alert', 'event', 'change', 'action'];

/** More labels on a chart stand in each other's way. */
const MAX_MARKERS = 4;

/** None chosen means all. */
export function ofKinds(items: readonly TimelineItem[], kinds: readonly string[]): TimelineItem[] {
  const chosen = KINDS.filter((kind) => kinds.includes(kind));
  return items.filter(({ kind }) => chosen.length === 0 || chosen.includes(kind));
}

export function countsOf(items: readonly TimelineItem[]): Record<Kind, number> {
  const counts = { alert: 0, event: 0, change: 0, action: 0 };
  for (const { kind } of items) {
    counts[kind] += 1;
  }
  return counts;
}

/**
 * Alerts and what people did before anything else, then what is most severe; in the order of time. Of what happened
 * again and again, the first time.
 */
export function markersOf(items: readonly TimelineItem[]): ChartMarker[] {
  const firsts = new Map([...items].reverse().map((item) => [item.title, item]));
  return [...firsts.values()]
    .sort((a, b) => weightOf(b) - weightOf(a))
    .slice(0, MAX_MARKERS)
    .map(({ time, title }) => ({ time: Date.parse(time), label: title }))
    .sort((a, b) => a.time - b.time);
}

const SEVERITIES: Readonly<Record<TimelineItem['severity'], number>> = {
  debug: 0,
  info: 1,
  warning: 2,
  error: 3,
  critical: 4,
};

function weightOf({ kind, severity }: TimelineItem): number {
  switch (kind) {
    case 'alert':
      return 20 + SEVERITIES[severity];
    case 'action':
      return 15;
    case 'change':
      return 3.5;
    case 'event':
      return SEVERITIES[severity];
  }
}
