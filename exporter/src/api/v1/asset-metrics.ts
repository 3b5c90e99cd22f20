import { z } from 'zod';
import { ChartPoint, MAX_CHART_POINTS } from '../../model/chart.ts';
import { nsToMs } from '../../model/time.ts';
import type { ChartSeries } from '../../runtime/host-charts.ts';
import { Problem } from '../problem.ts';
import { AssetParams, requireAsset } from './known-asset.ts';
import { defineRoute, ok } from './route.ts';
import { Time } from './time.ts';

export const MetricSeries = z.object({
  name: z
    .enum(['cpu_busy', 'memory_used', 'load', 'filesystem_used', 'disk_bytes', 'network_bytes'])
    .describe('Series of one name belong into one chart.'),
  title: z.string(),
  unit: z.enum(['percent', 'short', 'Bps']).describe('As Grafana names units.'),
  labels: z.record(z.string(), z.string()).describe('What tells apart the series of one name.'),
  points: z.array(ChartPoint).max(MAX_CHART_POINTS).describe('Oldest first, one a minute.'),
});

const AssetMetricsView = z.object({
  series: z.array(MetricSeries),
  note: z.string().nullable().describe('Why there are none.'),
});

const Range = z.strictObject({
  from: Time.optional().describe('RFC 3339, inclusive. Default: as far back as there is something.'),
  to: Time.optional().describe('RFC 3339, inclusive. Default: now.'),
});

export const assetMetricsRoutes = [
  defineRoute({
    method: 'get',
    path: '/assets/{id}/metrics',
    operationId: 'getAssetMetrics',
    tag: 'Assets',
    summary: 'Measurements for charts, of the host that Fathom runs on',
    description:
      'CPU, memory, load, file systems, disk and network traffic of the last 12 hours at most, since the start of ' +
      'Fathom. Prometheus keeps what is older, and what is measured elsewhere.',
    params: AssetParams,
    query: Range,
    success: { 200: 'With a note when there is nothing to show.' },
    response: AssetMetricsView,
    async handle({ services, params: { id }, query }) {
      const asset = await requireAsset(services.store, id);
      const { series, note } = await services.metrics(asset, rangeOf(query));
      return ok({ series: series.map(toView), note });
    },
  }),
];

function rangeOf({ from, to }: z.output<typeof Range>) {
  const range = {
    fromMs: from === undefined ? 0 : nsToMs(from),
    toMs: to === undefined ? Infinity : nsToMs(to),
  };
  if (range.fromMs <= range.toMs) return range;
  throw new Problem(400, '`from` is after `to`', {
    errors: [{ path: 'query.from', message: 'after `to`' }],
  });
}

function toView({ name, title, unit, labels, points }: ChartSeries): z.infer<typeof MetricSeries> {
  return {
    name,
    title,
    unit,
    labels: { ...labels },
    points: points.map(([timeMs, value]) => [timeMs, value]),
  };
}
