import { useEffect, useMemo, useState } from 'react';
import { isDateTime, rangeUtil, type RawTimeRange, type TimeRange } from '@grafana/data';
import { getTemplateSrv, locationService } from '@grafana/runtime';
import { useLocation } from 'react-router-dom-v5-compat';
import { preview } from '../boot-data.ts';

const DEFAULT: RawTimeRange = { from: 'now-6h', to: 'now' };

/** The range of the address (`from`, `to`), taken anew whenever `tick` changes, as relative ranges move on. */
export function useTimeRange(fallback: RawTimeRange = DEFAULT, tick = 0): TimeRange {
  const { search } = useLocation();
  return useMemo(() => {
    const query = new URLSearchParams(search);
    const raw = { from: instant(query.get('from')) ?? fallback.from, to: instant(query.get('to')) ?? fallback.to };
    const range = rangeUtil.convertRawToRange(raw, preview.preferences.timeZone);
    getTemplateSrv().updateTimeRange(range);
    return range;
  }, [search, fallback.from, fallback.to, tick]);
}

export function changeTimeRange({ raw }: TimeRange): void {
  locationService.partial({ from: written(raw.from), to: written(raw.to) });
}

/** Counts up at the interval, given as `30s`; 0 for ever when there is none. */
export function useTick(interval: string | boolean | undefined): [number, () => void] {
  const [tick, setTick] = useState(0);
  useEffect(() => {
    if (typeof interval !== 'string' || interval === '') return undefined;
    const timer = window.setInterval(() => setTick((count) => count + 1), rangeUtil.intervalToMs(interval));
    return () => window.clearInterval(timer);
  }, [interval]);
  return [tick, () => setTick((count) => count + 1)];
}

/** Milliseconds are written as digits, everything else as Grafana's date expressions. */
function instant(text: string | null): string | undefined {
  if (text === null || text === '') return undefined;
  return /^\d{10,15}$/.test(text) ? new Date(Number(text)).toISOString() : text;
}

function written(value: RawTimeRange['from']): string {
  return isDateTime(value) ? String(value.valueOf()) : value;
}
