import type { AdvisorView, Series } from '../../exporter/src/contract/module.ts';
import type { Event } from '../../exporter/src/model/event.ts';

export interface ViewParts {
  readonly nowMs: number;
  readonly events?: readonly Event[];
  readonly series?: Readonly<Record<string, readonly Series[]>>;
}

/** What an advisor sees of `host-a`. */
export function advisorView({ nowMs, events = [], series = {} }: ViewParts): AdvisorView {
  const seen = '2026-01-01T00:00:00.000Z';
  return {
    asset: {
      id: 'host-a',
      kind: 'host',
      name: 'a',
      labels: {},
      attributes: {},
      relations: [],
      tenant: 'default',
      source: 'system',
      status: 'active',
      firstSeen: seen,
      lastSeen: seen,
    },
    nowMs,
    events,
    series: (metric) => series[metric] ?? [],
  };
}
