import { z } from 'zod';

/** More points than a chart has pixels in a column of text. */
export const MAX_CHART_POINTS = 720;

export const ChartPoint = z
  .tuple([z.number(), z.number()])
  .describe('Milliseconds since the epoch, and the value.');

/** What a conclusion rests on, as a picture: what was seen, and what is expected from it. */
export const Chart = z.object({
  title: z.string().min(1).max(200),
  unit: z.string().max(32).describe('Of all values, as Grafana names units: `bytes`, `percent`.'),
  series: z
    .array(
      z.object({
        name: z.string().max(200),
        role: z
          .enum(['observed', 'forecast', 'lower', 'upper'])
          .describe('`lower` and `upper` bound the forecast.'),
        points: z.array(ChartPoint).max(MAX_CHART_POINTS).describe('Oldest first.'),
      }),
    )
    .min(1)
    .max(16),
  thresholds: z.array(z.object({ value: z.number(), label: z.string().max(200) })).max(8),
});
export type Chart = z.infer<typeof Chart>;
