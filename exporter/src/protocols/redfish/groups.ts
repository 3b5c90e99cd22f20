/** Groups of metrics, by the names that the section `metrics` of idrac_exporter's configuration has. */
export const GROUPS = [
  'system',
  'sensors',
  'events',
  'power',
  'storage',
  'memory',
  'network',
  'processors',
  'manager',
  'extra',
] as const;
export type Group = (typeof GROUPS)[number];
