import type { Asset } from '../../api/types';

export const TABS = [
  'summary',
  'metrics',
  'ports',
  'processes',
  'events',
  'relations',
  'history',
  'recommendations',
] as const;
export type Tab = (typeof TABS)[number];

/** The tab a path names; null when there is no such tab. */
export function tabOf(segment: string | undefined): Tab | null {
  return TABS.find((tab) => tab === (segment ?? 'summary')) ?? null;
}

/** Nothing runs on a service or a process. */
export function tabsFor(kind: Asset['kind']): readonly Tab[] {
  const canRunThings = kind !== 'service' && kind !== 'process';
  return TABS.filter((tab) => canRunThings || (tab !== 'ports' && tab !== 'processes'));
}
