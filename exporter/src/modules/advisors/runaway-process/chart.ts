/** CPU use of a process as its events tell it. */
import { MAX_CHART_POINTS, type Chart } from '../../../model/chart.ts';
import type { Event } from '../../../model/event.ts';
import type { Behaviour, Thresholds } from './behaviour.ts';

/** Null when no event tells of its CPU use. */
export function chartOf({ pid, name, events, suspicious }: Behaviour, thresholds: Thresholds): Chart | null {
  const points = pointsOf(events);
  if (points.length === 0) return null;
  const value = suspicious === null ? thresholds.cpuPercent : thresholds.suspiciousCpuPercent;
  return {
    title: `CPU use of process ${pid} (${name})`.slice(0, 200),
    unit: 'percent',
    series: [{ name: 'CPU, per cent of one core, as reported', role: 'observed', points }],
    thresholds: [{ value, label: `high, from ${value} %` }],
  };
}

/** An event that stands for repeats has the figure of the first, which is shown until the last. */
function pointsOf(events: readonly Event[]): [number, number][] {
  const byTime = new Map<number, number>();
  for (const { attributes, timeNs, lastTimeNs } of events) {
    const percent = attributes['cpu_percent'];
    if (typeof percent !== 'number') continue;
    for (const ns of [timeNs, lastTimeNs]) {
      const ms = Number(ns / 1_000_000n);
      byTime.set(ms, Math.max(percent, byTime.get(ms) ?? 0));
    }
  }
  return [...byTime].sort(([a], [b]) => a - b).slice(-MAX_CHART_POINTS);
}
