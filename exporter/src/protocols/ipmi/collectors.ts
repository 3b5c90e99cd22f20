/** Names that ipmi_exporter's configuration has for what is asked of a BMC. */
export const COLLECTORS = [
  'ipmi',
  'dcmi',
  'bmc',
  'chassis',
  'bmc-watchdog',
  'sel',
  'sel-events',
  'sm-lan-mode',
] as const;
export type CollectorName = (typeof COLLECTORS)[number];

export const DEFAULT_COLLECTORS: readonly CollectorName[] = ['ipmi', 'dcmi', 'bmc', 'chassis'];
