/** Metrics of a made-up MIB, each with what a device has for it, so that both sides can be asked for it. */
import type { OldMetric } from './old-form.ts';

/** Below it nothing is assigned: the example arc of RFC 5612. */
export const ROOT = '1.3.6.1.4.1.32473.1';

/** snmpsim's type (a decimal tag, `x` behind it when the value is hex) and the value. */
export type Value = readonly [type: string, value: string | number | bigint];

export interface OddCase {
  readonly metric: Omit<OldMetric, 'oid' | 'help'>;
  /** Values by the rest of their OID behind the metric's. */
  readonly rows: Readonly<Record<string, Value>>;
}

export interface OddDevice {
  readonly metrics: readonly OldMetric[];
  /** Lines in snmpsim's format, in no order. */
  readonly recording: readonly string[];
}

/** Gives each case a column of its own, in their order from 1. */
export function deviceOf(cases: readonly OddCase[], root = ROOT): OddDevice {
  const metrics = cases.map(({ metric }, i) => ({
    ...metric,
    oid: columnOf(i, root),
    help: `Odd ${metric.name}`,
  }));
  const recording = cases.flatMap(({ rows }, i) =>
    Object.entries(rows).map(([rest, [type, value]]) => `${columnOf(i, root)}.${rest}|${type}|${value}`),
  );
  return { metrics, recording };
}

const columnOf = (i: number, root: string) => `${root}.${i + 1}`;

/** By OID, as agents have to tell them. */
export function sorted(lines: readonly string[]): string[] {
  const key = (line: string) =>
    (line.split('|')[0] ?? '')
      .split('.')
      .map((each) => each.padStart(10, '0'))
      .join('.');
  return [...lines].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
