import React, { useMemo } from 'react';
import { levelName } from '../severity';
import { TimeChart } from '../TimeChart/TimeChart';
import { heldPoints, type Period, type ScorePoint } from './held';

export interface ScoreLine {
  readonly entity: string;
  /** Oldest first; each holds until the next. */
  readonly points: readonly ScorePoint[];
}

interface Props {
  readonly title: string;
  readonly lines: readonly ScoreLine[];
  readonly period: Period;
  readonly height?: number;
}

/** From here on somebody should look; a score above the bound is of the level. */
const BOUNDS = [
  { above: 60, level: 'HIGH' },
  { above: 80, level: 'CRITICAL' },
] as const;

/** Threat scores over time, with the bounds of the levels that matter most. */
export function ScoreChart({ title, lines, period, height }: Props) {
  const series = useMemo(
    () => lines.map(({ entity, points }) => ({ name: entity, points: heldPoints(points, period) })),
    [lines, period]
  );
  return (
    <TimeChart
      title={title}
      series={series}
      thresholds={BOUNDS.map(({ above, level }) => ({ value: above, label: levelName(level) }))}
      timeRange={period}
      height={height}
      min={0}
      max={100}
    />
  );
}
