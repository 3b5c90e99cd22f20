import React, { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { UPlotChart, VizLayout, useStyles2, useTheme2 } from '@grafana/ui';
import type uPlot from 'uplot';
import { t } from '../../t';
import { ChartLegend } from './ChartLegend';
import { ChartTooltip } from './ChartTooltip';
import { formatterOf } from './format';
import { indexAfter } from './keys';
import { plotConfig, type Hover } from './plotConfig';
import { readingsAt } from './readings';
import type { AlignedData } from './series';
import { itemsOf, type ChartShape } from './shape';
import { readingsInWords } from './summary';

interface Props {
  readonly title: string;
  readonly shape: ChartShape;
  readonly data: AlignedData;
  readonly width: number;
  readonly height: number;
  readonly onToggle: (label: string) => void;
}

/** Outside the plot: uPlot takes the cursor away. */
const NOWHERE = { left: -10, top: -10 };

/** The drawing with its legend and what the pointer or the arrow keys point at. */
export function ChartPlot({ title, shape, data, width, height, onToggle }: Props) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const plot = useRef<uPlot | null>(null);
  const [hover, setHover] = useState<Hover | null>(null);
  const [isFocused, setIsFocused] = useState(false);
  const config = useMemo(() => plotConfig(shape, theme, setHover), [shape, theme]);
  const items = useMemo(() => itemsOf(shape, theme), [shape, theme]);
  const columns = useMemo<uPlot.AlignedData>(() => [data.times, ...data.columns], [data]);
  const format = formatterOf(shape.unit);
  const time = hover === null ? undefined : data.times[hover.index];
  const shown = items.filter(({ label }) => !shape.hidden.includes(label));
  const readings = hover === null ? [] : readingsAt(data, shown, hover.index);

  const onKeyDown = (event: KeyboardEvent) => {
    const drawn = plot.current;
    if (drawn === null) {
      return;
    }
    if (event.key === 'Escape' && hover !== null) {
      event.stopPropagation();
      drawn.setCursor(NOWHERE);
      return;
    }
    const next = indexAfter(event.key, hover?.index ?? null, data);
    const at = next === null ? undefined : data.times[next];
    if (at !== undefined) {
      event.preventDefault();
      drawn.setCursor({ left: drawn.valToPos(at, 'x'), top: 0 });
    }
  };
  const onBlur = () => {
    setIsFocused(false);
    plot.current?.setCursor(NOWHERE);
  };

  const legend =
    items.length > 1 ? (
      <VizLayout.Legend placement="bottom">
        <ChartLegend items={items} hidden={shape.hidden} onToggle={onToggle} />
      </VizLayout.Legend>
    ) : null;
  return (
    <VizLayout width={width} height={height} legend={legend}>
      {(plotWidth, plotHeight) => (
        <div
          role="group"
          aria-roledescription={t('chart.role', 'chart')}
          aria-label={t('chart.label', '{{title}}: use the arrow keys to read its values', { title })}
          tabIndex={0}
          className={styles.plot}
          onKeyDown={onKeyDown}
          onFocus={() => setIsFocused(true)}
          onBlur={onBlur}
        >
          <UPlotChart
            config={config}
            data={columns}
            width={plotWidth}
            height={plotHeight}
            plotRef={(made) => {
              plot.current = made;
            }}
          >
            {hover !== null && time !== undefined && readings.length > 0 && (
              <ChartTooltip hover={hover} time={time} readings={readings} format={format} />
            )}
          </UPlotChart>
          <div aria-live="polite" className="sr-only">
            {isFocused && time !== undefined && readingsInWords(time, readings, format)}
          </div>
        </div>
      )}
    </VizLayout>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  plot: css({
    position: 'relative',
    borderRadius: theme.shape.radius.default,
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: 1 },
  }),
});
