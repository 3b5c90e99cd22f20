import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { EmptyState, RadioButtonGroup, Stack, useStyles2 } from '@grafana/ui';
import { useAssetMetrics } from '../../api/assetMetrics';
import type { Asset } from '../../api/types';
import { QueryView } from '../../components/QueryView';
import { TimeChart } from '../../components/TimeChart/TimeChart';
import { useUrlState } from '../../components/urlState';
import { t } from '../../t';
import { AssetLinks } from './AssetLinks';
import { metricCharts } from './metricCharts';
import { metricTitle } from './metricNames';
import { hoursOf, RANGES } from './metricRange';

/** What Fathom measures of its own host, as small charts that go on by themselves. */
export default function MetricsTab({ asset }: { readonly asset: Asset }) {
  const styles = useStyles2(getStyles);
  const url = useUrlState();
  const hours = hoursOf(url.get('range'));
  const query = useAssetMetrics(asset.id, hours);
  return (
    <Stack direction="column" gap={2}>
      <div>
        <RadioButtonGroup
          size="sm"
          aria-label={t('asset.metrics.range', 'Time range')}
          value={hours}
          options={RANGES.map((value) => ({
            value,
            label: t('asset.metrics.last-hours', 'Last {{value}} h', { value }),
          }))}
          onChange={(value) => url.set({ range: `${value}h` })}
        />
      </div>
      <QueryView
        query={query}
        isEmpty={({ series }) => series.length === 0}
        empty={
          <EmptyState
            variant="not-found"
            message={t('asset.metrics.none', 'Fathom has no measurements of this asset')}
            button={<AssetLinks asset={asset} />}
          >
            {query.data?.note}
          </EmptyState>
        }
      >
        {({ series, period }) => (
          <div className={styles.grid}>
            {metricCharts(series).map(({ name, title, unit, series: lines }) => (
              <TimeChart
                key={name}
                title={metricTitle(name, title)}
                series={lines}
                unit={unit}
                height={200}
                timeRange={period}
                {...(unit === 'percent' ? { min: 0, max: 100 } : { min: 0 })}
              />
            ))}
          </div>
        )}
      </QueryView>
    </Stack>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 380px), 1fr))',
    gap: theme.spacing(3),
  }),
});
