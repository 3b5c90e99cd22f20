/** Free space over time: what was seen, what follows from it, and where it ends. */
import type { Chart } from '../../../model/chart.ts';
import type { Filesystem } from './filesystems.ts';
import type { Forecast } from './forecast.ts';
import { MAX_POINTS, thin, type Point } from './trend.ts';

/** Points of the forecast: lines that bend only where nothing is left. */
const STEPS = 48;

export interface Limits {
  /** Free space, in per cent. */
  readonly lowPercent: number;
  readonly criticalPercent: number;
}

/** The forecast is the line of `explanation`: `last + slope · x`, bounded by the interval of the slope. */
export function chartOf(filesystem: Filesystem, ahead: Forecast | null, limits: Limits): Chart {
  const { mountpoint, sizeBytes, avail } = filesystem;
  const seen = avail.filter(([, bytes]) => Number.isFinite(bytes));
  const observed = thin(seen, MAX_POINTS).map(([ms, bytes]): [number, number] => [ms, bytes]);
  const threshold = (percent: number) => ({ value: (sizeBytes * percent) / 100, label: `${percent} % free` });
  return {
    title: `Free space of ${mountpoint}`.slice(0, 200),
    unit: 'bytes',
    series: [{ name: 'free', role: 'observed', points: observed }, ...(ahead === null ? [] : linesOf(ahead))],
    thresholds: [threshold(limits.lowPercent), threshold(limits.criticalPercent)],
  };
}

function linesOf({ trend, last, secondsToFull, latestSeconds }: Forecast): Chart['series'] {
  // The latest end may lie years ahead where the trend is weak.
  const endSeconds = Math.min(latestSeconds, 2 * secondsToFull);
  if (!(endSeconds > 0)) return [];
  const times = Array.from({ length: STEPS + 1 }, (_, i) => (i * endSeconds) / STEPS);
  const line = (slope: number) => times.map((seconds) => pointAt(last, slope, seconds));
  return [
    { name: 'forecast', role: 'forecast', points: line(trend.slope) },
    { name: '90 % lower', role: 'lower', points: line(trend.slopeLow) },
    { name: '90 % upper', role: 'upper', points: line(trend.slopeHigh) },
  ];
}

function pointAt([ms, bytes]: Point, slope: number, seconds: number): [number, number] {
  return [Math.round(ms + seconds * 1000), Math.max(0, bytes + slope * seconds)];
}
