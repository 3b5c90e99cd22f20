import React from 'react';
import { Stack } from '@grafana/ui';
import type { Recommendation } from '../../api/types';
import { TimeChart } from '../../components/TimeChart/TimeChart';

/** The figures over time: what was seen, what is expected from it, and from where on to act. */
export default function Charts({ charts }: Pick<Recommendation, 'charts'>) {
  return (
    <Stack direction="column" gap={2}>
      {charts.map(({ title, unit, series, thresholds }, index) => (
        <TimeChart key={index} title={title} unit={unit} series={series} thresholds={thresholds} min={0} height={240} />
      ))}
    </Stack>
  );
}
