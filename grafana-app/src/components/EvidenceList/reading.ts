import type { Fact } from '../../api/types';

/** What the value of a fact is, so that it can be written as people read it. */
export type Reading =
  | { readonly kind: 'text'; readonly text: string }
  /** RFC 3339. */
  | { readonly kind: 'time'; readonly time: string }
  | { readonly kind: 'duration'; readonly milliseconds: number }
  /** `unit` is one of Grafana's. */
  | { readonly kind: 'quantity'; readonly value: number; readonly unit: string };

/** Of Fathom's units, as Grafana names them. */
const GRAFANA_UNITS: Readonly<Record<string, string>> = {
  B: 'bytes',
  'B/s': 'binBps',
  '%': 'percent',
};

const MILLISECONDS: Readonly<Record<string, number>> = { s: 1000, ms: 1 };

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const SIGNIFICANT_DIGITS = 6;

export function readingOf({ value, unit = '' }: Pick<Fact, 'value' | 'unit'>): Reading {
  if (typeof value === 'string') {
    return RFC_3339.test(value) ? { kind: 'time', time: value } : { kind: 'text', text: value };
  }
  const grafanaUnit = GRAFANA_UNITS[unit];
  if (grafanaUnit !== undefined) {
    return { kind: 'quantity', value, unit: grafanaUnit };
  }
  const scale = MILLISECONDS[unit];
  return scale !== undefined && value >= 0
    ? { kind: 'duration', milliseconds: value * scale }
    : { kind: 'text', text: plain(value, unit) };
}

/** Without separators: a bare number may be a process id. */
function plain(value: number, unit: string): string {
  const digits = Number.isInteger(value) ? value : Number(value.toPrecision(SIGNIFICANT_DIGITS));
  return unit === '' ? String(digits) : `${digits} ${unit}`;
}

/** As it came, for those who compute it again. */
export const exactValue = ({ value, unit = '' }: Pick<Fact, 'value' | 'unit'>): string =>
  unit === '' ? String(value) : `${value} ${unit}`;

/** Ids of events are 11 characters of base 36; metrics and formulas look otherwise. */
const EVENT_ID = /^[0-9a-z]{11}$/;

export const isEventId = (source: string): boolean => EVENT_ID.test(source) && /\d/.test(source);
